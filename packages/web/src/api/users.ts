import { queryOptions } from "@tanstack/react-query";
import type { SignIn } from "./account.ts";
import { fetchList, type ListPage, type ListQuery } from "./lists.ts";
import type { ObjectPermission } from "./permissions.ts";
import { request } from "./request.ts";

const users = "api/session/data/postgresql/users";
const own = "api/passerelle/users";

/** A user as a line of a list; what only an administrator of the account may know is null or empty for others. */
export interface UserItem {
  readonly username: string;
  readonly disabled: boolean;
  readonly fullName: string | null;
  readonly email: string | null;
  readonly organization: string | null;
  readonly role: string | null;
  /** The password must be changed at the next sign-in. */
  readonly expired: boolean | null;
  /** yyyy-MM-dd, in the account's time zone. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly lastActive: number | null;
  readonly online: boolean;
  /** How many groups the user is a direct member of. */
  readonly groups: number;
  readonly secondFactors: readonly ("totp" | "passkey")[];
  readonly permissions: readonly ObjectPermission[];
}

/** Guacamole's attributes of a user or a group, by name; null is unset. */
export type Attributes = Readonly<Record<string, string | null>>;

/** A user as Guacamole's API knows one. */
export interface User {
  readonly username: string;
  readonly disabled: boolean;
  readonly attributes: Attributes;
  readonly lastActive?: number;
}

/** A change to many users; what is not named stays. */
export interface UserChange {
  readonly disabled?: boolean;
  readonly expired?: boolean;
  readonly addGroups?: readonly string[];
  readonly removeGroups?: readonly string[];
  /** Deletes the users. */
  readonly remove?: true;
}

function userPath(username: string): string {
  return `${users}/${encodeURIComponent(username)}`;
}

export async function fetchUsers(query: ListQuery): Promise<ListPage<UserItem>> {
  return await fetchList("users", query);
}

export const userQuery = (username: string) =>
  queryOptions({
    queryKey: ["users", "one", username],
    queryFn: async () => (await request("GET", userPath(username))) as User,
  });

/** @param user its password is one that nobody knows unless it is given. */
export async function createUser(user: User & { readonly password?: string }): Promise<void> {
  await request("POST", users, user);
}

/** Replaces what is stored; the password stays unless it is given. */
export async function updateUser(user: User & { readonly password?: string }): Promise<void> {
  await request("PUT", userPath(user.username), user);
}

/** Changes many users, or none if one of them cannot be changed; answers how many were. */
export async function changeUsers(usernames: readonly string[], change: UserChange): Promise<number> {
  return ((await request("POST", `${own}/bulk`, { usernames, ...change })) as { changed: number }).changed;
}

export const signInsOfQuery = (username: string) =>
  queryOptions({
    queryKey: ["users", "sign-ins", username],
    queryFn: async () => {
      const answer = await request("GET", `${own}/${encodeURIComponent(username)}/signIns`);
      return (answer as { items: readonly SignIn[] }).items;
    },
  });

/** Ends a sign-in of somebody else, or all of them. */
export async function endSignInOf(username: string, identifier?: string): Promise<void> {
  const one = identifier === undefined ? "" : `/${encodeURIComponent(identifier)}`;
  await request("DELETE", `${own}/${encodeURIComponent(username)}/signIns${one}`);
}

/** Takes away authenticator app, recovery codes and passkeys of somebody who lost them. */
export async function resetSecondFactors(username: string): Promise<void> {
  await request("DELETE", `${own}/${encodeURIComponent(username)}/secondFactors`);
}

/** A user as lists have one, for what Guacamole's API does not say; null if there is none that may be seen. */
export const userItemQuery = (username: string) =>
  queryOptions({
    queryKey: ["users", "item", username],
    queryFn: async () => {
      const query = { search: username, sort: "username", offset: 0, limit: 200, filters: {} };
      return (await fetchUsers(query)).items.find((item) => item.username === username) ?? null;
    },
  });
