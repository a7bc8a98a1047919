import { request } from "./request.ts";
import type { ConnectionGroup, PermissionSet, Protocol, RecentConnection, SchemaForm, Self } from "./types.ts";

/** The identifier of the group that holds everything. */
export const rootGroup = "ROOT";

const data = "api/session/data/postgresql";

function connectionPath(identifier: string): string {
  return `${data}/connections/${encodeURIComponent(identifier)}`;
}

/**
 * Signs in; the gateway answers with a cookie.
 * @param fields all that were asked for, not only the newest.
 * @returns the recovery codes, if an authenticator app was set up with it; they are told only now.
 */
export async function signIn(fields: Readonly<Record<string, string>>): Promise<readonly string[] | undefined> {
  const answer = await request("POST", "api/tokens", new URLSearchParams(fields));
  return (answer as { readonly recoveryCodes?: readonly string[] }).recoveryCodes;
}

export async function signOut(): Promise<void> {
  await request("DELETE", "api/session");
}

export async function fetchSelf(): Promise<Self> {
  return (await request("GET", `${data}/self`)) as Self;
}

export async function fetchPermissions(): Promise<PermissionSet> {
  return (await request("GET", `${data}/self/effectivePermissions`)) as PermissionSet;
}

export async function changePassword(username: string, oldPassword: string, newPassword: string): Promise<void> {
  await request("PUT", `${data}/users/${encodeURIComponent(username)}/password`, { oldPassword, newPassword });
}

export async function fetchTree(): Promise<ConnectionGroup> {
  return (await request("GET", `${data}/connectionGroups/${rootGroup}/tree`)) as ConnectionGroup;
}

/** Identifiers of the connections that the person used, the last one first. */
export async function fetchRecent(): Promise<string[]> {
  const recent = (await request("GET", "api/passerelle/recent")) as RecentConnection[];
  return recent.map((connection) => connection.identifier);
}

export async function deleteConnection(identifier: string): Promise<void> {
  await request("DELETE", connectionPath(identifier));
}

export async function fetchProtocols(): Promise<Record<string, Protocol>> {
  return (await request("GET", `${data}/schema/protocols`)) as Record<string, Protocol>;
}

export async function fetchConnectionAttributes(): Promise<SchemaForm[]> {
  return (await request("GET", `${data}/schema/connectionAttributes`)) as SchemaForm[];
}
