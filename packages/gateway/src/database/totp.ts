import { sql } from "kysely";
import { secretPlace } from "../secrets/places.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import { TOTP_SECRET } from "../secrets/stored-secrets.ts";
import type { Queries } from "./database.ts";
import { effectiveEntities } from "./permissions.ts";

/** Guacamole's attribute: the person has proven that the app makes the right codes. */
export const TOTP_CONFIRMED = "guac-totp-key-confirmed";
/** Guacamole's attribute of users and groups that are asked for no second factor. */
const TOTP_DISABLED = "guac-totp-disabled";
const YES = "true";

/** What an authenticator app shares with the gateway. */
export interface TotpKey {
  /** Base32. */
  readonly secret: string;
  readonly confirmed: boolean;
}

export async function findTotpKey(queries: Queries, secrets: SecretBox, userId: number): Promise<TotpKey | undefined> {
  const rows = await queries
    .selectFrom("guacamole_user_attribute")
    .select(["attribute_name as name", "attribute_value as value"])
    .where("user_id", "=", userId)
    .where("attribute_name", "in", [TOTP_SECRET, TOTP_CONFIRMED])
    .execute();
  const stored = rows.find((row) => row.name === TOTP_SECRET)?.value;
  if (stored === undefined) {
    return undefined;
  }
  const secret = secrets.open(stored, secretPlace.userAttribute(userId, TOTP_SECRET));
  return { secret, confirmed: rows.some((row) => row.name === TOTP_CONFIRMED && row.value === YES) };
}

async function writeAttribute(queries: Queries, userId: number, name: string, value: string): Promise<void> {
  await queries
    .insertInto("guacamole_user_attribute")
    .values({ user_id: userId, attribute_name: name, attribute_value: value })
    .onConflict((conflict) =>
      conflict.columns(["user_id", "attribute_name"]).doUpdateSet((row) => ({
        attribute_value: row.ref("excluded.attribute_value"),
      })),
    )
    .execute();
}

/** Stores a key that is still to be confirmed, in the place of any other that is not. */
export async function storeTotpKey(
  queries: Queries,
  secrets: SecretBox,
  userId: number,
  secret: string,
): Promise<void> {
  const sealed = secrets.sealForGuacamole(secret, secretPlace.userAttribute(userId, TOTP_SECRET));
  await writeAttribute(queries, userId, TOTP_SECRET, sealed);
  await writeAttribute(queries, userId, TOTP_CONFIRMED, "false");
}

export async function confirmTotpKey(queries: Queries, userId: number): Promise<void> {
  await writeAttribute(queries, userId, TOTP_CONFIRMED, YES);
}

/** Removes the key, and which of its codes was used last. */
export async function removeTotpKey(queries: Queries, userId: number): Promise<void> {
  await queries
    .deleteFrom("guacamole_user_attribute")
    .where("user_id", "=", userId)
    .where("attribute_name", "in", [TOTP_SECRET, TOTP_CONFIRMED])
    .execute();
  await queries.deleteFrom("passerelle_totp_use").where("user_id", "=", userId).execute();
}

/** Whether the user, or a group that it is in, is asked for no second factor. */
export async function isTotpDisabled(queries: Queries, userId: number): Promise<boolean> {
  const { rows } = await sql<{ disabled: boolean }>`select (
    exists (
      select 1 from guacamole_user_attribute
      where user_id = ${userId} and attribute_name = ${TOTP_DISABLED} and attribute_value = ${YES}
    ) or exists (
      select 1 from guacamole_user_group_attribute join guacamole_user_group as user_group using (user_group_id)
      where attribute_name = ${TOTP_DISABLED} and attribute_value = ${YES}
        and user_group.entity_id in ${effectiveEntities(userId)}
    )
  ) as disabled`.execute(queries);
  return rows[0].disabled;
}

/**
 * Makes the code of a time step, and those of all before, worthless.
 * @returns false when it was used already.
 */
export async function useTotpStep(queries: Queries, userId: number, step: number): Promise<boolean> {
  const { rows } = await sql`
    insert into passerelle_totp_use as used (user_id, last_step) values (${userId}, ${step})
    on conflict (user_id) do update set last_step = excluded.last_step where used.last_step < excluded.last_step
    returning user_id`.execute(queries);
  return rows.length > 0;
}
