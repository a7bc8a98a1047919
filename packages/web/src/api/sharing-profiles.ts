import { queryOptions } from "@tanstack/react-query";
import { request } from "./request.ts";

/** What somebody gets who joins another person's session of a connection. */
export interface SharingProfile {
  readonly identifier: string;
  readonly name: string;
  readonly primaryConnectionIdentifier: string;
}

/** A profile as it is written, as a whole. */
export interface SharingProfileDraft {
  readonly name: string;
  readonly primaryConnectionIdentifier: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string>>;
}

const data = "api/session/data/postgresql";

function profilePath(identifier: string): string {
  return `${data}/sharingProfiles/${encodeURIComponent(identifier)}`;
}

async function listProfiles(connection: string): Promise<SharingProfile[]> {
  const path = `${data}/connections/${encodeURIComponent(connection)}/sharingProfiles`;
  const byIdentifier = (await request("GET", path)) as Record<string, SharingProfile>;
  return Object.values(byIdentifier).sort((a, b) => a.name.localeCompare(b.name));
}

export async function createProfile(profile: SharingProfileDraft): Promise<void> {
  await request("POST", `${data}/sharingProfiles`, profile);
}

export async function updateProfile(identifier: string, profile: SharingProfileDraft): Promise<void> {
  await request("PUT", profilePath(identifier), profile);
}

export async function deleteProfile(identifier: string): Promise<void> {
  await request("DELETE", profilePath(identifier));
}

/** The sharing profiles of a connection, in order of their names. */
export const profilesQuery = (connection: string) =>
  queryOptions({ queryKey: ["connections", "profiles", connection], queryFn: () => listProfiles(connection) });

/** The parameters of a profile; of those that the gateway uses, none is a secret. */
export const profileParametersQuery = (identifier: string) =>
  queryOptions({
    queryKey: ["connections", "profileParameters", identifier],
    queryFn: async () => (await request("GET", `${profilePath(identifier)}/parameters`)) as Record<string, string>,
    gcTime: 0,
    staleTime: 0,
  });
