import { sql } from "kysely";
import type { SecretBox } from "../secrets/secret-box.ts";
import type { JoinedGuest, JoinRequest } from "../sessions/session-store.ts";
import { readSharingParameters } from "./connection-parameters.ts";
import type { Queries } from "./database.ts";
import { parseIdentifier } from "./identifier.ts";
import { mayAccess } from "./permissions.ts";

/** Writes the history row of a guest, if the session's owner may share it by that profile; to be called in a transaction. */
export async function recordJoin(
  db: Queries,
  secrets: SecretBox,
  { sessionHistoryId, ownerId, profile, visitor, joinedAt }: JoinRequest,
): Promise<JoinedGuest | undefined> {
  const found = await db
    .selectFrom("guacamole_connection_history as session")
    .innerJoin("guacamole_sharing_profile as profile", "profile.primary_connection_id", "session.connection_id")
    .select(["profile.sharing_profile_id", "profile.sharing_profile_name"])
    .select(["session.connection_id", "session.connection_name"])
    .where("session.history_id", "=", sessionHistoryId)
    .where("profile.sharing_profile_id", "=", parseIdentifier(profile) ?? 0)
    .where(mayAccess(ownerId, "sharingProfile", sql.ref("profile.sharing_profile_id"), "READ"))
    .executeTakeFirst();
  if (found === undefined) {
    return undefined;
  }
  const { history_id: historyId } = await db
    .insertInto("guacamole_connection_history")
    .values({
      user_id: visitor.account?.userId ?? null,
      username: visitor.account?.username ?? "",
      remote_host: visitor.remoteHost,
      ...found,
      start_date: joinedAt,
    })
    .returning("history_id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("passerelle_guest")
    .values({ history_id: historyId, session_history_id: sessionHistoryId })
    .execute();
  return { historyId, parameters: await readSharingParameters(db, secrets, found.sharing_profile_id) };
}

/** Writes that a guest is gone; to be called in a transaction. */
export async function recordLeave(db: Queries, historyId: number, leftAt: Date): Promise<void> {
  await db
    .updateTable("guacamole_connection_history")
    .set({ end_date: sql<Date>`greatest(start_date, ${leftAt}::timestamptz)` })
    .where("history_id", "=", historyId)
    .execute();
  await db.deleteFrom("passerelle_guest").where("history_id", "=", historyId).execute();
}

/** A session is over, and so are its guests: should their gateway die now, their rows are closed. To be called in a transaction. */
export async function closeGuests(db: Queries, sessionHistoryId: number, endedAt: Date): Promise<void> {
  await sql`
    with gone as (delete from passerelle_guest where session_history_id = ${sessionHistoryId} returning history_id)
    update guacamole_connection_history set end_date = greatest(start_date, ${endedAt}::timestamptz)
    where history_id in (select history_id from gone) and end_date is null`.execute(db);
}
