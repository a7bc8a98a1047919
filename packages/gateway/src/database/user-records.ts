import { sql } from "kysely";
import type { Queries } from "./database.ts";
import { hasSystemPermission, mayAccess } from "./permissions.ts";
import { MAX_RECORDS, matchesTerm, type RecordSearch } from "./records.ts";

/** One login. */
export interface UserRecord {
  readonly history_id: number;
  readonly username: string;
  readonly remote_host: string | null;
  readonly start_date: Date;
  readonly end_date: Date | null;
}

export interface UserRecordSearch extends RecordSearch {
  /** Only logins of this user. */
  readonly userId?: number;
}

const SEARCHED = ["username", "remote_host"];

/** The logins of users that somebody may READ, the own ones among them; auditors and administrators see all. */
export async function searchUserRecords(
  queries: Queries,
  askerId: number,
  search: UserRecordSearch,
): Promise<UserRecord[]> {
  const direction = search.order === "newest" ? "desc" : "asc";
  const seesAll = hasSystemPermission(askerId, "ADMINISTER", "AUDIT");
  const mayRead = mayAccess(askerId, "user", sql.ref("user_id"), "READ");
  let query = queries
    .selectFrom("guacamole_user_history")
    .select(["history_id", "username", "remote_host", "start_date", "end_date"])
    .where(sql<boolean>`(${seesAll} or user_id = ${askerId} or ${mayRead})`);
  if (search.userId !== undefined) {
    query = query.where("user_id", "=", search.userId);
  }
  if (search.historyId !== undefined) {
    query = query.where("history_id", "=", search.historyId);
  }
  for (const term of search.contains) {
    query = query.where(matchesTerm(SEARCHED, term));
  }
  return query.orderBy("start_date", direction).orderBy("history_id", direction).limit(MAX_RECORDS).execute();
}
