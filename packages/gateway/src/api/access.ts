import { type Static, Type } from "typebox";
import { GroupCycle } from "../database/connection-groups.ts";
import { NameTaken } from "../database/connections.ts";
import type { Queries } from "../database/database.ts";
import { parseIdentifier } from "../database/identifier.ts";
import { holdsSystemPermission, permissionsOn } from "../database/permissions.ts";
import type { Caller } from "../database/sign-ins.ts";
import type { ObjectPermission, SystemPermission } from "../database/tables.ts";
import { badRequest, notFound, permissionDenied } from "./api-error.ts";

/** The group that holds everything; it has no row. */
export const ROOT = "ROOT";

const ObjectPermissionName = Type.Union([
  Type.Literal("READ"),
  Type.Literal("UPDATE"),
  Type.Literal("DELETE"),
  Type.Literal("ADMINISTER"),
]);

/** `?permission=X`, repeatable: only objects with which one of these may be done. */
export const PermissionFilter = Type.Object({
  permission: Type.Optional(Type.Union([ObjectPermissionName, Type.Array(ObjectPermissionName, { maxItems: 4 })])),
});

/** The permissions that a filter names. */
export function permissionsOf({ permission }: Static<typeof PermissionFilter>): readonly ObjectPermission[] {
  return permission === undefined ? [] : [permission].flat();
}

export const IdentifierParameter = Type.Object({ identifier: Type.String() });

/** Guacamole's forms have some 150 parameters; names have at most 128 characters, as in its columns. */
const NAMES = { maxProperties: 512, propertyNames: { maxLength: 128 } };

/** Numbers and booleans become text, null becomes "", as Guacamole's clients expect. */
export const ParameterMap = Type.Record(Type.String(), Type.String(), NAMES);
/** The longest attribute is a host name, as in its column. */
export const AttributeMap = Type.Record(Type.String(), Type.String({ maxLength: 512 }), NAMES);

/** The id of an object with which the caller may do `permission`; one that may not be read does not exist for the caller. */
export async function requireObject(
  queries: Queries,
  caller: Caller,
  kind: "connection" | "connectionGroup",
  identifier: string,
  permission: ObjectPermission,
): Promise<number> {
  const id = parseIdentifier(identifier);
  if (id === undefined) {
    throw notFound(identifier);
  }
  const held = await permissionsOn(queries, caller, kind, id);
  if (!held.has("READ")) {
    throw notFound(identifier);
  }
  if (!held.has(permission)) {
    throw permissionDenied();
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

/** The answer to a change that the stored objects do not allow; other errors are answered as they are. */
export function conflictError(error: unknown): unknown {
  return error instanceof NameTaken || error instanceof GroupCycle ? badRequest(error.message) : error;
}
