import { sql } from "kysely";
import type { Queries } from "./database.ts";

/** A user as the API shows one to himself. */
export interface Profile {
  readonly username: string;
  readonly disabled: boolean;
  readonly full_name: string | null;
  readonly email_address: string | null;
  readonly organization: string | null;
  readonly organizational_role: string | null;
  /** The last login. */
  readonly last_active: Date | null;
}

export async function findProfile(queries: Queries, userId: number): Promise<Profile> {
  return queries
    .selectFrom("guacamole_user as user")
    .innerJoin("guacamole_entity as entity", "entity.entity_id", "user.entity_id")
    .select([
      "entity.name as username",
      "user.disabled",
      "user.full_name",
      "user.email_address",
      "user.organization",
      "user.organizational_role",
      sql<Date | null>`(select max(start_date) from guacamole_user_history as login where login.user_id = "user".user_id)`.as(
        "last_active",
      ),
    ])
    .where("user.user_id", "=", userId)
    .executeTakeFirstOrThrow();
}
