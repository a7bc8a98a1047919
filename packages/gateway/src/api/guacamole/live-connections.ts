import { findConnection, listConnections } from "../../database/connections.ts";
import type { Queries } from "../../database/database.ts";
import { parseIdentifier } from "../../database/identifier.ts";
import type { Caller } from "../../database/sign-ins.ts";
import type { LiveSession } from "../../sessions/session-store.ts";
import { notFound } from "../api-error.ts";
import type { LiveSessions } from "../services.ts";
import { connectionObject, countActive } from "./connection-objects.ts";

export function isOwn(session: LiveSession, caller: Caller): boolean {
  return session.userId === caller.userId;
}

/** The live sessions that a caller may know of: the own ones, and those of connections that the caller may READ. */
export async function visibleSessions(
  queries: Queries,
  sessions: LiveSessions,
  caller: Caller,
): Promise<readonly LiveSession[]> {
  const active = await sessions.list();
  if (active.length === 0) {
    return [];
  }
  const readable = new Set((await listConnections(queries, caller.userId)).map((row) => String(row.connection_id)));
  return active.filter((session) => readable.has(session.connectionIdentifier) || isOwn(session, caller));
}

/** A live session; whose it is, is told to its owner and to administrators. */
export function sessionObject(session: LiveSession, caller: Caller): object {
  const isKnown = caller.administrator || isOwn(session, caller);
  return {
    identifier: session.id,
    connectionIdentifier: session.connectionIdentifier,
    startDate: session.startedAt.getTime(),
    remoteHost: isKnown ? session.remoteHost : null,
    username: isKnown ? session.username : null,
    connectable: false,
  };
}

/** The connection of a live session as the API answers it. @throws ApiError */
export async function connectionOf(queries: Queries, sessions: LiveSessions, session: LiveSession): Promise<object> {
  const row = await findConnection(queries, parseIdentifier(session.connectionIdentifier) ?? 0);
  if (row === undefined) {
    throw notFound(session.connectionIdentifier);
  }
  return connectionObject(row, await countActive(sessions));
}
