import { type RawBuilder, sql } from "kysely";
import type { Queries } from "./database.ts";
import { hasSystemPermission, mayAccess } from "./permissions.ts";

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

export interface RecordSearch {
  /** Each must be in the user's or the connection's name, or begin the date of the start as YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly contains: readonly string[];
  readonly order: "newest" | "oldest";
  /** Only records of this connection. */
  readonly connectionId?: number;
  /** Only one record. */
  readonly historyId?: number;
}

/** Guacamole's cap. */
const MAX_RECORDS = 1000;

/** SQL: a user sees what happened with connections and users that he may READ; auditors and administrators see all. */
function isVisible(userId: number): RawBuilder<boolean> {
  const seesAll = hasSystemPermission(userId, "ADMINISTER", "AUDIT");
  const mayReadBoth = sql<boolean>`(
    ${mayAccess(userId, "connection", sql.ref("connection_id"), "READ")}
    and ${mayAccess(userId, "user", sql.ref("user_id"), "READ")}
  )`;
  return sql<boolean>`(${seesAll} or ${mayReadBoth})`;
}

/** SQL: a name contains `term` or the start has that date. */
function matches(term: string): RawBuilder<boolean> {
  const isDate = /^\d{4}(-\d{2}(-\d{2})?)?$/.test(term);
  return sql<boolean>`(
    strpos(username, ${term}) > 0 or strpos(connection_name, ${term}) > 0
    or (${isDate} and starts_with(to_char(start_date, 'YYYY-MM-DD'), ${term}))
  )`;
}

/** The records that a user may see. */
export async function searchConnectionRecords(
  queries: Queries,
  userId: number,
  search: RecordSearch,
): Promise<ConnectionRecord[]> {
  const direction = search.order === "newest" ? "desc" : "asc";
  let query = queries.selectFrom("guacamole_connection_history").selectAll().where(isVisible(userId));
  if (search.connectionId !== undefined) {
    query = query.where("connection_id", "=", search.connectionId);
  }
  if (search.historyId !== undefined) {
    query = query.where("history_id", "=", search.historyId);
  }
  for (const term of search.contains) {
    query = query.where(matches(term));
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
