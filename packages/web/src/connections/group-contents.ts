import { fetchGroupTree } from "../api/connection-groups.ts";
import type { ConnectionGroup } from "../api/types.ts";
import { identifiersOf, type TreeObject } from "./tree-object.ts";

/** What goes away together with groups. */
export interface GroupContents {
  readonly groups: readonly string[];
  readonly connections: readonly string[];
}

/** The names of all groups and connections inside a group, at every depth. */
export function contentsOf(group: ConnectionGroup): GroupContents {
  const inner = group.childConnectionGroups ?? [];
  const deeper = inner.map(contentsOf);
  return {
    groups: [...inner.map((child) => child.name), ...deeper.flatMap((contents) => contents.groups)],
    connections: [
      ...(group.childConnections ?? []).map((connection) => connection.name),
      ...deeper.flatMap((contents) => contents.connections),
    ],
  };
}

/** Asks the gateway what is inside the groups among these. */
export async function fetchContents(objects: readonly TreeObject[]): Promise<GroupContents> {
  const trees = await Promise.all(identifiersOf(objects).groups.map(fetchGroupTree));
  const contents = trees.map(contentsOf);
  return {
    groups: contents.flatMap((one) => one.groups),
    connections: contents.flatMap((one) => one.connections),
  };
}
