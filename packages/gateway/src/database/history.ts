import { type RawBuilder, sql } from "kysely";
import type { Queries } from "./database.ts";
import type { Run } from "./hours/record-run.ts";

/**
 * Closes history rows of sessions whose gateway died, as it marked none of them for so long.
 * @returns how many.
 */
export async function closeAbandonedHistory(queries: Queries, seconds: number): Promise<number> {
  const since = sql`now() - ${seconds}::integer * interval '1 second'`;
  await closeGuestsOfEnded(queries, since);
  return closeDead(queries, sql`heartbeat <= ${since}`);
}

/** Closes the rows of guests who joined while their session ended, where their gateway died then: nobody else closes them. */
async function closeGuestsOfEnded(queries: Queries, since: RawBuilder<unknown>): Promise<void> {
  await sql`
    with gone as (
      delete from passerelle_guest as guest using guacamole_connection_history as session
      where session.history_id = guest.session_history_id and session.end_date <= ${since}
      returning guest.history_id, session.end_date as ended
    )
    update guacamole_connection_history as history set end_date = greatest(history.start_date, gone.ended)
    from gone where history.history_id = gone.history_id and history.end_date is null`.execute(queries);
}

/**
 * Closes history rows of gateways that listened where this one does: they are dead.
 * @returns how many.
 */
export function closeHistoryOfPredecessors(queries: Queries, { id, address }: Run): Promise<number> {
  return closeDead(
    queries,
    sql`gateway_id in (select run_id from passerelle_gateway_run where address = ${address} and run_id <> ${id}::uuid)`,
  );
}

/** Closes history rows where they had reached at their last heartbeat. Those that Guacamole left open are not ours to close. */
async function closeDead(queries: Queries, isDead: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ closed: number }>`
    with dead as (
      delete from passerelle_session where ${isDead}
      returning history_id, coalesce(reached, heartbeat) as reached
    ), ended as (
      update guacamole_connection_history set end_date = greatest(start_date, dead.reached)
      from dead where guacamole_connection_history.history_id = dead.history_id and end_date is null
      returning dead.history_id
    ), guests as (
      delete from passerelle_guest using dead where session_history_id = dead.history_id
      returning passerelle_guest.history_id, dead.reached
    ), gone as (
      update guacamole_connection_history as history set end_date = greatest(start_date, guests.reached)
      from guests where history.history_id = guests.history_id and end_date is null
    ), told as (
      insert into passerelle_session_end (history_id, cause) select history_id, 'heartbeat' from ended
      on conflict (history_id) do nothing
    )
    select count(*)::integer as closed from dead`.execute(queries);
  return rows[0]?.closed ?? 0;
}
