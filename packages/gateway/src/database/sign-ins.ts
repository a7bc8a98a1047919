import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Principal } from "../sessions/session-store.ts";
import type { Queries } from "./database.ts";
import { hasSystemPermission } from "./permissions.ts";

/** Whoever sends a request: a sign-in that is still good. */
export interface Caller extends Principal {
  /** Holds the system permission ADMINISTER, directly or through groups. */
  readonly administrator: boolean;
  readonly lastSeen: Date;
}

/** A sign-in that nothing has used for so long has ended. */
export const IDLE_TIMEOUT_MS = 60 * 60_000;

/** Records a sign-in, and the login in Guacamole's history. */
export async function createSignIn(
  queries: Queries,
  user: { readonly userId: number; readonly username: string; readonly remoteHost: string },
  tokenHash: Uint8Array,
  now: Date,
): Promise<string> {
  return queries.transaction().execute(async (db) => {
    const { history_id } = await db
      .insertInto("guacamole_user_history")
      .values({ user_id: user.userId, username: user.username, remote_host: user.remoteHost, start_date: now })
      .returning("history_id")
      .executeTakeFirstOrThrow();
    const signIn = randomUUID();
    await db
      .insertInto("passerelle_sign_in")
      .values({
        sign_in_id: signIn,
        token_hash: tokenHash,
        user_id: user.userId,
        user_history_id: history_id,
        remote_host: user.remoteHost,
        created: now,
        last_seen: now,
        expires: new Date(now.getTime() + IDLE_TIMEOUT_MS),
      })
      .execute();
    return signIn;
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

async function isAdministrator(queries: Queries, userId: number): Promise<boolean> {
  const result = await sql<{ found: boolean }>`select ${hasSystemPermission(userId, "ADMINISTER")} as found`.execute(
    queries,
  );
  return result.rows[0]?.found === true;
}

/** Keeps sign-ins from running out. */
export async function touchSignIns(queries: Queries, signIns: readonly string[], now: Date): Promise<void> {
  if (signIns.length > 0) {
    await queries
      .updateTable("passerelle_sign_in")
      .set({ last_seen: now, expires: new Date(now.getTime() + IDLE_TIMEOUT_MS) })
      .where("sign_in_id", "in", [...signIns])
      .execute();
  }
}

/** Ends one sign-in at `now`. */
export async function endSignIn(queries: Queries, signIn: string, now: Date): Promise<void> {
  await queries.transaction().execute(async (db) => {
    const ended = await db
      .deleteFrom("passerelle_sign_in")
      .where("sign_in_id", "=", signIn)
      .returning("user_history_id")
      .executeTakeFirst();
    await closeUserHistory(db, ended?.user_history_id, now);
  });
}

/** Ends the sign-ins that ran out before `now`, each at the moment when it was last used. */
export async function endExpiredSignIns(queries: Queries, now: Date): Promise<string[]> {
  return queries.transaction().execute(async (db) => {
    const ended = await db
      .deleteFrom("passerelle_sign_in")
      .where("expires", "<=", now)
      .returning(["sign_in_id", "user_history_id", "last_seen"])
      .execute();
    for (const { user_history_id, last_seen } of ended) {
      await closeUserHistory(db, user_history_id, last_seen);
    }
    return ended.map((row) => row.sign_in_id);
  });
}

async function closeUserHistory(db: Queries, historyId: number | null | undefined, endedAt: Date): Promise<void> {
  if (historyId !== null && historyId !== undefined) {
    await db
      .updateTable("guacamole_user_history")
      .set({ end_date: endedAt })
      .where("history_id", "=", historyId)
      .execute();
  }
}
