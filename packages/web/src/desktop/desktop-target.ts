import type { ConnectionGroup } from "../api/types.ts";

/** What a desktop page opens: a connection, or one that a balancing group chooses. */
export interface DesktopTarget {
  readonly kind: "connection" | "group";
  readonly identifier: string;
}

/** Where the page of a target is, behind `#`. */
export function addressOf({ kind, identifier }: DesktopTarget): string {
  return kind === "group" ? `/desktop/group/${identifier}` : `/desktop/${identifier}`;
}

/** The name of a target in a tree of groups; undefined if it is not there. */
export function targetName(tree: ConnectionGroup, target: DesktopTarget): string | undefined {
  const children = target.kind === "group" ? tree.childConnectionGroups : tree.childConnections;
  const own = children?.find(({ identifier }) => identifier === target.identifier);
  if (own) return own.name;
  for (const child of tree.childConnectionGroups ?? []) {
    const name = targetName(child, target);
    if (name !== undefined) return name;
  }
  return undefined;
}
