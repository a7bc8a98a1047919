import { sql } from "kysely";
import { expirePassword } from "../database/accounts.ts";
import type { Queries } from "../database/database.ts";
import { noLegacyPassword } from "./legacy-password.ts";
import type { Passwords } from "./passwords.ts";
import { randomPassword } from "./random-password.ts";

/** All but AUDIT, as Guacamole gives its first administrator. */
const SYSTEM_PERMISSIONS = [
  "CREATE_CONNECTION",
  "CREATE_CONNECTION_GROUP",
  "CREATE_SHARING_PROFILE",
  "CREATE_USER",
  "CREATE_USER_GROUP",
  "ADMINISTER",
] as const;
const PERMISSIONS_ON_SELF = ["READ", "UPDATE", "ADMINISTER"] as const;

/** What the first start made. */
export interface FirstAdministrator {
  readonly username: string;
  /** Random; must be changed at the first login. Undefined when the operator chose the password. */
  readonly password: string | undefined;
}

/**
 * Makes the first administrator in a database without users.
 * @param chosenPassword the operator's; otherwise a random one is made, which expires at the first login.
 * @returns undefined when there are users already.
 */
export async function createFirstAdministrator(
  queries: Queries,
  passwords: Passwords,
  username: string,
  chosenPassword: string | undefined,
): Promise<FirstAdministrator | undefined> {
  const password = chosenPassword ?? randomPassword();
  const prepared = await passwords.prepare(password);
  const now = new Date();
  const created = await queries.transaction().execute(async (db) => {
    await sql`lock table guacamole_entity in exclusive mode`.execute(db);
    const taken = await db.selectFrom("guacamole_user").select("user_id").limit(1).executeTakeFirst();
    if (taken !== undefined) {
      return false;
    }
    const { entity_id } = await db
      .insertInto("guacamole_entity")
      .values({ name: username, type: "USER" })
      .returning("entity_id")
      .executeTakeFirstOrThrow();
    const legacy = noLegacyPassword();
    const { user_id } = await db
      .insertInto("guacamole_user")
      .values({
        entity_id,
        password_hash: legacy.hash,
        password_salt: legacy.salt,
        password_date: now,
      })
      .returning("user_id")
      .executeTakeFirstOrThrow();
    await passwords.store(db, user_id, prepared, now);
    if (chosenPassword === undefined) {
      await expirePassword(db, user_id);
    }
    await db
      .insertInto("guacamole_system_permission")
      .values(SYSTEM_PERMISSIONS.map((permission) => ({ entity_id, permission })))
      .execute();
    await db
      .insertInto("guacamole_user_permission")
      .values(PERMISSIONS_ON_SELF.map((permission) => ({ entity_id, affected_user_id: user_id, permission })))
      .execute();
    return true;
  });
  return created ? { username, password: chosenPassword === undefined ? password : undefined } : undefined;
}
