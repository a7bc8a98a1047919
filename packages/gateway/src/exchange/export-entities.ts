import { type RawBuilder, sql } from "kysely";
import { withoutNull } from "../api/guacamole/connection-objects.ts";
import { storedAttributes, withAbsent } from "../database/attributes.ts";
import type { EntityKind } from "../database/entities.ts";
import { isAllowed } from "../database/lists/held-permissions.ts";
import { OBJECTS, type ObjectKind } from "../database/permissions.ts";
import type { ObjectPermission, SystemPermission } from "../database/tables.ts";
import { attributesFromUserColumns, profileOf } from "../parameters/account-attributes.ts";
import type { ExchangeGrant, ExchangePermissions, ExchangeUserGroup, Values } from "./document.ts";
import type { ExportPaths, ExportScope } from "./export-document.ts";

interface Entity {
  readonly entityId: number;
  readonly name: string;
  readonly disabled: boolean;
  readonly attributes: Values;
}

/** What has a value. */
export function setValues(values: Readonly<Record<string, string | null>>): Values {
  return Object.fromEntries(Object.entries(withoutNull(values)).filter(([, value]) => value !== ""));
}

async function readUsers({ queries, caller }: ExportScope): Promise<Entity[]> {
  const id = sql.ref("account.user_id");
  const text = (expression: string) => sql.raw<string | null>(`account.${expression}::text`);
  const rows = await queries
    .selectFrom("guacamole_user as account")
    .innerJoin("guacamole_entity as entity", "entity.entity_id", "account.entity_id")
    .selectAll("account")
    .select([
      "entity.name",
      text("access_window_start::time(0)").as("window_start"),
      text("access_window_end::time(0)").as("window_end"),
      text("valid_from").as("from"),
      text("valid_until").as("until"),
      storedAttributes("user", "account.user_id").as("stored"),
      isAllowed(caller, "user", id, "ADMINISTER").as("administrable"),
    ])
    .where(isAllowed(caller, "user", id, "READ"))
    .orderBy("entity.name")
    .execute();
  return rows.map((row) => {
    const dates = { access_window_start: row.window_start, access_window_end: row.window_end };
    const columns = { ...row, ...dates, valid_from: row.from, valid_until: row.until };
    const attributes = { ...attributesFromUserColumns(columns), ...withAbsent("user", row.stored) };
    const { entity_id: entityId, name, disabled } = row;
    return { entityId, name, disabled, attributes: setValues(row.administrable ? attributes : profileOf(attributes)) };
  });
}

async function readUserGroups({ queries, caller }: ExportScope): Promise<Entity[]> {
  const rows = await queries
    .selectFrom("guacamole_user_group as user_group")
    .innerJoin("guacamole_entity as entity", "entity.entity_id", "user_group.entity_id")
    .select(["user_group.entity_id", "entity.name", "user_group.disabled"])
    .select(storedAttributes("userGroup", "user_group.user_group_id").as("stored"))
    .where(isAllowed(caller, "userGroup", sql.ref("user_group.user_group_id"), "READ"))
    .orderBy("entity.name")
    .execute();
  return rows.map(({ entity_id: entityId, name, disabled, stored }) => ({
    ...{ entityId, name, disabled },
    attributes: setValues(withAbsent("userGroup", stored)),
  }));
}

interface GrantRow {
  readonly entityId: number;
  readonly target: number;
  readonly permissions: ObjectPermission[];
}

/** What entities may do with objects of one kind that the caller may READ; without READ on connections, which these tell. */
async function readGrants({ queries, caller }: ExportScope, kind: ObjectKind): Promise<Map<number, GrantRow[]>> {
  const { table, column } = OBJECTS[kind];
  const told: RawBuilder<boolean> = kind === "connection" ? sql`permission = 'READ'` : sql`false`;
  const { rows } = await sql<GrantRow>`
    select entity_id as "entityId", ${sql.ref(column)} as target,
      array_agg(permission order by permission)::text[] as permissions
    from ${sql.table(table)}
    where not ${told} and ${isAllowed(caller, kind, sql.ref(column), "READ")}
    group by 1, 2`.execute(queries);
  return Map.groupBy(rows, (row) => row.entityId);
}

async function readSystemPermissions({ queries }: ExportScope): Promise<Map<number, SystemPermission[]>> {
  const { rows } = await sql<{ id: number; permissions: SystemPermission[] }>`
    select entity_id as id, array_agg(permission order by permission)::text[] as permissions
    from guacamole_system_permission group by 1`.execute(queries);
  return new Map(rows.map((row) => [row.id, row.permissions]));
}

/** The ids of users and groups with their names, for those that the caller may READ. */
async function readNames({ queries, caller }: ExportScope, kind: EntityKind): Promise<Map<number, string>> {
  const { objects, id } = OBJECTS[kind];
  const { rows } = await sql<{ id: number; name: string }>`
    select ${sql.ref(id)} as id, name from ${sql.table(objects)} join guacamole_entity using (entity_id)
    where ${isAllowed(caller, kind, sql.ref(id), "READ")}`.execute(queries);
  return new Map(rows.map((row) => [row.id, row.name]));
}

async function readMemberships({ queries, caller }: ExportScope): Promise<Map<number, string[]>> {
  const { rows } = await sql<{ id: number; names: string[] }>`
    select member_entity_id as id, array_agg(name order by name)::text[] as names
    from guacamole_user_group_member
    join guacamole_user_group as user_group using (user_group_id)
    join guacamole_entity as entity on entity.entity_id = user_group.entity_id
    where ${isAllowed(caller, "userGroup", sql.ref("user_group.user_group_id"), "READ")}
    group by 1`.execute(queries);
  return new Map(rows.map((row) => [row.id, row.names]));
}

/** The grants on what has a name here, in the order of the names. */
function namedGrants<Target>(
  rows: readonly GrantRow[] | undefined,
  targets: ReadonlyMap<number, Target>,
): ExchangeGrant<Target>[] {
  const named = (rows ?? []).flatMap(({ target: id, permissions }) => {
    const target = targets.get(id);
    return target === undefined ? [] : [{ target, permissions }];
  });
  return named.sort((one, other) => (JSON.stringify(one.target) < JSON.stringify(other.target) ? -1 : 1));
}

/** The users and user groups that the caller may READ, with what they may do as far as the caller may READ that. */
export async function exportEntities(
  scope: ExportScope,
  paths: ExportPaths,
): Promise<{ users: ExchangeUserGroup[]; userGroups: ExchangeUserGroup[] }> {
  const connections = await readGrants(scope, "connection");
  const connectionGroups = await readGrants(scope, "connectionGroup");
  const sharingProfiles = await readGrants(scope, "sharingProfile");
  const users = await readGrants(scope, "user");
  const userGroups = await readGrants(scope, "userGroup");
  const system = await readSystemPermissions(scope);
  const userNames = await readNames(scope, "user");
  const groupNames = await readNames(scope, "userGroup");
  const memberships = await readMemberships(scope);

  const permissionsOf = (id: number): ExchangePermissions => ({
    connections: namedGrants(connections.get(id), paths.connections),
    connectionGroups: namedGrants(connectionGroups.get(id), paths.groups),
    sharingProfiles: namedGrants(sharingProfiles.get(id), paths.profiles),
    users: namedGrants(users.get(id), userNames),
    userGroups: namedGrants(userGroups.get(id), groupNames),
    system: system.get(id) ?? [],
  });
  const whole = ({ entityId, ...entity }: Entity): ExchangeUserGroup => ({
    ...entity,
    line: 0,
    memberOf: memberships.get(entityId) ?? [],
    permissions: permissionsOf(entityId),
  });
  return {
    users: (await readUsers(scope)).map(whole),
    userGroups: (await readUserGroups(scope)).map(whole),
  };
}
