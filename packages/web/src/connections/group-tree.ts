import type { GroupItem } from "../api/connection-groups.ts";
import { rootGroup } from "../api/gateway.ts";
import { plain } from "../home/connection-list.ts";
import type { TreeObject } from "./tree-object.ts";

/** The groups by the group that they are in, in the order of the list. A group whose parent is not in the list is at the top. */
export function groupsByParent(groups: readonly GroupItem[]): Map<string, GroupItem[]> {
  const known = new Set(groups.map((group) => group.identifier));
  const parentOf = (group: GroupItem) => (known.has(group.parentIdentifier) ? group.parentIdentifier : rootGroup);
  return Map.groupBy(groups, parentOf);
}

/** The identifiers of these groups and of all groups inside them. */
export function withInnerGroups(groups: readonly GroupItem[], identifiers: readonly string[]): Set<string> {
  const children = groupsByParent(groups);
  const found = new Set<string>();
  const add = (identifier: string) => {
    if (found.has(identifier)) return;
    found.add(identifier);
    for (const child of children.get(identifier) ?? []) add(child.identifier);
  };
  identifiers.forEach(add);
  return found;
}

/** The identifiers of the groups around a group, the outermost first. */
export function groupsAround(groups: readonly GroupItem[], identifier: string): string[] {
  const byIdentifier = new Map(groups.map((group) => [group.identifier, group]));
  const around: string[] = [];
  let group = byIdentifier.get(identifier);
  while (group !== undefined && !around.includes(group.parentIdentifier)) {
    around.unshift(group.parentIdentifier);
    group = byIdentifier.get(group.parentIdentifier);
  }
  return around;
}

/** Without those that lie inside others of them: what happens to a group happens to all that it holds. */
export function outermost(objects: readonly TreeObject[], groups: readonly GroupItem[]): TreeObject[] {
  const chosen = new Set(objects.filter((object) => object.kind === "group").map((group) => group.identifier));
  const isInside = ({ parentIdentifier }: TreeObject) =>
    [...groupsAround(groups, parentIdentifier), parentIdentifier].some((identifier) => chosen.has(identifier));
  return objects.filter((object) => !isInside(object));
}

/** The groups whose name contains every word of `search`. */
export function findGroups(groups: readonly GroupItem[], search: string): GroupItem[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return groups.filter((group) => {
    const text = plain(group.name);
    return words.every((word) => text.includes(word));
  });
}

/** A group as it is told apart from others: with the names of those around it. */
export function pathText({ path, name }: { readonly path: readonly string[]; readonly name: string }): string {
  return [...path, name].join(" / ");
}
