import { sql } from "kysely";
import type { Queries } from "../../database/database.ts";

/** As operators of Guacamole have them, word for word. */
const HOURS_OF_ONE = `
SELECT 
  username,
  COUNT(*) as nb_sessions,
  SUM(EXTRACT(EPOCH FROM (end_date - start_date))/3600) as total_hours
FROM guacamole_connection_history
WHERE username = 'alexandra'
  AND start_date >= DATE_TRUNC('month', CURRENT_DATE)
  AND end_date IS NOT NULL
GROUP BY username;
`;
const HOURS_OF_ALL = `
    SELECT username,
           SUM(EXTRACT(EPOCH FROM (end_date - start_date))/3600) as hours
    FROM guacamole_connection_history
    WHERE start_date >= DATE_TRUNC('month', CURRENT_DATE)
      AND end_date IS NOT NULL
    GROUP BY username
`;

/** Days of the month in progress. */
export interface Month {
  readonly begun: Date;
  /** First and last day, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
}

/** As a database session in `zone` sees it. */
function inZone<Result>(queries: Queries, zone: string, work: (db: Queries) => Promise<Result>): Promise<Result> {
  return queries.transaction().execute(async (db) => {
    await sql`set local time zone ${sql.lit(zone)}`.execute(db);
    return work(db);
  });
}

/** The month in progress. */
export function thisMonth(queries: Queries, zone: string): Promise<Month> {
  return inZone(queries, zone, async (db) => {
    const { rows } = await sql<Month>`
      select begun, begun::date::text as from, (begun + interval '1 month -1 day')::date::text as to
      from date_trunc('month', current_date) as begun`.execute(db);
    const [month] = rows;
    if (month === undefined) throw new Error("There is no month.");
    return month;
  });
}

/** What Guacamole's operators count, in hours: those of all by name, and those of alexandra. */
export function oldSums(queries: Queries, zone: string): Promise<{ all: Map<string, number>; alexandra: number }> {
  return inZone(queries, zone, async (db) => {
    const all = await sql.raw<{ username: string; hours: string }>(HOURS_OF_ALL).execute(db);
    const one = await sql.raw<{ total_hours: string }>(HOURS_OF_ONE).execute(db);
    return {
      all: new Map(all.rows.map(({ username, hours }) => [username, Number(hours)])),
      alexandra: Number(one.rows[0]?.total_hours ?? 0),
    };
  });
}
