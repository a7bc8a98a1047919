import type { GroupItem } from "../api/connection-groups.ts";
import type { ConnectionItem, Permission } from "../api/connections.ts";

/** What a tree of connections holds. */
export type TreeObject = ({ readonly kind: "group" } & GroupItem) | ({ readonly kind: "connection" } & ConnectionItem);

/** Names an object among groups and connections. */
export function keyOf({ kind, identifier }: Pick<TreeObject, "kind" | "identifier">): string {
  return `${kind}:${identifier}`;
}

/** The identifiers of the groups and of the connections among some objects. */
export function identifiersOf(objects: Iterable<TreeObject>): { groups: string[]; connections: string[] } {
  const all = [...objects];
  const of = (kind: TreeObject["kind"]) => all.filter((one) => one.kind === kind).map((one) => one.identifier);
  return { groups: of("group"), connections: of("connection") };
}

/** Whether the person may do this with every one of them. */
export function mayAll(objects: Iterable<TreeObject>, permission: Permission): boolean {
  return [...objects].every((object) => object.permissions.includes(permission));
}

/** Where a connection goes; for what Passerelle does not open, the protocol. */
export function computerText({ protocol, hostname }: { protocol: string; hostname: string | null }): string {
  const host = hostname ?? "";
  return protocol === "rdp" ? host : [protocol.toUpperCase(), host].filter(Boolean).join(" · ");
}
