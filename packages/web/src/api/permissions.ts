import type { PermissionSet } from "./types.ts";

function isAdministrator(permissions: PermissionSet): boolean {
  return permissions.systemPermissions.includes("ADMINISTER");
}

export function mayCreateConnections(permissions: PermissionSet): boolean {
  return isAdministrator(permissions) || permissions.systemPermissions.includes("CREATE_CONNECTION");
}

/** Whether the person may change or delete the connection of this identifier. */
export function mayOnConnection(permissions: PermissionSet, identifier: string, right: "UPDATE" | "DELETE"): boolean {
  return isAdministrator(permissions) || (permissions.connectionPermissions[identifier]?.includes(right) ?? false);
}
