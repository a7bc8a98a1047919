import { queryOptions } from "@tanstack/react-query";
import type { Permission } from "./connections.ts";
import { fetchList } from "./lists.ts";
import { request } from "./request.ts";
import type { ConnectionGroup, SchemaForm } from "./types.ts";

export type GroupType = "ORGANIZATIONAL" | "BALANCING";

/** A group of connections as lists have it. */
export interface GroupItem {
  readonly identifier: string;
  readonly name: string;
  readonly parentIdentifier: string;
  /** Names of the groups around it, the outermost first. */
  readonly path: readonly string[];
  readonly type: GroupType;
  readonly activeConnections: number;
  readonly permissions: readonly Permission[];
}

/** A group as Guacamole's API stores it; writing replaces all of it. */
export interface StoredGroup {
  readonly name: string;
  readonly parentIdentifier: string;
  readonly type: GroupType;
  readonly attributes: Readonly<Record<string, string | null>>;
}

const groups = "api/session/data/postgresql/connectionGroups";

function groupPath(identifier: string): string {
  return `${groups}/${encodeURIComponent(identifier)}`;
}

/** The longest part of a list that the gateway answers. */
const groupsAtOnce = 200;

async function listAllGroups(): Promise<GroupItem[]> {
  const found: GroupItem[] = [];
  for (;;) {
    const part = { search: "", sort: "name", offset: found.length, limit: groupsAtOnce, filters: {} };
    const page = await fetchList<GroupItem>("connectionGroups", part);
    found.push(...page.items);
    if (page.items.length === 0 || found.length >= page.total) return found;
  }
}

async function fetchGroup(identifier: string): Promise<StoredGroup> {
  return (await request("GET", groupPath(identifier))) as StoredGroup;
}

/** @returns the identifier of the group that was made */
export async function createGroup(group: StoredGroup): Promise<string> {
  return ((await request("POST", groups, group)) as { identifier: string }).identifier;
}

export async function updateGroup(identifier: string, group: StoredGroup): Promise<void> {
  await request("PUT", groupPath(identifier), group);
}

/** Puts groups into another group, all or none. */
export async function moveGroups(identifiers: readonly string[], parentIdentifier: string): Promise<void> {
  const stored = await Promise.all(
    identifiers.map(async (identifier) => ({ identifier, ...(await fetchGroup(identifier)) })),
  );
  const patches = stored.map(({ identifier, name, type, attributes }) => ({
    op: "replace",
    path: `/${identifier}`,
    value: { name, type, attributes, parentIdentifier },
  }));
  await request("PATCH", groups, patches);
}

/** Deletes groups with all that they hold, all or none. */
export async function removeGroups(identifiers: readonly string[]): Promise<void> {
  const patches = identifiers.map((identifier) => ({ op: "remove", path: `/${identifier}` }));
  await request("PATCH", groups, patches);
}

/** Everything in a group that the person may see, at every depth. */
export async function fetchGroupTree(identifier: string): Promise<ConnectionGroup> {
  return (await request("GET", `${groupPath(identifier)}/tree`)) as ConnectionGroup;
}

/** All groups that the person may see, in order of their names. */
export const groupsQuery = queryOptions({ queryKey: ["connections", "groups"], queryFn: listAllGroups });

export const storedGroupQuery = (identifier: string) =>
  queryOptions({
    queryKey: ["connections", "storedGroup", identifier],
    queryFn: () => fetchGroup(identifier),
    gcTime: 0,
    staleTime: 0,
  });

/** The forms of a group's attributes. */
export const groupSchemaQuery = queryOptions({
  queryKey: ["schema", "connectionGroup"],
  queryFn: async () =>
    (await request("GET", "api/session/data/postgresql/schema/connectionGroupAttributes")) as SchemaForm[],
  staleTime: Number.POSITIVE_INFINITY,
});
