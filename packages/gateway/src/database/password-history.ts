import { sql } from "kysely";
import type { LegacyPassword } from "../accounts/legacy-password.ts";
import type { Queries } from "./database.ts";

/** The passwords that a user had before the current one, newest first. */
export async function olderPasswords(queries: Queries, userId: number, limit: number): Promise<LegacyPassword[]> {
  return queries
    .selectFrom("guacamole_user_password_history")
    .select(["password_hash as hash", "password_salt as salt"])
    .where("user_id", "=", userId)
    .orderBy("password_date", "desc")
    .orderBy("password_history_id", "desc")
    .limit(limit)
    .execute();
}

/** Remembers a password that is being replaced, and forgets all but the `keep` newest. */
export async function rememberPassword(
  queries: Queries,
  userId: number,
  { hash, salt }: LegacyPassword,
  date: Date,
  keep: number,
): Promise<void> {
  await queries
    .insertInto("guacamole_user_password_history")
    .values({ user_id: userId, password_hash: hash, password_salt: salt, password_date: date })
    .execute();
  await sql`delete from guacamole_user_password_history where user_id = ${userId} and password_history_id not in (
    select password_history_id from guacamole_user_password_history where user_id = ${userId}
    order by password_date desc, password_history_id desc limit ${keep}
  )`.execute(queries);
}
