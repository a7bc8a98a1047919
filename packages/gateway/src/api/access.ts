import type { Queries } from "../database/database.ts";
import { parseIdentifier } from "../database/identifier.ts";
import { objectId } from "../database/object-ids.ts";
import { holdsSystemPermission, type ObjectKind, permissionsOn } from "../database/permissions.ts";
import type { Caller } from "../database/sign-ins.ts";
import type { ObjectPermission, SystemPermission } from "../database/tables.ts";
import { notFound, permissionDenied } from "./api-error.ts";

/** The group that holds everything; it has no row. */
export const ROOT = "ROOT";

/**
 * The id of an object with which the caller may do all of `permissions`; undefined for one that is not there or may not be
 * READ, which does not exist for the caller. Everybody may READ the own account.
 * @throws ApiError
 */
export async function findObject(
  queries: Queries,
  caller: Caller,
  kind: ObjectKind,
  identifier: string,
  ...permissions: ObjectPermission[]
): Promise<number | undefined> {
  const id = await objectId(queries, kind, identifier);
  if (id === undefined) {
    return undefined;
  }
  const held = new Set(await permissionsOn(queries, caller, kind, id));
  if (kind === "user" && id === caller.userId) {
    held.add("READ");
  }
  if (!held.has("READ")) {
    return undefined;
  }
  if (permissions.some((permission) => !held.has(permission))) {
    throw permissionDenied();
  }
  return id;
}

/** As `findObject`, of an object that must be there. @throws ApiError */
export async function requireObject(
  queries: Queries,
  caller: Caller,
  kind: ObjectKind,
  identifier: string,
  ...permissions: ObjectPermission[]
): Promise<number> {
  const id = await findObject(queries, caller, kind, identifier, ...permissions);
  if (id === undefined) {
    throw notFound(identifier);
  }
  return id;
}

export async function requireSystemPermission(
  queries: Queries,
  caller: Caller,
  permission: SystemPermission,
): Promise<void> {
  if (!(await holdsSystemPermission(queries, caller, permission))) {
    throw permissionDenied();
  }
}

/** What a connection or group is in may be changed by those who may UPDATE it; the root by everybody. */
export async function requireParents(
  queries: Queries,
  caller: Caller,
  ...parents: readonly (number | null)[]
): Promise<void> {
  for (const parent of new Set(parents)) {
    if (parent !== null) {
      await requireObject(queries, caller, "connectionGroup", String(parent), "UPDATE");
    }
  }
}

/** The row id of a parent as the API names it. */
export function parentIdOf(identifier: string | undefined): number | null {
  if (identifier === undefined || identifier === "" || identifier === ROOT) {
    return null;
  }
  const id = parseIdentifier(identifier);
  if (id === undefined) {
    throw notFound(identifier);
  }
  return id;
}

/** How the API names a parent. */
export function parentIdentifier(id: number | null): string {
  return id === null ? ROOT : String(id);
}
