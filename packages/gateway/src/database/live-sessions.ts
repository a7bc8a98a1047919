import type { FailureCode } from "@passerelle/tunnel";
import { sql } from "kysely";
import { historyUuid } from "../sessions/history.ts";
import type { LiveUse } from "../sessions/session-limits.ts";
import type { LiveSession, SessionState } from "../sessions/session-store.ts";
import type { Queries } from "./database.ts";

/** A gateway marks its sessions every ten seconds; one that has missed three marks in a row has died, or is about to. */
export const LIVE = sql<boolean>`passerelle_session.heartbeat > now() - interval '35 seconds'`;

/** SQL: the id of the session that a row of `history` is about: its own, or that of the session at which a guest looks. */
export const SESSION_OF_HISTORY = sql<number>`coalesce(
  (select session_history_id from passerelle_guest as guest where guest.history_id = history.history_id),
  history.history_id
)`;

function selectLive(queries: Queries) {
  return queries
    .selectFrom("passerelle_session")
    .innerJoin("guacamole_connection_history as history", "history.history_id", "passerelle_session.history_id")
    .where("passerelle_session.end_reason", "is", null)
    .where(LIVE);
}

/** The live sessions of all gateways, newest first. */
export async function listLiveSessions(queries: Queries): Promise<LiveSession[]> {
  const rows = await selectLive(queries)
    .innerJoin("guacamole_connection as connection", "connection.connection_id", "history.connection_id")
    .select([
      "history.history_id as historyId",
      "connection.connection_id",
      "connection.connection_name as connectionName",
      "passerelle_session.connection_group_id",
      "history.user_id as userId",
      "history.username",
      "history.remote_host as remoteHost",
      "history.start_date as startedAt",
      "passerelle_session.state",
    ])
    .orderBy("history.start_date", "desc")
    .orderBy("history.history_id", "desc")
    .execute();
  return rows.map(({ connection_id, connection_group_id, ...row }) => ({
    ...row,
    id: historyUuid(row.historyId),
    connectionIdentifier: String(connection_id),
    groupIdentifier: connection_group_id === null ? null : String(connection_group_id),
  }));
}

/** A live session, and which gateway has it. */
export interface LocatedUse extends LiveUse {
  readonly gatewayId: string | null;
  readonly state: SessionState;
}

/** The live sessions of all gateways that count for limits: those that are being ended do not. */
export async function liveUses(queries: Queries): Promise<LocatedUse[]> {
  return selectLive(queries)
    .select([
      "history.history_id as historyId",
      "history.user_id as userId",
      "history.connection_id as connectionId",
      "passerelle_session.connection_group_id as groupId",
      "passerelle_session.gateway_id as gatewayId",
      "passerelle_session.state",
    ])
    .execute();
}

/** Asks the gateway of a live session to end it; false when there is no such session. */
export async function requestEnd(queries: Queries, historyId: number, reason: FailureCode): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable("passerelle_session")
    .set({ end_reason: reason })
    .where("history_id", "=", historyId)
    .where(LIVE)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Asks the gateway of a live session to show a message; false when there is no such session. */
export async function requestMessage(queries: Queries, historyId: number, text: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await queries
    .insertInto("passerelle_session_message")
    .columns(["history_id", "text"])
    .expression(
      selectLive(queries)
        .select(["passerelle_session.history_id", sql.val(text).as("text")])
        .where("passerelle_session.history_id", "=", historyId),
    )
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Takes what was asked to be shown at these sessions, in order: nobody else gets it. */
export async function takeMessages(
  queries: Queries,
  historyIds: readonly number[],
): Promise<{ readonly historyId: number; readonly text: string }[]> {
  const taken = await queries
    .deleteFrom("passerelle_session_message")
    .where("history_id", "in", [...historyIds])
    .returning(["message_id", "history_id as historyId", "text"])
    .execute();
  return taken.sort((a, b) => Number(a.message_id) - Number(b.message_id));
}
