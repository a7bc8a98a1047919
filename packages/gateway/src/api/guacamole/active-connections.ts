import { Type } from "typebox";
import { type ApiError, unsupported } from "../api-error.ts";
import { endSessions, requireSession, visibleSessions } from "../live-sessions.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { IdentifierParameter } from "../shapes.ts";
import { identifierIn, operationError, Patches } from "./batch.ts";
import { connectionOf, sessionObject } from "./live-connections.ts";
import { sharingCredentials } from "./sharing-credentials.ts";

/** The live sessions of the connections that the caller may READ. */
export function activeConnectionRoutes(routes: Routes, services: Services): void {
  const { queries, sessions } = services;
  const tags = ["activeConnections"];
  const one = "/activeConnections/:identifier";
  const params = IdentifierParameter;

  routes.get(
    "/activeConnections",
    { schema: { tags, summary: "Live sessions of connections that the caller may READ" } },
    async ({ caller }) => {
      const visible = await visibleSessions(services, caller);
      return Object.fromEntries(visible.map((session) => [session.id, sessionObject(session)]));
    },
  );

  routes.get(one, { schema: { tags, summary: "A live session", params } }, async (request) =>
    sessionObject(await requireSession(services, request.caller, request.params.identifier)),
  );

  routes.get(
    `${one}/connection`,
    { schema: { tags, summary: "The connection of a live session", params } },
    async (request) =>
      connectionOf(queries, sessions, await requireSession(services, request.caller, request.params.identifier)),
  );

  routes.get(
    `${one}/sharingCredentials/:profile`,
    {
      schema: {
        tags,
        summary: "A new key by which others see a session of the caller's own, until it ends",
        params: Type.Object({ identifier: Type.String(), profile: Type.String() }),
      },
    },
    async ({ caller, params: { identifier, profile } }) => sharingCredentials(services, caller, identifier, profile),
  );

  routes.delete(
    one,
    { schema: { tags, summary: "Ends a live session", params } },
    async ({ caller, params: { identifier } }, reply) => {
      await endSessions(services, caller, [identifier]);
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
      await endSessions(services, caller, body.map(identifierIn));
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
