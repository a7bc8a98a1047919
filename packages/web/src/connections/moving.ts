import type { GroupItem } from "../api/connection-groups.ts";
import { rootGroup } from "../api/gateway.ts";
import { withInnerGroups } from "./group-tree.ts";
import { identifiersOf, type TreeObject } from "./tree-object.ts";

/**
 * Whether these may be put into the group `target`: the person may change it and them, at least one is elsewhere now, and no
 * group would come to lie inside itself.
 */
export function mayMoveInto(objects: readonly TreeObject[], target: string, groups: readonly GroupItem[]): boolean {
  const group = groups.find((one) => one.identifier === target);
  const mayChange = target === rootGroup || (group?.permissions.includes("UPDATE") ?? false);
  return (
    mayChange &&
    objects.some((object) => object.parentIdentifier !== target) &&
    objects.every((object) => object.permissions.includes("UPDATE")) &&
    !withInnerGroups(groups, identifiersOf(objects).groups).has(target)
  );
}
