import { sql } from "kysely";
import { attributesOfConnection } from "../api/guacamole/connection-objects.ts";
import { storedAttributes, withAbsent } from "../database/attributes.ts";
import type { Queries } from "../database/database.ts";
import { groupPaths } from "../database/lists/group-paths.ts";
import { isAllowed } from "../database/lists/held-permissions.ts";
import type { Caller } from "../database/sign-ins.ts";
import { attributesFromGroupLimits } from "../parameters/connection-attributes.ts";
import { isSecretParameter } from "../parameters/connection-parameters.ts";
import { secretPlace } from "../secrets/places.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import type { ExchangeConnection, ExchangeDocument, ExchangeGroup } from "./document.ts";
import { exportEntities, setValues } from "./export-entities.ts";

/** Reads everything as somebody who may READ only a part of it. */
export interface ExportScope {
  readonly queries: Queries;
  readonly secrets: SecretBox;
  readonly caller: Caller;
  /** With the secrets of what the caller may UPDATE. */
  readonly withSecrets: boolean;
}

/** Where each object is: the names of the groups above, and its own. */
export interface ExportPaths {
  readonly groups: ReadonlyMap<number, readonly string[]>;
  readonly connections: ReadonlyMap<number, readonly string[]>;
  readonly profiles: ReadonlyMap<number, readonly string[]>;
}

/** By the id of their owner, the parameters of what the caller may UPDATE. */
async function readAllParameters(
  { queries, secrets, caller, withSecrets }: ExportScope,
  kind: "connection" | "sharingProfile",
): Promise<Map<number, Record<string, string>>> {
  const [table, column] =
    kind === "connection"
      ? ["guacamole_connection_parameter", "connection_id"]
      : ["guacamole_sharing_profile_parameter", "sharing_profile_id"];
  const place = kind === "connection" ? secretPlace.connectionParameter : secretPlace.sharingProfileParameter;
  const { rows } = await sql<{ id: number; name: string; value: string }>`
    select ${sql.ref(column)} as id, parameter_name as name, parameter_value as value from ${sql.table(table)}
    where ${isAllowed(caller, kind, sql.ref(column), "UPDATE")}`.execute(queries);
  const found = new Map<number, Record<string, string>>();
  for (const { id, name, value } of rows) {
    if (!isSecretParameter(name)) {
      found.set(id, { ...found.get(id), [name]: value });
    } else if (withSecrets) {
      found.set(id, { ...found.get(id), [name]: secrets.open(value, place(id, name)) });
    }
  }
  return found;
}

/** The names of the groups above each group, and its own, as far as they may be read. */
async function readGroupPaths({ queries, caller }: ExportScope): Promise<Map<number, readonly string[]>> {
  const { rows } = await sql<{ id: number; path: string[] }>`
    select connection_group_id as id, path from ${groupPaths(caller)} as place`.execute(queries);
  return new Map(rows.map(({ id, path }) => [id, path]));
}

/** Names of users or user groups that may READ connections, as far as they may be read themselves. */
async function readReaders(
  { queries, caller }: ExportScope,
  kind: "user" | "userGroup",
): Promise<Map<number, string[]>> {
  const [table, id] = kind === "user" ? ["guacamole_user", "user_id"] : ["guacamole_user_group", "user_group_id"];
  const { rows } = await sql<{ id: number; names: string[] }>`
    select held.connection_id as id, array_agg(entity.name order by entity.name)::text[] as names
    from guacamole_connection_permission as held
    join guacamole_entity as entity on entity.entity_id = held.entity_id
    join ${sql.table(table)} as reader on reader.entity_id = held.entity_id
    where held.permission = 'READ' and ${isAllowed(caller, kind, sql.ref(`reader.${id}`), "READ")}
    group by held.connection_id`.execute(queries);
  return new Map(rows.map((row) => [row.id, row.names]));
}

async function exportGroups(scope: ExportScope, paths: ExportPaths["groups"]): Promise<ExchangeGroup[]> {
  const id = sql.ref("guacamole_connection_group.connection_group_id");
  const rows = await scope.queries
    .selectFrom("guacamole_connection_group")
    .selectAll()
    .select(storedAttributes("connectionGroup", "guacamole_connection_group.connection_group_id").as("stored"))
    .where(isAllowed(scope.caller, "connectionGroup", id, "READ"))
    .execute();
  return rows.map((row) => ({
    line: 0,
    name: row.connection_group_name,
    parent: paths.get(row.parent_id ?? 0) ?? [],
    type: row.type,
    attributes: setValues({ ...attributesFromGroupLimits(row), ...withAbsent("connectionGroup", row.stored) }),
  }));
}

interface Numbered<Item> {
  readonly id: number;
  readonly item: Item;
}

async function exportConnections(
  scope: ExportScope,
  paths: ExportPaths["groups"],
): Promise<Numbered<ExchangeConnection>[]> {
  const rows = await scope.queries
    .selectFrom("guacamole_connection as connection")
    .selectAll()
    .select(storedAttributes("connection", "connection.connection_id").as("stored_attributes"))
    .where(isAllowed(scope.caller, "connection", sql.ref("connection.connection_id"), "READ"))
    .execute();
  const parameters = await readAllParameters(scope, "connection");
  const users = await readReaders(scope, "user");
  const groups = await readReaders(scope, "userGroup");
  return rows.map((row) => ({
    id: row.connection_id,
    item: {
      line: 0,
      name: row.connection_name,
      parent: paths.get(row.parent_id ?? 0) ?? [],
      protocol: row.protocol,
      parameters: parameters.get(row.connection_id) ?? {},
      attributes: setValues(attributesOfConnection({ ...row, last_active: null })),
      users: users.get(row.connection_id) ?? [],
      groups: groups.get(row.connection_id) ?? [],
    },
  }));
}

async function exportProfiles(scope: ExportScope, connections: ExportPaths["connections"]) {
  const rows = await scope.queries
    .selectFrom("guacamole_sharing_profile")
    .selectAll()
    .where(isAllowed(scope.caller, "sharingProfile", sql.ref("sharing_profile_id"), "READ"))
    .execute();
  const parameters = await readAllParameters(scope, "sharingProfile");
  return rows.flatMap((row) => {
    const connection = connections.get(row.primary_connection_id);
    const id = row.sharing_profile_id;
    const item = { line: 0, name: row.sharing_profile_name, parameters: parameters.get(id) ?? {} };
    return connection === undefined ? [] : [{ id, item: { ...item, connection } }];
  });
}

/** In the order of their texts, so that two exports of the same are the same. */
function inOrder<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...items].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

/** Everything that a caller may READ, with the parameters of what the caller may UPDATE. */
export async function exportDocument(scope: ExportScope): Promise<ExchangeDocument> {
  const groupPathsById = await readGroupPaths(scope);
  const groups = await exportGroups(scope, groupPathsById);
  const connections = await exportConnections(scope, groupPathsById);
  const connectionPaths = new Map(
    connections.map(({ id, item }) => [id, [...(item.parent as readonly string[]), item.name]]),
  );
  const profiles = await exportProfiles(scope, connectionPaths);
  const paths: ExportPaths = {
    groups: groupPathsById,
    connections: connectionPaths,
    profiles: new Map(profiles.map(({ id, item }) => [id, [...item.connection, item.name]])),
  };
  return {
    connectionGroups: inOrder(groups, ({ parent, name }) => JSON.stringify([parent, name])),
    connections: inOrder(
      connections.map(({ item }) => item),
      ({ parent, name }) => JSON.stringify([parent, name]),
    ),
    sharingProfiles: inOrder(
      profiles.map(({ item }) => item),
      ({ connection, name }) => JSON.stringify([connection, name]),
    ),
    ...(await exportEntities(scope, paths)),
  };
}
