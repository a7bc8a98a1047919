import { type RawBuilder, sql } from "kysely";
import type { Queries } from "./database.ts";
import type { ObjectPermission, SystemPermission } from "./tables.ts";

/** The table of each kind of object with its id, and that of the permissions on them with the column that refers to it. */
export const OBJECTS = {
  connection: {
    objects: "guacamole_connection",
    id: "connection_id",
    table: "guacamole_connection_permission",
    column: "connection_id",
  },
  connectionGroup: {
    objects: "guacamole_connection_group",
    id: "connection_group_id",
    table: "guacamole_connection_group_permission",
    column: "connection_group_id",
  },
  sharingProfile: {
    objects: "guacamole_sharing_profile",
    id: "sharing_profile_id",
    table: "guacamole_sharing_profile_permission",
    column: "sharing_profile_id",
  },
  user: {
    objects: "guacamole_user",
    id: "user_id",
    table: "guacamole_user_permission",
    column: "affected_user_id",
  },
  userGroup: {
    objects: "guacamole_user_group",
    id: "user_group_id",
    table: "guacamole_user_group_permission",
    column: "affected_user_group_id",
  },
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

/** SQL: whether a user, directly or through groups, was granted one of `permissions` on the object whose id is `id`. */
export function isGranted(
  userId: number,
  kind: ObjectKind,
  id: RawBuilder<unknown>,
  ...permissions: ObjectPermission[]
): RawBuilder<boolean> {
  const { table, column } = OBJECTS[kind];
  return sql<boolean>`${id} in (
    select ${sql.ref(column)} from ${sql.table(table)}
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
  return sql<boolean>`(${hasSystemPermission(userId, "ADMINISTER")} or ${isGranted(userId, kind, id, ...permissions)})`;
}

const ALL: readonly ObjectPermission[] = ["READ", "UPDATE", "DELETE", "ADMINISTER"];

/** What a caller may do with one object: nothing if there is none, everything if an administrator. */
export async function permissionsOn(
  queries: Queries,
  caller: { readonly userId: number; readonly administrator: boolean },
  kind: ObjectKind,
  id: number,
): Promise<ReadonlySet<ObjectPermission>> {
  const { objects, id: key, table, column } = OBJECTS[kind];
  if (caller.administrator) {
    const found = await sql`select 1 from ${sql.table(objects)} where ${sql.ref(key)} = ${id}`.execute(queries);
    return new Set(found.rows.length > 0 ? ALL : []);
  }
  const { rows } = await sql<{ permission: ObjectPermission }>`
    select distinct permission from ${sql.table(table)}
    where ${sql.ref(column)} = ${id} and entity_id in ${effectiveEntities(caller.userId)}`.execute(queries);
  return new Set(rows.map((row) => row.permission));
}

/** Whether a caller holds a system permission; administrators hold all. */
export async function holdsSystemPermission(
  queries: Queries,
  caller: { readonly userId: number; readonly administrator: boolean },
  permission: SystemPermission,
): Promise<boolean> {
  if (caller.administrator) {
    return true;
  }
  const condition = hasSystemPermission(caller.userId, permission);
  const { rows } = await sql<{ held: boolean }>`select ${condition} as held`.execute(queries);
  return rows[0]?.held === true;
}

/** Gives the creator of an object everything on it. */
export async function grantAll(queries: Queries, userId: number, kind: ObjectKind, id: number): Promise<void> {
  const { table, column } = OBJECTS[kind];
  await sql`
    insert into ${sql.table(table)} (entity_id, ${sql.ref(column)}, permission)
    select entity_id, ${id}, permission
    from guacamole_user, unnest(enum_range(null::guacamole_object_permission_type)) as permission
    where user_id = ${userId}`.execute(queries);
}

/** Permissions as the API lists them: by the identifier of the object. */
export type PermissionMap = Readonly<Record<string, readonly ObjectPermission[]>>;

/** How an entity's object is named in the API: users and groups by name, the rest by number. */
const IDENTIFIERS: Readonly<Record<ObjectKind, RawBuilder<string>>> = {
  connection: sql`connection_id::text`,
  connectionGroup: sql`connection_group_id::text`,
  sharingProfile: sql`sharing_profile_id::text`,
  user: sql`(select name from guacamole_user join guacamole_entity using (entity_id) where user_id = affected_user_id)`,
  userGroup: sql`(
    select name from guacamole_user_group join guacamole_entity using (entity_id)
    where user_group_id = affected_user_group_id
  )`,
};

/** SQL: one entity alone, without its groups. */
export function singleEntity(entityId: number): RawBuilder<number> {
  return sql<number>`(${entityId}::integer)`;
}

/** What `entities` may do with objects of one kind. */
export async function objectPermissions(
  queries: Queries,
  entities: RawBuilder<number>,
  kind: ObjectKind,
): Promise<PermissionMap> {
  const { rows } = await sql<{ identifier: string; permissions: ObjectPermission[] }>`
    select ${IDENTIFIERS[kind]} as identifier, array_agg(distinct permission order by permission)::text[] as permissions
    from ${sql.table(OBJECTS[kind].table)}
    where entity_id in ${entities}
    group by 1
    order by 1`.execute(queries);
  return Object.fromEntries(rows.map((row) => [row.identifier, row.permissions]));
}

/** The system permissions of `entities`. */
export async function systemPermissions(queries: Queries, entities: RawBuilder<number>): Promise<SystemPermission[]> {
  const { rows } = await sql<{ permission: SystemPermission }>`
    select distinct permission from guacamole_system_permission
    where entity_id in ${entities}
    order by 1`.execute(queries);
  return rows.map((row) => row.permission);
}
