import { stringify } from "yaml";
import type { ExchangeDocument, ExchangeGrant, ExchangePermissions, ExchangeUserGroup, Values } from "./document.ts";
import { formatPath } from "./path.ts";

/** Fields that say nothing are left out. */
function present(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== false && (typeof value !== "object" || Object.keys(value ?? {}).length > 0),
    ),
  );
}

function sorted(values: Values): Values {
  return Object.fromEntries(Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function grants<Target>(granted: readonly ExchangeGrant<Target>[], nameOf: (target: Target) => string) {
  return Object.fromEntries(granted.map(({ target, permissions }) => [nameOf(target), permissions]));
}

function permissionsOf(permissions: ExchangePermissions): Record<string, unknown> {
  return present({
    connections: grants(permissions.connections, formatPath),
    connectionGroups: grants(permissions.connectionGroups, formatPath),
    sharingProfiles: grants(permissions.sharingProfiles, formatPath),
    users: grants(permissions.users, String),
    userGroups: grants(permissions.userGroups, String),
    system: permissions.system,
  });
}

function entityOf({ name, disabled, attributes, memberOf, permissions }: ExchangeUserGroup): Record<string, unknown> {
  return present({ name, disabled, attributes: sorted(attributes), memberOf, permissions: permissionsOf(permissions) });
}

/** The document as `readStructured` reads it again: an object with a list of each kind. */
function structureOf(document: ExchangeDocument): object {
  const groupOf = (parent: ExchangeDocument["connections"][number]["parent"]) =>
    "identifier" in parent ? { parentIdentifier: parent.identifier } : { group: formatPath(parent) };
  return {
    connectionGroups: document.connectionGroups.map(({ name, parent, type, attributes }) =>
      present({ name, ...groupOf(parent), type, attributes: sorted(attributes) }),
    ),
    connections: document.connections.map(({ name, parent, protocol, parameters, attributes, users, groups }) =>
      present({
        ...{ name, protocol, ...groupOf(parent) },
        ...{ parameters: sorted(parameters), attributes: sorted(attributes), users, groups },
      }),
    ),
    sharingProfiles: document.sharingProfiles.map(({ name, connection, parameters }) =>
      present({ name, connection: formatPath(connection), parameters: sorted(parameters) }),
    ),
    userGroups: document.userGroups.map(entityOf),
    users: document.users.map(entityOf),
  };
}

export function writeJson(document: ExchangeDocument): string {
  return `${JSON.stringify(structureOf(document), undefined, 2)}\n`;
}

/** Texts of several lines are quoted: as a block, the library loses spaces at their beginning. */
export function writeYaml(document: ExchangeDocument): string {
  const format = { lineWidth: 0, aliasDuplicateObjects: false, version: "1.2", blockQuote: false } as const;
  return stringify(structureOf(document), format);
}
