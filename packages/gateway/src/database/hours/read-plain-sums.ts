import { sql } from "kysely";
import type { Queries } from "../database.ts";

/**
 * What the sheet's script asked Guacamole's tables for: the hours of ended sessions that began from `start` up to `end`,
 * milliseconds since 1970, by the name that each session was opened under.
 */
export async function readPlainSums(queries: Queries, start: number, end: number): Promise<Map<string, number>> {
  const rows = await queries
    .selectFrom("guacamole_connection_history")
    .select(["username", sql<number>`(sum(extract(epoch from end_date - start_date)) / 3600)::float8`.as("hours")])
    .where("start_date", ">=", new Date(start))
    .where("start_date", "<", new Date(end))
    .where("end_date", "is not", null)
    .groupBy("username")
    .orderBy("username")
    .execute();
  return new Map(rows.map(({ username, hours }) => [username, hours]));
}
