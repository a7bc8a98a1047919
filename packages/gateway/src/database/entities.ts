import { sql } from "kysely";
import { NameTaken } from "./change-refused.ts";
import type { Queries } from "./database.ts";

/** Users and user groups: what holds permissions and is a member of groups. */
export type EntityKind = "user" | "userGroup";

const TYPES = { user: "USER", userGroup: "USER_GROUP" } as const;
const NOUNS = { user: "user", userGroup: "user group" } as const;

/**
 * Makes the entity of a new user or group; answers its id.
 * @throws NameTaken
 */
export async function createEntity(db: Queries, kind: EntityKind, name: string): Promise<number> {
  const made = await db
    .insertInto("guacamole_entity")
    .values({ name, type: TYPES[kind] })
    .onConflict((conflict) => conflict.doNothing())
    .returning("entity_id")
    .executeTakeFirst();
  if (made === undefined) {
    throw new NameTaken(`The ${NOUNS[kind]} "${name}" already exists.`);
  }
  return made.entity_id;
}

/** The entity of a user or group that exists. */
export async function entityOf(db: Queries, kind: EntityKind, id: number): Promise<number> {
  const query =
    kind === "user"
      ? db.selectFrom("guacamole_user").select("entity_id").where("user_id", "=", id)
      : db.selectFrom("guacamole_user_group").select("entity_id").where("user_group_id", "=", id);
  return (await query.executeTakeFirstOrThrow()).entity_id;
}

/** Deletes a user or group with all that hangs on it; the history stays. */
export async function deleteEntity(db: Queries, kind: EntityKind, id: number): Promise<void> {
  await sql`delete from guacamole_entity where entity_id = ${await entityOf(db, kind, id)}`.execute(db);
}
