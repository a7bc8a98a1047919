import { queryOptions } from "@tanstack/react-query";
import { request } from "./request.ts";

/** A way in which a session can be shared, and what it leaves to its guests. */
export interface SharingChoice {
  readonly identifier: string;
  readonly name: string;
  readonly readOnly: boolean;
  /** From the desktop to the guests. */
  readonly copy: boolean;
  /** From the guests to the desktop. */
  readonly paste: boolean;
}

/** A link that leads to a session. Moments are milliseconds since 1970. */
export interface SharedLink {
  readonly id: string;
  readonly profile: { readonly identifier: string; readonly name: string };
  readonly createdAt: number;
  /** Null: it holds as long as the session. */
  readonly expiresAt: number | null;
  /** How many are there through it. */
  readonly guests: number;
}

/** Somebody who looks at a session of another. */
export interface Guest {
  readonly id: string;
  /** The id of the link. */
  readonly link: string;
  /** Null: not signed in. */
  readonly username: string | null;
  readonly remoteHost: string;
  readonly since: number;
}

export interface SessionSharing {
  readonly profiles: readonly SharingChoice[];
  readonly links: readonly SharedLink[];
  readonly guests: readonly Guest[];
}

function sharingPath(session: string): string {
  return `api/passerelle/sessions/${encodeURIComponent(session)}/sharing`;
}

/** How a live session of the own is shared. */
export const sharingQuery = (session: string) =>
  queryOptions({
    queryKey: ["sharing", session],
    queryFn: async () => (await request("GET", sharingPath(session))) as SessionSharing,
    staleTime: 0,
  });

/**
 * Makes a link.
 * @param minutes for which it holds; undefined: as long as the session
 * @returns its id, and the key that it has; the key is told only now
 */
export async function makeLink(
  session: string,
  profile: string,
  minutes: number | undefined,
): Promise<{ readonly id: string; readonly key: string }> {
  const made = await request("POST", `${sharingPath(session)}/links`, { profile, ...(minutes && { minutes }) });
  return made as { id: string; key: string };
}

/** Makes a link useless; whoever is there through it has to leave. */
export async function revokeLink(session: string, link: string): Promise<void> {
  await request("DELETE", `${sharingPath(session)}/links/${encodeURIComponent(link)}`);
}

/** Has a guest leave. */
export async function sendAway(session: string, guest: string): Promise<void> {
  await request("DELETE", `${sharingPath(session)}/guests/${encodeURIComponent(guest)}`);
}
