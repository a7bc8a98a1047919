import type { GroupItem } from "../../api/connection-groups.ts";
import type { ConnectionItem, Permission } from "../../api/connections.ts";
import type { TreeObject } from "../tree-object.ts";

const all: readonly Permission[] = ["READ", "UPDATE", "DELETE", "ADMINISTER"];

/** A group for tests. */
export function group(identifier: string, parentIdentifier: string, name = `Group ${identifier}`): GroupItem {
  return {
    identifier,
    name,
    parentIdentifier,
    path: [],
    type: "ORGANIZATIONAL",
    activeConnections: 0,
    permissions: all,
  };
}

/** A connection for tests. */
export function connection(identifier: string, parentIdentifier: string): ConnectionItem {
  return {
    identifier,
    name: `PC ${identifier}`,
    parentIdentifier,
    path: [],
    protocol: "rdp",
    hostname: null,
    username: null,
    activeConnections: 0,
    lastActive: null,
    permissions: all,
  };
}

export function asObject(item: GroupItem | ConnectionItem): TreeObject {
  return "type" in item ? { ...item, kind: "group" } : { ...item, kind: "connection" };
}
