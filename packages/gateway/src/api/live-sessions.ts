import { sql } from "kysely";
import { recordAudit } from "../database/audit.ts";
import { mayAccess } from "../database/permissions.ts";
import type { Caller } from "../database/sign-ins.ts";
import type { LiveSession } from "../sessions/session-store.ts";
import { notFound, permissionDenied } from "./api-error.ts";
import type { Services } from "./services.ts";

/** A live session as one caller may see it. */
export interface VisibleSession extends LiveSession {
  readonly isOwn: boolean;
  /** Whose it is, and from where, is told to its owner and to administrators. */
  readonly isKnown: boolean;
  readonly mayEnd: boolean;
}

function visible(session: LiveSession, caller: Caller): VisibleSession {
  const isOwn = session.userId === caller.userId;
  const isTrusted = isOwn || caller.administrator;
  return { ...session, isOwn, isKnown: isTrusted, mayEnd: isTrusted };
}

/** The live sessions of all gateways that a caller may see: the own ones, and those of connections that it may READ. */
export async function visibleSessions(services: Services, caller: Caller): Promise<VisibleSession[]> {
  const all = await services.sessions.list();
  if (all.length === 0) {
    return [];
  }
  const ids = new Set(all.map(({ connectionIdentifier }) => Number(connectionIdentifier)));
  const readable = await services.queries
    .selectFrom("guacamole_connection")
    .select("connection_id")
    .where("connection_id", "in", [...ids])
    .where(mayAccess(caller.userId, "connection", sql.ref("connection_id"), "READ"))
    .execute();
  const identifiers = new Set(readable.map(({ connection_id }) => String(connection_id)));
  return all
    .map((session) => visible(session, caller))
    .filter(({ isOwn, connectionIdentifier }) => isOwn || identifiers.has(connectionIdentifier));
}

/**
 * A live session that the caller may see.
 * @throws ApiError
 */
export async function requireSession(services: Services, caller: Caller, identifier: string): Promise<VisibleSession> {
  const session = (await visibleSessions(services, caller)).find(({ id }) => id === identifier);
  if (session === undefined) {
    throw notFound(identifier);
  }
  return session;
}

/**
 * Live sessions that the caller may end: own ones, or any as administrator. Each is answered once.
 * @throws ApiError
 */
async function requireEndable(
  services: Services,
  caller: Caller,
  identifiers: readonly string[],
): Promise<VisibleSession[]> {
  const sessions = new Map((await visibleSessions(services, caller)).map((session) => [session.id, session]));
  return [...new Set(identifiers)].map((identifier) => {
    const session = sessions.get(identifier);
    if (session === undefined) {
      throw notFound(identifier);
    }
    if (!session.mayEnd) {
      throw permissionDenied();
    }
    return session;
  });
}

/**
 * Ends live sessions for a caller who may end each of them.
 * @throws ApiError when one is over already
 */
export async function endSessions(services: Services, caller: Caller, identifiers: readonly string[]): Promise<void> {
  for (const session of await requireEndable(services, caller, identifiers)) {
    await recordSession(services, caller, session, "session.end");
    const reason = session.isOwn ? "ended-by-user" : "disconnected-by-administrator";
    if (!(await services.sessions.end(session.id, reason))) {
      throw notFound(session.id);
    }
  }
}

/** Writes into the audit log what was done to a live session. */
export async function recordSession(
  { queries }: Services,
  actor: Caller,
  { id, connectionName, username }: Pick<LiveSession, "id" | "connectionName" | "username">,
  action: "session.end" | "session.message" | "session.share" | "session.unshare",
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await recordAudit(queries, {
    actor,
    action,
    object: { kind: "session", identifier: id, name: connectionName },
    details: { username, ...details },
  });
}
