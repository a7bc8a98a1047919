import type { ConnectionGroup } from "../api/types.ts";

/** A group as a choice: its identifier, and its name after those of the groups around it. */
export interface GroupChoice {
  readonly value: string;
  readonly label: string;
}

/** All groups below `group`, depth first. */
export function groupChoices(group: ConnectionGroup, path: readonly string[] = []): GroupChoice[] {
  return (group.childConnectionGroups ?? []).flatMap((child) => {
    const inner = [...path, child.name];
    return [{ value: child.identifier, label: inner.join(" / ") }, ...groupChoices(child, inner)];
  });
}

/** Names of the connections in the group `parent`, without that of `except`. */
export function namesInGroup(group: ConnectionGroup, parent: string, except: string | undefined): string[] {
  const own = group.identifier === parent ? (group.childConnections ?? []) : [];
  const names = own.filter((connection) => connection.identifier !== except).map((connection) => connection.name);
  return [...names, ...(group.childConnectionGroups ?? []).flatMap((child) => namesInGroup(child, parent, except))];
}
