import { findConnection } from "../../database/connections.ts";
import type { Queries } from "../../database/database.ts";
import { parseIdentifier } from "../../database/identifier.ts";
import type { LiveSession } from "../../sessions/session-store.ts";
import { notFound } from "../api-error.ts";
import type { VisibleSession } from "../live-sessions.ts";
import type { LiveSessions } from "../services.ts";
import { connectionObject, countActive } from "./connection-objects.ts";

/** A live session as Guacamole's API answers it. */
export function sessionObject(session: VisibleSession): object {
  return {
    identifier: session.id,
    connectionIdentifier: session.connectionIdentifier,
    startDate: session.startedAt.getTime(),
    remoteHost: session.isKnown ? session.remoteHost : null,
    username: session.isKnown ? session.username : null,
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
