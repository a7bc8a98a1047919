import { sql } from "kysely";
import type { ApiKeyScope } from "../accounts/api-key.ts";
import { validityOf } from "../accounts/validity.ts";
import type { Principal } from "../sessions/session-store.ts";
import { ACCOUNT_LIMITS, isAdministrator } from "./accounts.ts";
import type { Queries } from "./database.ts";
import { inTransaction } from "./transaction.ts";

/** Whoever sends a request: a sign-in that is still good, or an API key, whose id is then in `signIn`. */
export interface Caller extends Principal {
  /** Holds the system permission ADMINISTER, directly or through groups. */
  readonly administrator: boolean;
  readonly lastSeen: Date;
  /** What an API key may do; undefined: it is a sign-in, which may do everything that its user may. */
  readonly scopes?: readonly ApiKeyScope[];
}

export interface NewSignIn {
  /** UUID. */
  readonly signIn: string;
  readonly tokenHash: Uint8Array;
  readonly userId: number;
  readonly username: string;
  readonly remoteHost: string;
  readonly userAgent: string | undefined;
  /** The identity source that vouched. */
  readonly source: string;
  readonly sealedPassword: string | undefined;
  readonly now: Date;
  /** Milliseconds after which it ends when nothing uses it. */
  readonly timeout: number;
}

/** Records a sign-in, and the login in Guacamole's history. */
export async function createSignIn(queries: Queries, created: NewSignIn): Promise<void> {
  const { now } = created;
  await inTransaction(queries, async (db) => {
    const { history_id } = await db
      .insertInto("guacamole_user_history")
      .values({ user_id: created.userId, username: created.username, remote_host: created.remoteHost, start_date: now })
      .returning("history_id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("passerelle_sign_in")
      .values({
        sign_in_id: created.signIn,
        token_hash: created.tokenHash,
        user_id: created.userId,
        user_history_id: history_id,
        remote_host: created.remoteHost,
        created: now,
        last_seen: now,
        expires: new Date(now.getTime() + created.timeout),
        user_agent: created.userAgent ?? null,
        source: created.source,
        sealed_password: created.sealedPassword ?? null,
      })
      .execute();
  });
}

/** The caller whom a token stands for; undefined when it is unknown or expired, or the account was disabled. */
export async function findCaller(queries: Queries, tokenHash: Uint8Array, now: Date): Promise<Caller | undefined> {
  const row = await queries
    .selectFrom("passerelle_sign_in as sign_in")
    .innerJoin("guacamole_user as user", "user.user_id", "sign_in.user_id")
    .innerJoin("guacamole_entity as entity", "entity.entity_id", "user.entity_id")
    .select([
      "sign_in.sign_in_id as signIn",
      "sign_in.remote_host as remoteHost",
      "sign_in.last_seen as lastSeen",
      "user.user_id as userId",
      "entity.name as username",
    ])
    .where("sign_in.token_hash", "=", tokenHash)
    .where("sign_in.expires", ">", now)
    .where("user.disabled", "=", false)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, administrator: await isAdministrator(queries, row.userId) };
}

/** Keeps sign-ins from running out for another `timeout` milliseconds. */
export async function touchSignIns(
  queries: Queries,
  signIns: readonly string[],
  now: Date,
  timeout: number,
): Promise<void> {
  if (signIns.length > 0) {
    await queries
      .updateTable("passerelle_sign_in")
      .set({ last_seen: now, expires: new Date(now.getTime() + timeout) })
      .where("sign_in_id", "in", [...signIns])
      .execute();
  }
}

/** A sign-in as its owner sees it. */
export interface ListedSignIn {
  readonly signIn: string;
  readonly created: Date;
  readonly lastSeen: Date;
  readonly remoteHost: string;
  readonly userAgent: string | null;
}

/** The sign-ins of a user, the one that was used last first. */
export async function listSignIns(queries: Queries, userId: number, now: Date): Promise<ListedSignIn[]> {
  return queries
    .selectFrom("passerelle_sign_in")
    .select([
      "sign_in_id as signIn",
      "created",
      "last_seen as lastSeen",
      "remote_host as remoteHost",
      "user_agent as userAgent",
    ])
    .where("user_id", "=", userId)
    .where("expires", ">", now)
    .orderBy("last_seen", "desc")
    .execute();
}

/** Ends one sign-in at `now`. */
export async function endSignIn(queries: Queries, signIn: string, now: Date): Promise<void> {
  await end(queries, [signIn], () => now);
}

/**
 * Ends sign-ins of a user: `which` of them, or all but `except`.
 * @returns the ids of those that ended.
 */
export async function endSignInsOf(
  queries: Queries,
  userId: number,
  now: Date,
  which: { readonly only?: string; readonly except?: string } = {},
): Promise<string[]> {
  const { only, except } = which;
  const found = await queries
    .selectFrom("passerelle_sign_in")
    .select("sign_in_id")
    .where("user_id", "=", userId)
    .$if(only !== undefined, (query) => query.where(sql<boolean>`sign_in_id::text = ${only}`))
    .$if(except !== undefined, (query) => query.where(sql<boolean>`sign_in_id::text <> ${except}`))
    .execute();
  return end(
    queries,
    found.map((row) => row.sign_in_id),
    () => now,
  );
}

/** Ends the sign-ins of a user that are more than `keep`: those that were used least recently and have no desktop open. */
export async function endSurplusSignIns(queries: Queries, userId: number, keep: number, now: Date): Promise<string[]> {
  const surplus = await queries
    .selectFrom("passerelle_sign_in as sign_in")
    .select("sign_in_id")
    .where("user_id", "=", userId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom("passerelle_session").whereRef("passerelle_session.sign_in_id", "=", "sign_in.sign_in_id")),
      ),
    )
    .orderBy("last_seen", "desc")
    .orderBy("created", "desc")
    .offset(keep)
    .execute();
  return end(
    queries,
    surplus.map((row) => row.sign_in_id),
    (lastSeen) => (lastSeen < now ? lastSeen : now),
  );
}

/** Ends the sign-ins that ran out before `now`, each at the moment when it was last used. */
export async function endExpiredSignIns(queries: Queries, now: Date): Promise<string[]> {
  const expired = await queries
    .selectFrom("passerelle_sign_in")
    .select("sign_in_id")
    .where("expires", "<=", now)
    .execute();
  return end(
    queries,
    expired.map((row) => row.sign_in_id),
    (lastSeen) => lastSeen,
  );
}

/**
 * Ends the sign-ins of accounts that may not be used any more: disabled, outside their validity or, if that is to count,
 * outside their hours.
 */
export async function endForbiddenSignIns(
  queries: Queries,
  now: Date,
  enforceAccessWindows: boolean,
): Promise<string[]> {
  const rows = await queries
    .selectFrom("passerelle_sign_in as sign_in")
    .innerJoin("guacamole_user as user", "user.user_id", "sign_in.user_id")
    .select(["sign_in.sign_in_id as signIn", "user.disabled", ...ACCOUNT_LIMITS])
    .execute();
  const forbidden = rows.filter((row) => {
    const validity = validityOf(row, now);
    return row.disabled || validity === "not-valid" || (enforceAccessWindows && validity === "not-accessible");
  });
  return end(
    queries,
    forbidden.map((row) => row.signIn),
    () => now,
  );
}

/** Deletes sign-ins, and with them what was sealed for them, and closes their rows of Guacamole's history. */
async function end(queries: Queries, signIns: readonly string[], endOf: (lastSeen: Date) => Date): Promise<string[]> {
  if (signIns.length === 0) {
    return [];
  }
  return inTransaction(queries, async (db) => {
    const ended = await db
      .deleteFrom("passerelle_sign_in")
      .where("sign_in_id", "in", [...signIns])
      .returning(["sign_in_id", "user_history_id", "last_seen"])
      .execute();
    for (const { user_history_id, last_seen } of ended) {
      await closeUserHistory(db, user_history_id, endOf(last_seen));
    }
    return ended.map((row) => row.sign_in_id);
  });
}

async function closeUserHistory(db: Queries, historyId: number | null, endedAt: Date): Promise<void> {
  if (historyId !== null) {
    await db
      .updateTable("guacamole_user_history")
      .set({ end_date: endedAt })
      .where("history_id", "=", historyId)
      .execute();
  }
}
