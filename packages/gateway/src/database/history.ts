import { sql } from "kysely";
import type { Queries } from "./database.ts";

/**
 * Closes history rows of sessions whose gateway died: those without a heartbeat for so long, where they had reached at the
 * last one. Rows that Guacamole left open are not ours to close.
 * @returns how many.
 */
export async function closeAbandonedHistory(queries: Queries, seconds: number): Promise<number> {
  const { rows } = await sql<{ closed: number }>`
    with dead as (
      delete from passerelle_session where heartbeat <= now() - ${seconds}::integer * interval '1 second'
      returning history_id, coalesce(reached, heartbeat) as reached
    ), ended as (
      update guacamole_connection_history set end_date = greatest(start_date, dead.reached)
      from dead where guacamole_connection_history.history_id = dead.history_id and end_date is null
      returning dead.history_id
    ), told as (
      insert into passerelle_session_end (history_id, cause) select history_id, 'heartbeat' from ended
      on conflict (history_id) do nothing
    )
    select count(*)::integer as closed from dead`.execute(queries);
  return rows[0]?.closed ?? 0;
}
