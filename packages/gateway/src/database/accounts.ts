import { sql } from "kysely";
import type { LegacyPassword } from "../accounts/legacy-password.ts";
import type { AccountLimits } from "../accounts/validity.ts";
import type { Queries } from "./database.ts";
import { hasSystemPermission } from "./permissions.ts";

/** A user's row as far as logging in needs it. */
export interface Account extends AccountLimits {
  readonly userId: number;
  readonly username: string;
  readonly disabled: boolean;
  /** A new password must be chosen at the next login. */
  readonly expired: boolean;
  readonly passwordDate: Date;
  /** Argon2id; null when Guacamole, or a script, wrote the current password. */
  readonly hash: string | null;
  readonly legacyHash: Uint8Array;
  readonly legacySalt: Uint8Array | null;
  /** Guacamole's hash and salt, sealed; null while they are in Guacamole's columns. */
  readonly sealedLegacy: string | null;
}

/** The columns of guacamole_user, as "user", that say when an account may be used; `localClock` wants them as texts. */
export const ACCOUNT_LIMITS = [
  sql.ref<string | null>("user.timezone").as("timezone"),
  sql<string | null>`"user".valid_from::text`.as("validFrom"),
  sql<string | null>`"user".valid_until::text`.as("validUntil"),
  sql<string | null>`"user".access_window_start::time(0)::text`.as("accessWindowStart"),
  sql<string | null>`"user".access_window_end::time(0)::text`.as("accessWindowEnd"),
] as const;

/** @param caseSensitive false: an account whose name differs in case will do, unless another is spelt just so. */
export async function findAccount(
  queries: Queries,
  username: string,
  caseSensitive = true,
): Promise<Account | undefined> {
  return queries
    .selectFrom("guacamole_user as user")
    .innerJoin("guacamole_entity as entity", "entity.entity_id", "user.entity_id")
    .leftJoin("passerelle_password as password", (join) =>
      join.onRef("password.user_id", "=", "user.user_id").onRef("password.guacamole_hash", "=", "user.password_hash"),
    )
    .select([
      "user.user_id as userId",
      "entity.name as username",
      "user.disabled",
      "user.expired",
      "user.password_date as passwordDate",
      "password.hash",
      "user.password_hash as legacyHash",
      "user.password_salt as legacySalt",
      "password.sealed_legacy as sealedLegacy",
      ...ACCOUNT_LIMITS,
    ])
    .where("entity.type", "=", "USER")
    .where(
      caseSensitive ? sql<boolean>`entity.name = ${username}` : sql<boolean>`lower(entity.name) = lower(${username})`,
    )
    .orderBy(sql`entity.name = ${username}`, "desc")
    .limit(1)
    .executeTakeFirst();
}

export async function findUsername(queries: Queries, userId: number): Promise<string | undefined> {
  const row = await queries
    .selectFrom("guacamole_user as user")
    .innerJoin("guacamole_entity as entity", "entity.entity_id", "user.entity_id")
    .select("entity.name")
    .where("user.user_id", "=", userId)
    .executeTakeFirst();
  return row?.name;
}

/** Whether a user holds the system permission ADMINISTER, directly or through groups. */
export async function isAdministrator(queries: Queries, userId: number): Promise<boolean> {
  const condition = hasSystemPermission(userId, "ADMINISTER");
  const { rows } = await sql<{ found: boolean }>`select ${condition} as found`.execute(queries);
  return rows[0]?.found === true;
}

/** Adds an Argon2id hash of the current password beside Guacamole's, which stays as it is. */
export async function addHash(
  queries: Queries,
  userId: number,
  hash: string,
  sealedLegacy: string | null = null,
): Promise<void> {
  await queries
    .insertInto("passerelle_password")
    .columns(["user_id", "hash", "guacamole_hash", "sealed_legacy"])
    .expression((from) =>
      from
        .selectFrom("guacamole_user")
        .select([
          "user_id",
          sql.val(hash).as("hash"),
          "password_hash",
          sql<string | null>`${sealedLegacy}::text`.as("sealed_legacy"),
        ])
        .where("user_id", "=", userId),
    )
    .onConflict((conflict) =>
      conflict.column("user_id").doUpdateSet((row) => ({
        hash: row.ref("excluded.hash"),
        guacamole_hash: row.ref("excluded.guacamole_hash"),
        sealed_legacy: row.ref("excluded.sealed_legacy"),
      })),
    )
    .execute();
}

/** Writes Guacamole's columns of a new password, which is not expired. */
export async function writeGuacamolePassword(
  queries: Queries,
  userId: number,
  { hash, salt }: LegacyPassword,
  now: Date,
): Promise<void> {
  await queries
    .updateTable("guacamole_user")
    .set({ password_hash: hash, password_salt: salt, password_date: now, expired: false })
    .where("user_id", "=", userId)
    .execute();
}

/** Has the password changed at the next login. */
export async function expirePassword(queries: Queries, userId: number): Promise<void> {
  await queries.updateTable("guacamole_user").set({ expired: true }).where("user_id", "=", userId).execute();
}

/**
 * Puts others in the place of Guacamole's hash and salt, of the same age.
 * @returns false when they are not `before` any more.
 */
export async function exchangeGuacamolePassword(
  queries: Queries,
  userId: number,
  before: Uint8Array,
  { hash, salt }: LegacyPassword,
): Promise<boolean> {
  const exchanged = await queries
    .updateTable("guacamole_user")
    .set({ password_hash: hash, password_salt: salt })
    .where("user_id", "=", userId)
    .where("password_hash", "=", before)
    .returning("user_id")
    .executeTakeFirst();
  return exchanged !== undefined;
}
