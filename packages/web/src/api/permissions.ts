import type { PermissionSet } from "./types.ts";

/** What may be done with an object: use it or see it, change it, delete it, and grant rights to it. */
export const objectPermissions = ["READ", "UPDATE", "DELETE", "ADMINISTER"] as const;
export type ObjectPermission = (typeof objectPermissions)[number];

export const systemPermissions = [
  ...["CREATE_USER", "CREATE_USER_GROUP", "CREATE_CONNECTION", "CREATE_CONNECTION_GROUP", "CREATE_SHARING_PROFILE"],
  ...["AUDIT", "ADMINISTER"],
] as const;

/** Who holds permissions. */
export interface Subject {
  readonly kind: "user" | "userGroup";
  readonly name: string;
}

/** On what permissions are held; users and groups are identified by their names. */
export interface PermissionObject {
  readonly kind: "connection" | "connectionGroup" | "sharingProfile" | "user" | "userGroup";
  readonly identifier: string;
}

type Objects = Readonly<Record<string, readonly string[]>>;

export function isAdministrator(permissions: PermissionSet): boolean {
  return permissions.systemPermissions.includes("ADMINISTER");
}

/** Whether the person holds a system permission, such as CREATE_USER; administrators hold all. */
export function holds(permissions: PermissionSet, permission: string): boolean {
  return isAdministrator(permissions) || permissions.systemPermissions.includes(permission);
}

export function mayCreateConnections(permissions: PermissionSet): boolean {
  return holds(permissions, "CREATE_CONNECTION");
}

/** Whether the person may change or delete the connection of this identifier. */
export function mayOnConnection(permissions: PermissionSet, identifier: string, right: "UPDATE" | "DELETE"): boolean {
  return isAdministrator(permissions) || (permissions.connectionPermissions[identifier]?.includes(right) ?? false);
}

/** Whether more than reading is permitted on any of these objects but `except`. */
function managesAny(objects: Objects, except?: string): boolean {
  return Object.entries(objects).some(([name, rights]) => name !== except && rights.some((right) => right !== "READ"));
}

/** Whether the person looks after other people's accounts; changing the own password is no administration. */
export function managesUsers(permissions: PermissionSet, ownName: string): boolean {
  return holds(permissions, "CREATE_USER") || managesAny(permissions.userPermissions, ownName);
}

export function managesUserGroups(permissions: PermissionSet): boolean {
  return holds(permissions, "CREATE_USER_GROUP") || managesAny(permissions.userGroupPermissions);
}

export function managesConnections(permissions: PermissionSet): boolean {
  return (
    ["CREATE_CONNECTION", "CREATE_CONNECTION_GROUP", "CREATE_SHARING_PROFILE"].some((one) => holds(permissions, one)) ||
    managesAny(permissions.connectionPermissions) ||
    managesAny(permissions.connectionGroupPermissions) ||
    managesAny(permissions.sharingProfilePermissions)
  );
}

/** Whether the person may read the audit log and everybody's history. */
export function mayAudit(permissions: PermissionSet): boolean {
  return holds(permissions, "AUDIT");
}

/** Whether the person may do `right` with an object. */
export function mayOn(permissions: PermissionSet, object: PermissionObject, right: ObjectPermission): boolean {
  return (
    isAdministrator(permissions) ||
    (permissions[`${object.kind}Permissions`][object.identifier]?.includes(right) ?? false)
  );
}

/** Whether the person may give `subject` rights on `object`, or take them away. */
export function mayGrant(permissions: PermissionSet, subject: Subject, object: PermissionObject): boolean {
  const receiver = { kind: subject.kind, identifier: subject.name };
  return mayOn(permissions, receiver, "UPDATE") && mayOn(permissions, object, "ADMINISTER");
}
