import type { ConnectionGroup } from "../api/types.ts";

/** The name of the connection `identifier` in a tree of groups; undefined if it is not there. */
export function connectionName(group: ConnectionGroup, identifier: string): string | undefined {
  const own = group.childConnections?.find((connection) => connection.identifier === identifier);
  if (own) return own.name;
  for (const child of group.childConnectionGroups ?? []) {
    const name = connectionName(child, identifier);
    if (name !== undefined) return name;
  }
  return undefined;
}
