import { sql } from "kysely";
import { type StoredAttributes, storedAttributes } from "./attributes.ts";
import type { Queries } from "./database.ts";
import { createEntity } from "./entities.ts";
import { grantAll, mayAccess } from "./permissions.ts";
import type { ObjectPermission } from "./tables.ts";

export interface UserGroupRow {
  readonly user_group_id: number;
  readonly name: string;
  readonly disabled: boolean;
  readonly stored_attributes: StoredAttributes | null;
}

const GROUP_ID = sql.ref("user_group.user_group_id");

function selectUserGroups(queries: Queries) {
  return queries
    .selectFrom("guacamole_user_group as user_group")
    .innerJoin("guacamole_entity as entity", "entity.entity_id", "user_group.entity_id")
    .select([
      "user_group.user_group_id",
      "entity.name",
      "user_group.disabled",
      storedAttributes("userGroup", "user_group.user_group_id").as("stored_attributes"),
    ]);
}

/** The groups that somebody may READ and, if `permissions` are named, do one of them with; sorted by name. */
export async function listUserGroups(
  queries: Queries,
  askerId: number,
  permissions: readonly ObjectPermission[] = [],
): Promise<UserGroupRow[]> {
  const readable = selectUserGroups(queries)
    .where(mayAccess(askerId, "userGroup", GROUP_ID, "READ"))
    .orderBy("entity.name");
  return permissions.length === 0
    ? readable.execute()
    : readable.where(mayAccess(askerId, "userGroup", GROUP_ID, ...permissions)).execute();
}

export async function findUserGroup(queries: Queries, groupId: number): Promise<UserGroupRow | undefined> {
  return selectUserGroups(queries).where("user_group.user_group_id", "=", groupId).executeTakeFirst();
}

/**
 * Makes a group without members, with which its creator may do everything.
 * @throws NameTaken
 */
export async function createUserGroup(
  db: Queries,
  creatorId: number,
  name: string,
  disabled: boolean,
): Promise<number> {
  const entity_id = await createEntity(db, "userGroup", name);
  const { user_group_id } = await db
    .insertInto("guacamole_user_group")
    .values({ entity_id, disabled })
    .returning("user_group_id")
    .executeTakeFirstOrThrow();
  await grantAll(db, creatorId, "userGroup", user_group_id);
  return user_group_id;
}

export async function setUserGroupDisabled(db: Queries, groupId: number, disabled: boolean): Promise<void> {
  await db.updateTable("guacamole_user_group").set({ disabled }).where("user_group_id", "=", groupId).execute();
}
