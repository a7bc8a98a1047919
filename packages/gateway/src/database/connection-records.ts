import { sql } from "kysely";
import type { Queries } from "./database.ts";
import { hasSystemPermission, isGranted, mayAccess } from "./permissions.ts";
import { MAX_RECORDS, matchesTerm, type RecordSearch } from "./records.ts";

/** One use of a connection. */
export interface ConnectionRecord {
  readonly history_id: number;
  readonly username: string;
  readonly remote_host: string | null;
  readonly connection_id: number | null;
  readonly connection_name: string;
  readonly sharing_profile_id: number | null;
  readonly sharing_profile_name: string | null;
  readonly start_date: Date;
  readonly end_date: Date | null;
}

export interface ConnectionRecordSearch extends RecordSearch {
  /** Only records of this connection. */
  readonly connectionId?: number;
}

/** Copies that a record keeps, so that what was deleted is found, too. */
const SEARCHED = ["username", "connection_name", "sharing_profile_name", "remote_host"];

/** Auditors and administrators see all. */
async function seesAll(queries: Queries, userId: number): Promise<boolean> {
  const condition = hasSystemPermission(userId, "ADMINISTER", "AUDIT");
  const { rows } = await sql<{ all: boolean }>`select ${condition} as "all"`.execute(queries);
  return rows[0]?.all === true;
}

/** The records that a user may see: what happened with connections and users that he may READ. */
export async function searchConnectionRecords(
  queries: Queries,
  userId: number,
  search: ConnectionRecordSearch,
): Promise<ConnectionRecord[]> {
  const direction = search.order === "newest" ? "desc" : "asc";
  let query = queries.selectFrom("guacamole_connection_history").selectAll();
  if (!(await seesAll(queries, userId))) {
    query = query
      .where(isGranted(userId, "connection", sql.ref("connection_id"), "READ"))
      .where(isGranted(userId, "user", sql.ref("user_id"), "READ"));
  }
  if (search.connectionId !== undefined) {
    query = query.where("connection_id", "=", search.connectionId);
  }
  if (search.historyId !== undefined) {
    query = query.where("history_id", "=", search.historyId);
  }
  for (const term of search.contains) {
    query = query.where(matchesTerm(SEARCHED, term));
  }
  return query.orderBy("start_date", direction).orderBy("history_id", direction).limit(MAX_RECORDS).execute();
}

/** A connection that a user opened. */
export interface RecentConnection {
  readonly connection_id: number;
  readonly connection_name: string;
  readonly last_used: Date;
}

const MAX_RECENT = 12;

/** The connections that a user opened last and may still READ, newest first. */
export async function recentConnections(queries: Queries, userId: number): Promise<RecentConnection[]> {
  return queries
    .selectFrom("guacamole_connection_history as history")
    .innerJoin("guacamole_connection as connection", "connection.connection_id", "history.connection_id")
    .select(["connection.connection_id", "connection.connection_name"])
    .select((row) => row.fn.max("history.start_date").as("last_used"))
    .where("history.user_id", "=", userId)
    .where(mayAccess(userId, "connection", sql.ref("connection.connection_id"), "READ"))
    .groupBy(["connection.connection_id", "connection.connection_name"])
    .orderBy("last_used", "desc")
    .limit(MAX_RECENT)
    .execute();
}
