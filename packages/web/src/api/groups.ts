import { queryOptions } from "@tanstack/react-query";
import { fetchList, type ListPage, type ListQuery } from "./lists.ts";
import type { ObjectPermission, Subject } from "./permissions.ts";
import { request } from "./request.ts";
import type { Attributes } from "./users.ts";

const data = "api/session/data/postgresql";

/** A user group as a line of a list. */
export interface UserGroupItem {
  readonly identifier: string;
  readonly disabled: boolean;
  readonly memberUsers: number;
  readonly memberGroups: number;
  readonly permissions: readonly ObjectPermission[];
}

/** A user group as Guacamole's API knows one. */
export interface UserGroup {
  readonly identifier: string;
  readonly disabled: boolean;
  readonly attributes: Attributes;
}

/** What a user or group has to do with groups: it is in some (`userGroups`), and a group has members. */
export type Membership = "userGroups" | "memberUsers" | "memberUserGroups";

function groupPath(identifier: string): string {
  return `${data}/userGroups/${encodeURIComponent(identifier)}`;
}

function membershipPath({ kind, name }: Subject, membership: Membership): string {
  return `${data}/${kind === "user" ? "users" : "userGroups"}/${encodeURIComponent(name)}/${membership}`;
}

export async function fetchUserGroups(query: ListQuery): Promise<ListPage<UserGroupItem>> {
  return await fetchList("userGroups", query);
}

export const userGroupQuery = (identifier: string) =>
  queryOptions({
    queryKey: ["userGroups", "one", identifier],
    queryFn: async () => (await request("GET", groupPath(identifier))) as UserGroup,
  });

export async function createUserGroup(group: UserGroup): Promise<void> {
  await request("POST", `${data}/userGroups`, group);
}

/** Replaces what is stored. */
export async function updateUserGroup(group: UserGroup): Promise<void> {
  await request("PUT", groupPath(group.identifier), group);
}

export async function deleteUserGroup(identifier: string): Promise<void> {
  await request("DELETE", groupPath(identifier));
}

/** Names of the groups that somebody is directly in, or of a group's direct members. */
export const membershipQuery = (subject: Subject, membership: Membership) =>
  queryOptions({
    queryKey: ["memberships", subject, membership],
    queryFn: async () => {
      const names = (await request("GET", membershipPath(subject, membership))) as string[];
      return names.sort((a, b) => a.localeCompare(b, undefined, { numeric: true, sensitivity: "base" }));
    },
  });

/** Adds or removes direct memberships; all or none. */
export async function changeMembership(
  subject: Subject,
  membership: Membership,
  op: "add" | "remove",
  names: readonly string[],
): Promise<void> {
  const patches = names.map((value) => ({ op, path: "/", value }));
  await request("PATCH", membershipPath(subject, membership), patches);
}
