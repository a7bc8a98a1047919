import { type RawBuilder, sql } from "kysely";
import type { ApiKeyScope } from "../accounts/api-key-scope.ts";
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
  await end(queries, sql`sign_in_id = ${signIn}`, sql`${now}`);
}

/**
 * Ends sign-ins of a user: `only` one of them, or all but `except`.
 * @returns the ids of those that ended.
 */
export async function endSignInsOf(
  queries: Queries,
  userId: number,
  now: Date,
  { only, except }: { readonly only?: string; readonly except?: string } = {},
): Promise<string[]> {
  const isMeant = only === undefined ? sql`true` : sql`sign_in_id::text = ${only}`;
  const isSpared = except === undefined ? sql`false` : sql`sign_in_id::text = ${except}`;
  return end(queries, sql`user_id = ${userId} and ${isMeant} and not ${isSpared}`, sql`${now}`);
}

/** Ends the sign-ins of a user that are more than `keep`: those that were used least recently and have no desktop open. */
export async function endSurplusSignIns(queries: Queries, userId: number, keep: number): Promise<string[]> {
  const surplus = sql`(
    select sign_in_id from passerelle_sign_in as idle
    where user_id = ${userId}
      and not exists (select 1 from passerelle_session as session where session.sign_in_id = idle.sign_in_id)
    order by last_seen desc, created desc
    offset ${keep}
  )`;
  return end(queries, sql`sign_in_id in ${surplus}`, LAST_SEEN);
}

/** Ends the sign-ins that ran out before `now`, each at the moment when it was last used. */
export async function endExpiredSignIns(queries: Queries, now: Date): Promise<string[]> {
  return end(queries, sql`expires <= ${now}`, LAST_SEEN);
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
  const accounts = await queries
    .selectFrom("guacamole_user as user")
    .select(["user.user_id as userId", "user.disabled", ...ACCOUNT_LIMITS])
    .where("user.user_id", "in", queries.selectFrom("passerelle_sign_in").select("passerelle_sign_in.user_id"))
    .execute();
  const forbidden = accounts.filter((account) => {
    const validity = validityOf(account, now);
    return account.disabled || validity === "not-valid" || (enforceAccessWindows && validity === "not-accessible");
  });
  const ids = forbidden.map(({ userId }) => userId);
  return ids.length === 0 ? [] : end(queries, sql`user_id in (${sql.join(ids)})`, sql`${now}`);
}

const LAST_SEEN = sql`last_seen`;

/** Deletes sign-ins, with what was sealed for them, and closes their rows of Guacamole's history. */
async function end(queries: Queries, which: RawBuilder<unknown>, endedAt: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{ signIn: string }>`
    with ended as (
      delete from passerelle_sign_in where ${which}
      returning sign_in_id, user_history_id, ${endedAt}::timestamptz as ended_at
    ), closed as (
      update guacamole_user_history as login set end_date = ended.ended_at
      from ended where login.history_id = ended.user_history_id
    )
    select sign_in_id as "signIn" from ended`.execute(queries);
  return rows.map((row) => row.signIn);
}
