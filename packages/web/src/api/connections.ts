import { queryOptions } from "@tanstack/react-query";
import { fetchList } from "./lists.ts";
import { request } from "./request.ts";

/** What somebody may do with an object. */
export type Permission = "READ" | "UPDATE" | "DELETE" | "ADMINISTER";

/** A connection as lists have it. */
export interface ConnectionItem {
  readonly identifier: string;
  readonly name: string;
  readonly parentIdentifier: string;
  /** Names of the groups around it, the outermost first. */
  readonly path: readonly string[];
  readonly protocol: string;
  readonly hostname: string | null;
  readonly username: string | null;
  readonly activeConnections: number;
  readonly lastActive: number | null;
  readonly permissions: readonly Permission[];
}

/** A connection as the form needs it: of secrets only the names of those that are stored. */
export interface StoredConnection {
  readonly identifier: string;
  readonly name: string;
  readonly parentIdentifier: string;
  readonly protocol: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly storedSecrets: readonly string[];
  readonly attributes: Readonly<Record<string, string | null>>;
  readonly permissions: readonly Permission[];
}

/** What becomes different; what is not named stays, null removes. */
export interface ConnectionChange {
  readonly name?: string;
  readonly parentIdentifier?: string;
  readonly parameters?: Readonly<Record<string, string | null>>;
  readonly attributes?: Readonly<Record<string, string | null>>;
}

export interface NewConnection extends ConnectionChange {
  readonly name: string;
  readonly protocol: string;
  /** A connection whose stored secrets are taken over, as far as `parameters` names no others. */
  readonly copySecretsOf?: string;
}

const connections = "api/passerelle/connections";

function connectionPath(identifier: string): string {
  return `${connections}/${encodeURIComponent(identifier)}`;
}

export async function fetchStoredConnection(identifier: string): Promise<StoredConnection> {
  return (await request("GET", connectionPath(identifier))) as StoredConnection;
}

/** @returns the identifier of the connection that was made */
export async function createConnection(connection: NewConnection): Promise<string> {
  const created = (await request("POST", connections, connection)) as { identifier: string };
  return created.identifier;
}

export async function changeConnection(identifier: string, change: ConnectionChange): Promise<void> {
  await request("PATCH", connectionPath(identifier), change);
}

/** Changes many connections alike, all or none. */
export async function changeConnections(
  identifiers: readonly string[],
  patch: Omit<ConnectionChange, "name">,
): Promise<void> {
  await request("POST", `${connections}/bulk`, { identifiers, patch });
}

/** Deletes many connections, all or none. */
export async function removeConnections(identifiers: readonly string[]): Promise<void> {
  await request("POST", `${connections}/bulk`, { identifiers, remove: true });
}

/** The form must start from what is stored now, so nothing of a connection is kept. */
export const storedConnectionQuery = (identifier: string) =>
  queryOptions({
    queryKey: ["connections", "stored", identifier],
    queryFn: () => fetchStoredConnection(identifier),
    gcTime: 0,
    staleTime: 0,
  });

/** Which connections: those directly in a group, or those that are found everywhere. */
export type ConnectionSource = { readonly parent: string } | { readonly search: string };

/** How many connections of a source are fetched at once. */
export const pageLength = 100;

/** The connections of a source from `page * pageLength` on, in order of their names. */
export const connectionsPageQuery = (source: ConnectionSource, page: number) =>
  queryOptions({
    queryKey: ["connections", "page", source, page],
    queryFn: () => {
      const { search, ...filters } = { search: "", ...source };
      const part = { sort: "name", offset: page * pageLength, limit: pageLength };
      return fetchList<ConnectionItem>("connections", { ...part, search, filters });
    },
  });
