import { type RawBuilder, sql } from "kysely";
import type { Stretch } from "../../hours/stretch.ts";
import type { Whose } from "../../hours/whose.ts";
import type { Queries } from "../database.ts";
import { LIVE, SESSION_OF_HISTORY } from "../live-sessions.ts";
import { readAccounts } from "./read-accounts.ts";
import { milliseconds } from "./read-moments.ts";

/** A session that has no end and does not live. */
export interface DoubtfulSession {
  readonly historyId: number;
  readonly person: string;
  readonly connectionName: string;
  readonly start: number;
}

/** SQL: the row of `history` was given an end by a correction. */
const SETTLED: RawBuilder<boolean> = sql`exists (
  select 1 from passerelle_hours_correction as correction
  where correction.history_id = history.history_id and withdrawn_at is null
)`;

/** SQL: the session of the row of `history` lives, or that which its guest looks at. */
const IS_LIVE: RawBuilder<boolean> = sql`exists (
  select 1 from passerelle_session
  where ${LIVE} and passerelle_session.history_id = ${SESSION_OF_HISTORY}
)`;

/** The doubtful sessions of `who` that began in `window` and are not settled, oldest first, and how many there are in all. */
export async function listDoubtful(
  queries: Queries,
  window: Stretch,
  who: Whose,
  limit: number,
): Promise<{ readonly total: number; readonly items: DoubtfulSession[] }> {
  const { own, nameOf } = await readAccounts(queries, who);
  const { rows } = await sql<
    DoubtfulSession & { readonly userId: number | null; readonly username: string; readonly total: number }
  >`
    select history_id as "historyId", user_id as "userId", username, connection_name as "connectionName",
      ${milliseconds("start_date")} as start, count(*) over ()::integer as total
    from guacamole_connection_history as history
    where end_date is null and start_date >= ${new Date(window.start)} and start_date < ${new Date(window.end)}
      and username <> '' and ${own} and not ${IS_LIVE} and not ${SETTLED}
    order by start_date, history_id limit ${limit}`.execute(queries);
  const items = rows.map(({ userId, username, historyId, connectionName, start }) => ({
    ...{ historyId, connectionName, start },
    person: nameOf({ userId, username }),
  }));
  return { total: rows[0]?.total ?? 0, items };
}

/** What a session is before it is settled. */
export interface OpenSession {
  readonly userId: number | null;
  readonly username: string;
  readonly start: number;
  readonly ended: boolean;
  readonly live: boolean;
  readonly settled: boolean;
}

/** A session of the history, kept from others until the transaction is over; undefined when there is none. */
export async function lockSession(db: Queries, historyId: number): Promise<OpenSession | undefined> {
  // What others did while this waited is seen by a statement of its own.
  await sql`select 1 from guacamole_connection_history where history_id = ${historyId} for update`.execute(db);
  const { rows } = await sql<OpenSession>`
    select user_id as "userId", coalesce(
        (select name from guacamole_user join guacamole_entity using (entity_id)
          where guacamole_user.user_id = history.user_id), username
      ) as username,
      ${milliseconds("start_date")} as start, end_date is not null as ended, ${IS_LIVE} as live, ${SETTLED} as settled
    from guacamole_connection_history as history where history_id = ${historyId}`.execute(db);
  return rows[0];
}
