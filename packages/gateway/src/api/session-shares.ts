import { readSharingParameters } from "../database/connection-parameters.ts";
import { listSharingProfiles, type SharingProfileRow } from "../database/sharing-profiles.ts";
import type { Caller } from "../database/sign-ins.ts";
import { type GuestPolicy, guestPolicy, restrictionsOf } from "../sharing/guest-policy.ts";
import type { SharedSession, ShareLink } from "../sharing/share-links.ts";
import { ApiError, notFound, permissionDenied } from "./api-error.ts";
import { requireScope } from "./api-key-scopes.ts";
import { recordSession, requireSession } from "./live-sessions.ts";
import type { Services } from "./services.ts";

/** A session of the caller's own that this gateway holds. @throws ApiError */
export async function requireShareable(services: Services, caller: Caller, id: string): Promise<SharedSession> {
  requireScope(caller, "connect");
  const shared = services.sessions.sharing.ownSession(caller.userId, id);
  if (shared) {
    return shared;
  }
  const { isOwn } = await requireSession(services, caller, id);
  throw isOwn ? notFound(id) : permissionDenied("A session is shared by whoever has opened it.");
}

/** The sharing profiles of the session's connection that the caller may READ. */
export async function profilesFor({ queries }: Services, caller: Caller, shared: SharedSession) {
  const rows = await listSharingProfiles(queries, caller.userId);
  return rows.filter((row) => String(row.primary_connection_id) === shared.session.connection.identifier);
}

/** What guests may who come by a link with this profile. */
export async function policyOf(
  { queries, secrets }: Services,
  { session }: SharedSession,
  { sharing_profile_id }: SharingProfileRow,
): Promise<GuestPolicy> {
  const parameters = await readSharingParameters(queries, secrets, sharing_profile_id);
  return guestPolicy(session.devicePlan, restrictionsOf(parameters));
}

/**
 * Makes a link to a session of the caller's own, which is told in the audit log.
 * @param minutes that it lasts at most; absent: as long as the session
 * @throws ApiError
 */
export async function makeLink(
  services: Services,
  caller: Caller,
  shared: SharedSession,
  profile: string,
  minutes?: number,
): Promise<{ readonly link: ShareLink; readonly key: string }> {
  const row = (await profilesFor(services, caller, shared)).find((one) => String(one.sharing_profile_id) === profile);
  if (row === undefined) {
    throw notFound(profile);
  }
  if (services.sessions.sharing.ownSession(caller.userId, shared.session.id) === undefined) {
    throw notFound(shared.session.id);
  }
  const name = row.sharing_profile_name;
  const made = services.sessions.sharing.makeLink(shared, { identifier: profile, name }, minutes);
  if (made === undefined) {
    throw new ApiError("BAD_REQUEST", "This session has as many links as it may have; revoke one first.", {
      status: 409,
    });
  }
  const details = { link: made.link.id, profile: name, ...(minutes !== undefined && { minutes }) };
  await recordSession(services, caller, describe(shared), "session.share", details);
  return made;
}

/** Revokes a link, which is told in the audit log. @throws ApiError */
export async function revokeLink(services: Services, caller: Caller, shared: SharedSession, id: string): Promise<void> {
  const link = services.sessions.sharing.linksOf(shared).find((one) => one.id === id);
  if (link === undefined) {
    throw notFound(id);
  }
  services.sessions.sharing.revoke(link);
  await recordSession(services, caller, describe(shared), "session.unshare", { link: id, profile: link.profile.name });
}

function describe({ session: { id, connection, principal } }: SharedSession) {
  return { id, connectionName: connection.name, username: principal.username };
}
