import type { ConnectionGroup } from "../api/types.ts";

/** What a desktop page opens. */
export interface DesktopTarget {
  /** A connection, one that a balancing group chooses, or somebody else's session by the key of a link. */
  readonly kind: "connection" | "group" | "share";
  /** The key of a `share`. */
  readonly identifier: string;
}

const PATHS: Readonly<Record<DesktopTarget["kind"], string>> = {
  connection: "/desktop",
  group: "/desktop/group",
  share: "/share",
};

/** Where the page of a target is, behind `#`. */
export function addressOf({ kind, identifier }: DesktopTarget): string {
  return `${PATHS[kind]}/${identifier}`;
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
