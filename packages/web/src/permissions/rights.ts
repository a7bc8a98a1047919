import { type ObjectPermission, objectPermissions } from "../api/permissions.ts";

/**
 * What is granted after one right was ticked or unticked. Nothing can be done with what may not be seen, so every right
 * brings READ with it, and they all go with it.
 */
export function rightsAfter(
  granted: readonly ObjectPermission[],
  right: ObjectPermission,
  isGranted: boolean,
): readonly ObjectPermission[] {
  if (!isGranted) return right === "READ" ? [] : granted.filter((one) => one !== right);
  return objectPermissions.filter((one) => one === "READ" || one === right || granted.includes(one));
}

/** The groups on the way that rights come, the nearest first. @param way such as `Sales › Everybody` */
export function groupsOnWay(way: string): readonly string[] {
  return way.split(" › ");
}
