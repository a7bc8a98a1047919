import { sql } from "kysely";
import { noLegacyPassword } from "../accounts/legacy-password.ts";
import type { AccountLimits } from "../accounts/validity.ts";
import type { Queries } from "./database.ts";

/** A user's row as far as logging in needs it. */
export interface Account extends AccountLimits {
  readonly userId: number;
  readonly username: string;
  readonly disabled: boolean;
  /** A new password must be chosen at the next login. */
  readonly expired: boolean;
  /** Argon2id; null when Guacamole wrote the current password. */
  readonly hash: string | null;
  readonly legacyHash: Uint8Array;
  readonly legacySalt: Uint8Array | null;
}

export async function findAccount(queries: Queries, username: string): Promise<Account | undefined> {
  return queries
    .selectFrom("guacamole_user as user")
    .innerJoin("guacamole_entity as entity", "entity.entity_id", "user.entity_id")
    .leftJoin("passerelle_password as password", (join) =>
      join.onRef("password.user_id", "=", "user.user_id").onRef("password.password_date", "=", "user.password_date"),
    )
    .select([
      "user.user_id as userId",
      "entity.name as username",
      "user.disabled",
      "user.expired",
      "password.hash",
      "user.password_hash as legacyHash",
      "user.password_salt as legacySalt",
      "user.timezone",
      sql<string | null>`valid_from::text`.as("validFrom"),
      sql<string | null>`valid_until::text`.as("validUntil"),
      sql<string | null>`access_window_start::time(0)::text`.as("accessWindowStart"),
      sql<string | null>`access_window_end::time(0)::text`.as("accessWindowEnd"),
    ])
    .where("entity.name", "=", username)
    .where("entity.type", "=", "USER")
    .executeTakeFirst();
}

/** Adds an Argon2id hash of the current password beside Guacamole's, which stays as it is. */
export async function addHash(queries: Queries, userId: number, hash: string): Promise<void> {
  await queries
    .insertInto("passerelle_password")
    .columns(["user_id", "hash", "password_date"])
    .expression((from) =>
      from
        .selectFrom("guacamole_user")
        .select(["user_id", sql.val(hash).as("hash"), "password_date"])
        .where("user_id", "=", userId),
    )
    .onConflict((conflict) =>
      conflict.column("user_id").doUpdateSet((row) => ({
        hash: row.ref("excluded.hash"),
        password_date: row.ref("excluded.password_date"),
      })),
    )
    .execute();
}

/** Sets a new password, which Guacamole itself will not know. */
export async function setPassword(queries: Queries, userId: number, hash: string, now: Date): Promise<void> {
  await queries.transaction().execute(async (db) => {
    const legacy = noLegacyPassword();
    await db
      .updateTable("guacamole_user")
      .set({ password_hash: legacy.hash, password_salt: legacy.salt, password_date: now, expired: false })
      .where("user_id", "=", userId)
      .execute();
    await addHash(db, userId, hash);
  });
}
