import { type RawBuilder, sql } from "kysely";
import type { ObjectPermission, SystemPermission } from "./tables.ts";

/** Where the permissions on each kind of object are kept. */
const OBJECTS = {
  connection: { table: "guacamole_connection_permission", column: "connection_id" },
  connectionGroup: { table: "guacamole_connection_group_permission", column: "connection_group_id" },
  sharingProfile: { table: "guacamole_sharing_profile_permission", column: "sharing_profile_id" },
  user: { table: "guacamole_user_permission", column: "affected_user_id" },
  userGroup: { table: "guacamole_user_group_permission", column: "affected_user_group_id" },
} as const;
export type ObjectKind = keyof typeof OBJECTS;

/** SQL: the entity of a user and every enabled group that it is in, directly or through groups; cycles are harmless. */
export function effectiveEntities(userId: number): RawBuilder<number> {
  return sql<number>`(
    with recursive effective (entity_id) as (
      select entity_id from guacamole_user where user_id = ${userId}
      union
      select parent.entity_id
      from effective
      join guacamole_user_group_member as membership on membership.member_entity_id = effective.entity_id
      join guacamole_user_group as parent
        on parent.user_group_id = membership.user_group_id and not parent.disabled
    )
    select entity_id from effective
  )`;
}

/** SQL: whether a user has one of the system permissions. ADMINISTER is not implied. */
export function hasSystemPermission(userId: number, ...permissions: SystemPermission[]): RawBuilder<boolean> {
  // Compared as text: a schema older than Guacamole 1.6 does not know the label AUDIT.
  return sql<boolean>`exists (
    select 1 from guacamole_system_permission
    where permission::text in (${sql.join(permissions)}) and entity_id in ${effectiveEntities(userId)}
  )`;
}

/** SQL: whether a user may do `permission` with the object whose id is `id`; administrators may do everything. */
export function mayAccess(
  userId: number,
  kind: ObjectKind,
  id: RawBuilder<unknown>,
  ...permissions: ObjectPermission[]
): RawBuilder<boolean> {
  const { table, column } = OBJECTS[kind];
  return sql<boolean>`(${hasSystemPermission(userId, "ADMINISTER")} or ${id} in (
    select ${sql.ref(column)} from ${sql.table(table)}
    where permission::text in (${sql.join(permissions)}) and entity_id in ${effectiveEntities(userId)}
  ))`;
}
