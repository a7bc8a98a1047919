import { sql } from "kysely";
import type { Queries } from "./database.ts";
import type { EntityKind } from "./entities.ts";
import { mayAccess, OBJECTS } from "./permissions.ts";

/** The groups that an entity is directly in, as far as somebody may READ them; sorted. */
export async function groupsOf(queries: Queries, askerId: number, entityId: number): Promise<string[]> {
  const rows = await queries
    .selectFrom("guacamole_user_group_member as membership")
    .innerJoin("guacamole_user_group as user_group", "user_group.user_group_id", "membership.user_group_id")
    .innerJoin("guacamole_entity as entity", "entity.entity_id", "user_group.entity_id")
    .select("entity.name")
    .where("membership.member_entity_id", "=", entityId)
    .where(mayAccess(askerId, "userGroup", sql.ref("user_group.user_group_id"), "READ"))
    .orderBy("entity.name")
    .execute();
  return rows.map((row) => row.name);
}

/** The direct members of a group that are of one kind, as far as somebody may READ them; sorted. */
export async function membersOf(
  queries: Queries,
  askerId: number,
  groupId: number,
  kind: EntityKind,
): Promise<string[]> {
  const { objects, id } = OBJECTS[kind];
  const { rows } = await sql<{ name: string }>`
    select entity.name
    from guacamole_user_group_member as membership
    join ${sql.table(objects)} as member on member.entity_id = membership.member_entity_id
    join guacamole_entity as entity on entity.entity_id = member.entity_id
    where membership.user_group_id = ${groupId} and ${mayAccess(askerId, kind, sql.ref(`member.${id}`), "READ")}
    order by entity.name`.execute(queries);
  return rows.map((row) => row.name);
}

/** A group, and an entity that becomes or is a member of it. */
export interface Membership {
  readonly groupId: number;
  readonly memberEntityId: number;
}

/** Adds members; those who are already in stay. */
export async function addMember(db: Queries, { groupId, memberEntityId }: Membership): Promise<void> {
  await db
    .insertInto("guacamole_user_group_member")
    .values({ user_group_id: groupId, member_entity_id: memberEntityId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Removes a member; one who is not in is no error. */
export async function removeMember(db: Queries, { groupId, memberEntityId }: Membership): Promise<void> {
  await db
    .deleteFrom("guacamole_user_group_member")
    .where("user_group_id", "=", groupId)
    .where("member_entity_id", "=", memberEntityId)
    .execute();
}

/** Whether whoever is in a group holds system permissions through it, or through the groups that it is in. */
export async function givesSystemPermissions(queries: Queries, groupId: number): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with recursive above (entity_id) as (
      select entity_id from guacamole_user_group where user_group_id = ${groupId}
      union
      select parent.entity_id
      from above
      join guacamole_user_group_member as membership on membership.member_entity_id = above.entity_id
      join guacamole_user_group as parent on parent.user_group_id = membership.user_group_id
    )
    select exists (select 1 from guacamole_system_permission where entity_id in (select entity_id from above)) as found`.execute(
    queries,
  );
  return rows[0]?.found === true;
}
