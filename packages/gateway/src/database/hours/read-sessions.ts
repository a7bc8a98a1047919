import { type RawBuilder, sql } from "kysely";
import type { HistorySession } from "../../hours/person.ts";
import type { Stretch } from "../../hours/stretch.ts";
import type { Queries } from "../database.ts";
import { LIVE } from "../live-sessions.ts";
import type { Accounts } from "./read-accounts.ts";
import { milliseconds } from "./read-moments.ts";

/** What is asked for beside the time. */
export interface SessionQuestion {
  readonly accounts: Accounts;
  /** The id of the only connection that counts. */
  readonly connection: number | undefined;
  /** The end of sessions that live. */
  readonly now: number;
}

interface Row {
  readonly historyId: number;
  readonly userId: number | null;
  readonly username: string;
  readonly connectionId: number | null;
  readonly connectionName: string;
  readonly start: number;
  readonly ended: number | null;
  readonly settled: number | null;
  readonly live: boolean | null;
  /** A guest, who is there. */
  readonly isGuest: boolean;
  readonly cause: string | null;
  readonly shared: boolean;
  readonly active: readonly (readonly [start: number, end: number])[] | null;
}

/** The sessions that began in `window` or of which some time falls there, by the names of their people. */
export async function readSessions(
  queries: Queries,
  { start, end }: Stretch,
  question: SessionQuestion,
): Promise<ReadonlyMap<string, readonly HistorySession[]>> {
  const begun = sql<boolean>`history.start_date >= ${new Date(start)} and history.start_date < ${new Date(end)}`;
  const rows = [
    ...(await readRows(queries, beganBefore(start), question)),
    ...(await readRows(queries, begun, question)),
  ];
  const people = new Map<string, HistorySession[]>();
  for (const row of rows) {
    const session = sessionOf(row, question.now);
    if (session.start >= start || (session.end ?? start) > start) {
      const name = question.accounts.nameOf(row);
      people.set(name, people.get(name) ?? []);
      people.get(name)?.push(session);
    }
  }
  return people;
}

/** Sessions of more than 48 hours have an index of their own, which the planner takes for what is asked just so. */
const LONG = 48 * 3_600_000;
const LONG_AT = sql`end_date - start_date > interval '48 hours' and tstzrange(start_date, greatest(start_date, end_date))`;

/** SQL: whether a session that began before `moment` may have been there then. */
function beganBefore(moment: number): RawBuilder<boolean> {
  const [at, earlier] = [new Date(moment), new Date(moment - LONG)];
  return sql`history.start_date < ${at} and history.history_id in (
    select history_id from guacamole_connection_history
    where start_date >= ${earlier} and start_date < ${at} and end_date > ${at}
    union all
    select history_id from guacamole_connection_history where ${LONG_AT} @> ${at}::timestamptz
    union all
    select history_id from passerelle_session
    union all
    select history_id from passerelle_guest
    union all
    select history_id from settlement where settled > ${at}
  )`;
}

async function readRows(
  queries: Queries,
  condition: RawBuilder<boolean>,
  { accounts, connection }: SessionQuestion,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with settlement as (
      select distinct on (history_id) history_id, end_date as settled from passerelle_hours_correction
      where kind = 'settle' and withdrawn_at is null
      order by history_id, correction_id desc
    )
    select history.history_id as "historyId", user_id as "userId", username,
      connection.connection_id as "connectionId",
      coalesce(connection.connection_name, history.connection_name) as "connectionName",
      ${milliseconds("start_date")} as start, ${milliseconds("end_date")} as ended,
      ${milliseconds("settled")} as settled, ${LIVE} as live,
      guest.history_id is not null as "isGuest",
      (select cause from passerelle_session_end as ending where ending.history_id = history.history_id) as cause,
      sharing_profile_name is not null as shared,
      (
        select json_agg(json_build_array(${milliseconds("stretch.start_date")}, ${milliseconds("stretch.end_date")}))
        from passerelle_active_stretch as stretch where stretch.history_id = history.history_id
      ) as active
    from guacamole_connection_history as history
    left join guacamole_connection as connection using (connection_id)
    left join passerelle_guest as guest on guest.history_id = history.history_id
    left join passerelle_session
      on passerelle_session.history_id = coalesce(guest.session_history_id, history.history_id)
    left join settlement on settlement.history_id = history.history_id
    where ${condition} and ${accounts.own}
      and ${connection === undefined ? sql`true` : sql`history.connection_id = ${connection}`}`.execute(queries);
  return rows;
}

function sessionOf(row: Row, now: number): HistorySession {
  const { historyId, connectionId, connectionName, start, cause, shared, live, isGuest, active } = row;
  const { end, state } = endOf(row, now);
  return {
    historyId,
    connectionId,
    connectionName,
    start,
    end,
    state,
    cause,
    shared,
    // What guests do is not recorded, only that they were there.
    recorded: (live !== null && !isGuest) || cause !== null || active !== null,
    active: active?.map(([from, to]) => ({ start: from, end: to })) ?? [],
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
