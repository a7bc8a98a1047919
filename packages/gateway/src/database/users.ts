import { sql } from "kysely";
import { noLegacyPassword } from "../accounts/legacy-password.ts";
import type { UserColumns } from "../parameters/account-attributes.ts";
import { type StoredAttributes, storedAttributes } from "./attributes.ts";
import type { Queries } from "./database.ts";
import { createEntity } from "./entities.ts";
import { grantAll, mayAccess } from "./permissions.ts";
import type { ObjectPermission } from "./tables.ts";
import { type TotpStatus, totpStatus } from "./totp-status.ts";

/** A user without the password. */
export interface UserRow extends UserColumns {
  readonly user_id: number;
  readonly username: string;
  readonly disabled: boolean;
  readonly stored_attributes: StoredAttributes | null;
  readonly totp_status: TotpStatus | null;
  /** The last login. */
  readonly last_active: Date | null;
  /** Whether the asker holds ADMINISTER on this user. */
  readonly administrable: boolean;
}

const USER_ID = sql.ref("account.user_id");
const text = (expression: string) => sql.raw<string | null>(`${expression}::text`);

function selectUsers(queries: Queries, askerId: number) {
  return queries
    .selectFrom("guacamole_user as account")
    .innerJoin("guacamole_entity as entity", "entity.entity_id", "account.entity_id")
    .select([
      "account.user_id",
      "entity.name as username",
      "account.disabled",
      "account.expired",
      text("account.access_window_start::time(0)").as("access_window_start"),
      text("account.access_window_end::time(0)").as("access_window_end"),
      text("account.valid_from").as("valid_from"),
      text("account.valid_until").as("valid_until"),
      "account.timezone",
      "account.full_name",
      "account.email_address",
      "account.organization",
      "account.organizational_role",
      storedAttributes("user", "account.user_id").as("stored_attributes"),
      totpStatus(USER_ID).as("totp_status"),
      mayAccess(askerId, "user", USER_ID, "ADMINISTER").as("administrable"),
      sql<Date | null>`(select max(start_date) from guacamole_user_history as login where login.user_id = account.user_id)`.as(
        "last_active",
      ),
    ]);
}

/** The users that somebody may READ and, if `permissions` are named, do one of them with; sorted by name. */
export async function listUsers(
  queries: Queries,
  askerId: number,
  permissions: readonly ObjectPermission[] = [],
): Promise<UserRow[]> {
  const readable = selectUsers(queries, askerId)
    .where(mayAccess(askerId, "user", USER_ID, "READ"))
    .orderBy("entity.name");
  return permissions.length === 0
    ? readable.execute()
    : readable.where(mayAccess(askerId, "user", USER_ID, ...permissions)).execute();
}

export async function findUser(queries: Queries, askerId: number, userId: number): Promise<UserRow | undefined> {
  return selectUsers(queries, askerId).where("account.user_id", "=", userId).executeTakeFirst();
}

/**
 * Makes a user whom no password lets in yet, and who may READ himself; the creator may do everything with him.
 * @throws NameTaken
 */
export async function createUser(db: Queries, creatorId: number, username: string): Promise<number> {
  const entity_id = await createEntity(db, "user", username);
  const { hash, salt } = noLegacyPassword();
  const { user_id } = await db
    .insertInto("guacamole_user")
    .values({ entity_id, password_hash: hash, password_salt: salt, password_date: new Date() })
    .returning("user_id")
    .executeTakeFirstOrThrow();
  await grantAll(db, creatorId, "user", user_id);
  await db
    .insertInto("guacamole_user_permission")
    .values({ entity_id, affected_user_id: user_id, permission: "READ" })
    .execute();
  return user_id;
}

/** Replaces everything of a user but name and password. */
export async function updateUser(
  db: Queries,
  userId: number,
  columns: UserColumns & { readonly disabled: boolean },
): Promise<void> {
  await db.updateTable("guacamole_user").set(columns).where("user_id", "=", userId).execute();
}
