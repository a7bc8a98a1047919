import { queryOptions } from "@tanstack/react-query";
import { fetchList, type ListPage, type ListQuery } from "./lists.ts";
import type { ObjectPermission, PermissionObject, Subject } from "./permissions.ts";
import { request } from "./request.ts";
import type { PermissionSet } from "./types.ts";

/** How rights are held. */
export interface Held {
  /** All that are in force. */
  readonly permissions: readonly ObjectPermission[];
  /** Those that were granted to just this user or group. */
  readonly direct: readonly ObjectPermission[];
  /** The groups that the others come through. */
  readonly via: readonly string[];
}

/** Somebody who holds rights on an object. */
export type AccessHolder = Subject & Held;

/** Something that somebody holds rights on. */
export interface AccessObject extends PermissionObject, Held {
  readonly kind: "connection" | "connectionGroup" | "sharingProfile";
  readonly name: string;
  /** Names of the groups above, from the root. */
  readonly path: readonly string[];
}

/** One change of Guacamole's permission PATCH. */
interface PermissionPatch {
  readonly op: "add" | "remove";
  readonly path: string;
  readonly value: string;
}

function subjectPath({ kind, name }: Subject): string {
  return `${kind === "user" ? "users" : "userGroups"}/${encodeURIComponent(name)}`;
}

/** Who may use an object, and how they come by it. */
export async function fetchHolders(object: PermissionObject, query: ListQuery): Promise<ListPage<AccessHolder>> {
  return await fetchList(`access/${object.kind}s/${encodeURIComponent(object.identifier)}`, query);
}

/** What somebody may use, and how they come by it. */
export async function fetchAccess(subject: Subject, query: ListQuery): Promise<ListPage<AccessObject>> {
  return await fetchList(`access/${subjectPath(subject)}`, query);
}

/** What was granted to just this user or group, on all kinds of objects. */
export const directPermissionsQuery = (subject: Subject) =>
  queryOptions({
    queryKey: ["access", "direct", subject],
    queryFn: async () =>
      (await request("GET", `api/session/data/postgresql/${subjectPath(subject)}/permissions`)) as PermissionSet,
  });

/** Everything that a user holds, also through groups. */
export const effectivePermissionsQuery = (username: string) =>
  queryOptions({
    queryKey: ["access", "effective", username],
    queryFn: async () => {
      const path = `api/session/data/postgresql/users/${encodeURIComponent(username)}/effectivePermissions`;
      return (await request("GET", path)) as PermissionSet;
    },
  });

/** The patches that make `after` of what was granted on an object before. */
export function grantPatches(
  object: PermissionObject,
  before: readonly ObjectPermission[],
  after: readonly ObjectPermission[],
): PermissionPatch[] {
  const path = `/${object.kind}Permissions/${object.identifier}`;
  return [
    ...after.filter((right) => !before.includes(right)).map((value) => ({ op: "add", path, value }) as const),
    ...before.filter((right) => !after.includes(right)).map((value) => ({ op: "remove", path, value }) as const),
  ];
}

/** The patch that grants a system permission or takes it away. */
export function systemPatch(op: "add" | "remove", value: string): PermissionPatch {
  return { op, path: "/systemPermissions", value };
}

/** Changes what was granted to just this user or group. */
export async function patchPermissions(subject: Subject, patches: readonly PermissionPatch[]): Promise<void> {
  await request("PATCH", `api/session/data/postgresql/${subjectPath(subject)}/permissions`, patches);
}
