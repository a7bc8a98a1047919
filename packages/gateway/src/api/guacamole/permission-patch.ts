import { type Static, Type } from "typebox";
import type { ObjectKind } from "../../database/permissions.ts";
import type { ObjectPermission, SystemPermission } from "../../database/tables.ts";
import { badRequest, permissionDenied } from "../api-error.ts";

export const PermissionPatches = Type.Array(
  Type.Object({
    op: Type.String(),
    path: Type.String({ maxLength: 256 }),
    value: Type.String({ maxLength: 64 }),
  }),
  { maxItems: 50_000 },
);

/** A permission to be given or taken, as the API names its object. */
export type PermissionChange =
  | {
      readonly op: "add" | "remove";
      readonly kind: ObjectKind;
      readonly identifier: string;
      readonly permission: ObjectPermission;
    }
  | { readonly op: "add" | "remove"; readonly kind: "system"; readonly permission: SystemPermission };

const KINDS: Readonly<Record<string, ObjectKind>> = {
  connectionPermissions: "connection",
  connectionGroupPermissions: "connectionGroup",
  sharingProfilePermissions: "sharingProfile",
  userPermissions: "user",
  userGroupPermissions: "userGroup",
};
const OBJECT_PERMISSIONS: readonly ObjectPermission[] = ["READ", "UPDATE", "DELETE", "ADMINISTER"];
const SYSTEM_PERMISSIONS: readonly SystemPermission[] = [
  "CREATE_USER",
  "CREATE_USER_GROUP",
  "CREATE_CONNECTION",
  "CREATE_CONNECTION_GROUP",
  "CREATE_SHARING_PROFILE",
  "AUDIT",
  "ADMINISTER",
];

function oneOf<Value extends string>(values: readonly Value[], value: string): Value {
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) {
    throw badRequest(`"${value}" is none of the permissions ${values.join(", ")}.`);
  }
  return found;
}

function changeOf({ op, path, value }: Static<typeof PermissionPatches>[number]): PermissionChange {
  const operation = oneOfOperations(op);
  if (path === "/systemPermissions" || path === "/systemPermissions/") {
    return { op: operation, kind: "system", permission: oneOf(SYSTEM_PERMISSIONS, value) };
  }
  const [, name, identifier] = /^\/(\w+)\/(.+)$/s.exec(path) ?? [];
  if (name === "activeConnectionPermissions") {
    throw permissionDenied("Permissions on live sessions follow from those on their connections.");
  }
  const kind = Object.hasOwn(KINDS, name ?? "") ? KINDS[name] : undefined;
  if (kind === undefined) {
    throw badRequest(`The path "${path}" names no kind of permissions.`);
  }
  return { op: operation, kind, identifier, permission: oneOf(OBJECT_PERMISSIONS, value) };
}

function oneOfOperations(op: string): "add" | "remove" {
  if (op !== "add" && op !== "remove") {
    throw badRequest(`Permissions are added and removed; there is no operation "${op}".`);
  }
  return op;
}

/** The changes that a body describes: what is added first, then what is removed, as in Guacamole. @throws ApiError */
export function permissionChanges(patches: Static<typeof PermissionPatches>): PermissionChange[] {
  const changes = patches.map(changeOf);
  return [...changes.filter(({ op }) => op === "add"), ...changes.filter(({ op }) => op === "remove")];
}
