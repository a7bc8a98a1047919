import { type Static, Type } from "typebox";
import type { ObjectPermission, SystemPermission } from "../database/tables.ts";
import type { ExchangeDocument, ExchangeGrant, ExchangePermissions, ExchangeUserGroup, Values } from "./document.ts";
import { type GuacamoleAccount, GuacamoleClient, SourceError } from "./guacamole-client.ts";

const Text = Type.String();
const Attributes = Type.Optional(Type.Record(Text, Type.Union([Text, Type.Null()])));
const Parameters = Type.Record(Text, Text);
const Names = Type.Array(Text);

const Groups = Type.Record(
  Text,
  Type.Object({
    name: Text,
    parentIdentifier: Type.Optional(Text),
    type: Type.Union([Type.Literal("ORGANIZATIONAL"), Type.Literal("BALANCING")]),
    attributes: Attributes,
  }),
);
const Connections = Type.Record(
  Text,
  Type.Object({ name: Text, parentIdentifier: Type.Optional(Text), protocol: Text, attributes: Attributes }),
);
const Profiles = Type.Record(Text, Type.Object({ name: Text, primaryConnectionIdentifier: Text }));
const Entities = Type.Record(Text, Type.Object({ disabled: Type.Optional(Type.Boolean()), attributes: Attributes }));
const Granted = Type.Record(
  Text,
  Type.Array(
    Type.Union([Type.Literal("READ"), Type.Literal("UPDATE"), Type.Literal("DELETE"), Type.Literal("ADMINISTER")]),
  ),
);
const Permissions = Type.Object({
  connectionPermissions: Granted,
  connectionGroupPermissions: Granted,
  sharingProfilePermissions: Granted,
  userPermissions: Granted,
  userGroupPermissions: Granted,
  systemPermissions: Names,
});

const SYSTEM_PERMISSIONS: readonly SystemPermission[] = [
  ...(["CREATE_CONNECTION", "CREATE_CONNECTION_GROUP", "CREATE_SHARING_PROFILE", "CREATE_USER"] as const),
  ...(["CREATE_USER_GROUP", "AUDIT", "ADMINISTER"] as const),
];

/** No tree is deeper; one that is goes round in circles. */
const MAX_DEPTH = 100;

function set(values: Static<typeof Attributes> = {}): Values {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** The names of the groups above and of the group itself. */
function pathOf(groups: Static<typeof Groups>, identifier: string | undefined): string[] {
  const path: string[] = [];
  for (let at = identifier; at !== undefined && at !== "ROOT"; ) {
    const group: Static<typeof Groups>[string] | undefined = groups[at];
    if (group === undefined || path.length > MAX_DEPTH) {
      throw new SourceError(`The connection group ${at} of the other installation cannot be read.`);
    }
    path.unshift(group.name);
    at = group.parentIdentifier;
  }
  return path;
}

function grants<Target>(
  granted: Static<typeof Granted>,
  targetOf: (identifier: string) => Target | undefined,
): ExchangeGrant<Target>[] {
  return Object.entries(granted).flatMap(([identifier, permissions]) => {
    const target = targetOf(identifier);
    return target === undefined ? [] : [{ target, permissions: permissions as ObjectPermission[] }];
  });
}

/** By their identifiers there, where objects are. */
interface Places {
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly connections: ReadonlyMap<string, readonly string[]>;
  readonly profiles: ReadonlyMap<string, readonly string[]>;
}

function permissionsOf(permissions: Static<typeof Permissions>, places: Places): ExchangePermissions {
  return {
    connections: grants(permissions.connectionPermissions, (id) => places.connections.get(id)),
    connectionGroups: grants(permissions.connectionGroupPermissions, (id) => places.groups.get(id)),
    sharingProfiles: grants(permissions.sharingProfilePermissions, (id) => places.profiles.get(id)),
    users: grants(permissions.userPermissions, String),
    userGroups: grants(permissions.userGroupPermissions, String),
    system: SYSTEM_PERMISSIONS.filter((permission) => permissions.systemPermissions.includes(permission)),
  };
}

async function readEntities(
  client: GuacamoleClient,
  kind: "users" | "userGroups",
  places: Places,
): Promise<ExchangeUserGroup[]> {
  const entities = Object.entries(await client.read(kind, Entities));
  return client.readEach(entities, async ([name, { disabled = false, attributes }]) => {
    const one = `${kind}/${encodeURIComponent(name)}`;
    const memberOf = await client.read(`${one}/userGroups`, Names);
    const permissions = permissionsOf(await client.read(`${one}/permissions`, Permissions), places);
    return { line: 0, name, disabled, attributes: set(attributes), memberOf, permissions };
  });
}

async function readAll(client: GuacamoleClient): Promise<ExchangeDocument> {
  const groups = await client.read("connectionGroups", Groups);
  const connections = Object.entries(await client.read("connections", Connections));
  const profiles = Object.entries(await client.read("sharingProfiles", Profiles));
  const parametersOf = (kind: string) => (entry: [string, object]) =>
    client.read(`${kind}/${encodeURIComponent(entry[0])}/parameters`, Parameters);
  const connectionParameters = await client.readEach(connections, parametersOf("connections"));
  const profileParameters = await client.readEach(profiles, parametersOf("sharingProfiles"));

  const inside = Object.entries(groups).filter(([id]) => id !== "ROOT");
  const connectionPath = new Map(
    connections.map(([id, { name, parentIdentifier }]) => [id, [...pathOf(groups, parentIdentifier), name]]),
  );
  const profilePath = new Map(
    profiles.map(([id, { name, primaryConnectionIdentifier }]) => [
      id,
      [...(connectionPath.get(primaryConnectionIdentifier) ?? []), name],
    ]),
  );
  const places: Places = {
    groups: new Map(inside.map(([id]) => [id, pathOf(groups, id)])),
    connections: connectionPath,
    profiles: profilePath,
  };
  return {
    connectionGroups: inside.map(([, { name, parentIdentifier, type, attributes }]) => ({
      ...{ line: 0, name, type, parent: pathOf(groups, parentIdentifier), attributes: set(attributes) },
    })),
    connections: connections.map(([, { name, parentIdentifier, protocol, attributes }], index) => ({
      ...{ line: 0, name, protocol, parent: pathOf(groups, parentIdentifier), attributes: set(attributes) },
      ...{ parameters: set(connectionParameters[index]), users: [], groups: [] },
    })),
    sharingProfiles: profiles.map(([id, { name }], index) => ({
      ...{ line: 0, name, connection: profilePath.get(id)?.slice(0, -1) ?? [] },
      parameters: set(profileParameters[index]),
    })),
    userGroups: await readEntities(client, "userGroups", places),
    users: await readEntities(client, "users", places),
  };
}

/**
 * Reads another installation through Guacamole's REST API: everything but passwords of users and the history.
 * @throws SourceError
 */
export async function readGuacamole(account: GuacamoleAccount): Promise<ExchangeDocument> {
  const client = await GuacamoleClient.signIn(account);
  try {
    return await readAll(client);
  } finally {
    await client.signOut();
  }
}
