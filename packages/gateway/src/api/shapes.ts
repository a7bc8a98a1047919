import { type Static, Type } from "typebox";
import type { ObjectPermission } from "../database/tables.ts";

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
export const AttributeMap = Type.Record(Type.String(), Type.String({ maxLength: 4096 }), NAMES);
