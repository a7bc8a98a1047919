import { sql } from "kysely";
import type { SessionMark } from "../../sessions/session-store.ts";
import type { Queries } from "../database.ts";
import { recordActivity } from "./record-activity.ts";

/** Marks the sessions of a gateway as live, in one statement, and how far they have come. */
export async function recordHeartbeat(
  queries: Queries,
  gatewayId: string,
  sessions: readonly SessionMark[],
): Promise<void> {
  const marks = sql.join(
    sessions.map(
      ({ historyId, state, principal, group, reached }) =>
        sql`(${historyId}::integer, ${state}::text, ${principal.signIn}::uuid, ${group ?? null}::integer, ${reached}::timestamptz)`,
    ),
  );
  // A gateway that stood still for minutes was given up by the others: what they have closed is open again.
  await sql`
    with mark (history_id, state, sign_in_id, group_id, reached) as (values ${marks}), marked as (
      insert into passerelle_session
        (history_id, heartbeat, gateway_id, state, sign_in_id, connection_group_id, reached)
      select mark.history_id, now(), ${gatewayId}::uuid, mark.state, mark.sign_in_id,
        (select connection_group_id from guacamole_connection_group where connection_group_id = mark.group_id),
        mark.reached
      from mark join guacamole_connection_history using (history_id)
      on conflict (history_id) do update
      set heartbeat = excluded.heartbeat, state = excluded.state, sign_in_id = excluded.sign_in_id,
        reached = excluded.reached
    ), unended as (
      delete from passerelle_session_end where history_id in (select history_id from mark)
    )
    update guacamole_connection_history set end_date = null
    where history_id in (select history_id from mark) and end_date is not null`.execute(queries);
  await recordActivity(queries, sessions);
}
