import { endSession, requireSession, type VisibleSession, visibleSessions } from "../live-sessions.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { IdentifierParameter } from "../shapes.ts";

function sessionObject(session: VisibleSession): object {
  return {
    identifier: session.id,
    connectionIdentifier: session.connectionIdentifier,
    startDate: session.startedAt.getTime(),
    remoteHost: session.isKnown ? session.remoteHost : null,
    username: session.isKnown ? session.username : null,
    connectable: false,
  };
}

/** The live sessions of the connections that the caller may READ. */
export function activeConnectionRoutes(routes: Routes, services: Services): void {
  routes.get("/activeConnections", async ({ caller }) => {
    const visible = await visibleSessions(services, caller);
    return Object.fromEntries(visible.map((session) => [session.id, sessionObject(session)]));
  });

  routes.get("/activeConnections/:identifier", { schema: { params: IdentifierParameter } }, async (request) =>
    sessionObject(await requireSession(services, request.caller, request.params.identifier)),
  );

  routes.delete(
    "/activeConnections/:identifier",
    { schema: { params: IdentifierParameter } },
    async (request, reply) => {
      await endSession(services, request.caller, request.params.identifier);
      return reply.code(204).send();
    },
  );
}
