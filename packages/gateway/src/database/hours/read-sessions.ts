import { sql } from "kysely";
import type { HistorySession } from "../../hours/person.ts";
import type { Stretch } from "../../hours/stretch.ts";
import type { Queries } from "../database.ts";
import { LIVE } from "../live-sessions.ts";
import type { Accounts } from "./read-accounts.ts";
import { milliseconds } from "./read-moments.ts";

/** A session and whose it is. */
interface OwnedRow {
  readonly userId: number | null;
  readonly username: string;
}

interface Row extends OwnedRow {
  readonly historyId: number;
  readonly connectionId: number | null;
  readonly connectionName: string;
  readonly start: number;
  readonly ended: number | null;
  readonly settled: number | null;
  readonly live: boolean | null;
  readonly cause: string | null;
  readonly shared: boolean;
  readonly active: readonly (readonly [start: number, end: number])[] | null;
}

/**
 * The sessions of which some time may fall into `window`, and those that began in it.
 * @param connection the id of the only connection that is asked for
 * @param now the end of those that live
 */
export async function readSessions(
  queries: Queries,
  window: Stretch,
  { own }: Accounts,
  connection: number | undefined,
  now: number,
): Promise<(OwnedRow & { readonly session: HistorySession })[]> {
  const [from, to] = [new Date(window.start), new Date(window.end)];
  const asked = sql`${own} and ${connection === undefined ? sql`true` : sql`connection_id = ${connection}`}`;
  // What has no end is in the index at the moment of its begin.
  const { rows } = await sql<Row>`
    with settlement as (
      select distinct on (history_id) history_id, end_date as settled from passerelle_hours_correction
      where kind = 'settle' and withdrawn_at is null
      order by history_id, correction_id desc
    ), found as (
      select * from guacamole_connection_history
      where tstzrange(start_date, greatest(start_date, end_date), '[]') && tstzrange(${from}, ${to}) and ${asked}
      union all
      select * from guacamole_connection_history
      where end_date is null and start_date < ${from} and ${asked} and (
        history_id in (select history_id from passerelle_session)
        or history_id in (select history_id from settlement where settled > ${from})
      )
    )
    select history_id as "historyId", user_id as "userId", username,
      connection.connection_id as "connectionId",
      coalesce(connection.connection_name, found.connection_name) as "connectionName",
      ${milliseconds("start_date")} as start, ${milliseconds("end_date")} as ended,
      ${milliseconds("settled")} as settled, ${LIVE} as live,
      (select cause from passerelle_session_end as ending where ending.history_id = found.history_id) as cause,
      sharing_profile_name is not null as shared,
      (
        select json_agg(json_build_array(${milliseconds("stretch.start_date")}, ${milliseconds("stretch.end_date")}))
        from passerelle_active_stretch as stretch where stretch.history_id = found.history_id
      ) as active
    from found
    left join guacamole_connection as connection using (connection_id)
    left join passerelle_session using (history_id)
    left join settlement using (history_id)`.execute(queries);
  return rows.map((row) => ({ userId: row.userId, username: row.username, session: sessionOf(row, now) }));
}

function sessionOf(row: Row, now: number): HistorySession {
  const { historyId, connectionId, connectionName, start, cause, shared, live } = row;
  return {
    ...{ historyId, connectionId, connectionName, start, cause, shared },
    ...endOf(row, now),
    recorded: live !== null || cause !== null || row.active !== null,
    active: row.active?.map(([from, to]) => ({ start: from, end: to })) ?? [],
  };
}

function endOf({ start, ended, settled, live }: Row, now: number): Pick<HistorySession, "end" | "state"> {
  if (ended !== null) {
    return { end: ended, state: "ended" };
  }
  if (live) {
    return { end: Math.max(start, now), state: "live" };
  }
  return settled === null ? { end: null, state: "doubtful" } : { end: settled, state: "settled" };
}
