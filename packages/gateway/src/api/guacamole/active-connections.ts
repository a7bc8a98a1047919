import { Type } from "typebox";
import { recordAudit } from "../../database/audit.ts";
import type { Caller } from "../../database/sign-ins.ts";
import type { LiveSession } from "../../sessions/session-store.ts";
import { type ApiError, notFound, permissionDenied, unsupported } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { IdentifierParameter } from "../shapes.ts";
import { identifierIn, operationError, Patches } from "./batch.ts";
import { connectionOf, isOwn, sessionObject, visibleSessions } from "./live-connections.ts";

/** The live sessions of the connections that the caller may READ. */
export function activeConnectionRoutes(routes: Routes, services: Services): void {
  const { queries, sessions } = services;
  const tags = ["activeConnections"];
  const one = "/activeConnections/:identifier";
  const params = IdentifierParameter;

  async function requireSession(caller: Caller, identifier: string): Promise<LiveSession> {
    const visible = await visibleSessions(queries, sessions, caller);
    const session = visible.find((candidate) => candidate.id === identifier);
    if (session === undefined) {
      throw notFound(identifier);
    }
    return session;
  }

  async function requireEndable(caller: Caller, identifier: string): Promise<LiveSession> {
    const session = await requireSession(caller, identifier);
    if (!caller.administrator && !isOwn(session, caller)) {
      throw permissionDenied();
    }
    return session;
  }

  async function end(caller: Caller, session: LiveSession): Promise<void> {
    await sessions.end(session.id, isOwn(session, caller) ? "ended-by-user" : "disconnected-by-administrator");
    const object = { kind: "session", identifier: session.id, name: session.connectionName } as const;
    await recordAudit(queries, { actor: caller, action: "session.end", object, details: { user: session.username } });
  }

  routes.get(
    "/activeConnections",
    { schema: { tags, summary: "Live sessions of connections that the caller may READ" } },
    async ({ caller }) => {
      const visible = await visibleSessions(queries, sessions, caller);
      return Object.fromEntries(visible.map((session) => [session.id, sessionObject(session, caller)]));
    },
  );

  routes.get(one, { schema: { tags, summary: "A live session", params } }, async (request) =>
    sessionObject(await requireSession(request.caller, request.params.identifier), request.caller),
  );

  routes.get(
    `${one}/connection`,
    { schema: { tags, summary: "The connection of a live session", params } },
    async (request) => connectionOf(queries, sessions, await requireSession(request.caller, request.params.identifier)),
  );

  routes.get(
    `${one}/sharingCredentials/:profile`,
    {
      schema: {
        tags,
        summary: "Refused: live sessions cannot be shared yet",
        params: Type.Object({ identifier: Type.String(), profile: Type.String() }),
      },
    },
    async ({ caller, params: { identifier } }) => {
      await requireSession(caller, identifier);
      throw unsupported("Live sessions cannot be shared yet.");
    },
  );

  routes.delete(
    one,
    { schema: { tags, summary: "Ends a live session", params } },
    async ({ caller, params: { identifier } }, reply) => {
      await end(caller, await requireEndable(caller, identifier));
      return reply.code(204).send();
    },
  );

  routes.patch(
    "/activeConnections",
    { schema: { tags, summary: "Ends live sessions, all or none", body: Patches } },
    async ({ caller, body }) => {
      const wrong = body.find(({ op }) => op !== "remove");
      if (wrong !== undefined) {
        throw ["add", "replace"].includes(wrong.op) ? notMade() : operationError(wrong);
      }
      const ending = await Promise.all(body.map((patch) => requireEndable(caller, identifierIn(patch))));
      for (const session of ending) {
        await end(caller, session);
      }
      return { patches: body.map((patch) => ({ op: patch.op, identifier: identifierIn(patch), path: patch.path })) };
    },
  );

  routes.post("/activeConnections", { schema: { tags, summary: "Refused" } }, async () => {
    throw notMade();
  });
  routes.put(one, { schema: { tags, summary: "Refused", params } }, async () => {
    throw notMade();
  });
}

function notMade(): ApiError {
  return unsupported("Live sessions are begun by opening a desktop; they are not made or replaced here.");
}
