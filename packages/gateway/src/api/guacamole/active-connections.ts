import { listConnections } from "../../database/connections.ts";
import type { Caller } from "../../database/sign-ins.ts";
import type { LiveSession } from "../../sessions/session-store.ts";
import { IdentifierParameter } from "../access.ts";
import { notFound, permissionDenied } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";

function isOwn(session: LiveSession, caller: Caller): boolean {
  return session.userId === caller.userId;
}

/** A live session; whose it is, is told to its owner and to administrators. */
function sessionObject(session: LiveSession, caller: Caller): object {
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

/** The live sessions of the connections that the caller may READ. */
export function activeConnectionRoutes(routes: Routes, services: Services): void {
  const { queries, sessions } = services;

  async function visibleSessions(caller: Caller): Promise<LiveSession[]> {
    const active = await sessions.list();
    if (active.length === 0) {
      return [];
    }
    const readable = new Set((await listConnections(queries, caller.userId)).map((row) => String(row.connection_id)));
    return active.filter((session) => readable.has(session.connectionIdentifier) || isOwn(session, caller));
  }

  async function requireSession(caller: Caller, identifier: string): Promise<LiveSession> {
    const session = (await visibleSessions(caller)).find((candidate) => candidate.id === identifier);
    if (session === undefined) {
      throw notFound(identifier);
    }
    return session;
  }

  routes.get("/activeConnections", async ({ caller }) => {
    const visible = await visibleSessions(caller);
    return Object.fromEntries(visible.map((session) => [session.id, sessionObject(session, caller)]));
  });

  routes.get("/activeConnections/:identifier", { schema: { params: IdentifierParameter } }, async (request) =>
    sessionObject(await requireSession(request.caller, request.params.identifier), request.caller),
  );

  routes.delete(
    "/activeConnections/:identifier",
    { schema: { params: IdentifierParameter } },
    async (request, reply) => {
      const { caller } = request;
      const session = await requireSession(caller, request.params.identifier);
      if (!caller.administrator && !isOwn(session, caller)) {
        throw permissionDenied();
      }
      await sessions.end(session.id, isOwn(session, caller) ? "ended-by-user" : "disconnected-by-administrator");
      request.log.info({ session: session.id, username: caller.username }, "session ended by request");
      return reply.code(204).send();
    },
  );
}
