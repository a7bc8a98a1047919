import { type Static, Type } from "typebox";
import { requireObject } from "../access.ts";
import { badRequest, notFound } from "../api-error.ts";
import { endSessions, recordSession, requireSession, type VisibleSession, visibleSessions } from "../live-sessions.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { pageOf, pageQuery } from "./page.ts";
import { Done, Moment, nullable } from "./schemas.ts";

const Identifier = Type.Object({ id: Type.String({ maxLength: 36 }) });

const Session = Type.Object({
  identifier: Type.String({ description: "The UUID of its row in the history." }),
  connectionIdentifier: Type.String(),
  connectionName: Type.String(),
  username: nullable(Type.String({ description: "Null for other people's, unless the caller administers." })),
  remoteHost: nullable(Type.String()),
  startDate: Moment,
  state: Type.Union([Type.Literal("connecting"), Type.Literal("active"), Type.Literal("detached")]),
  mine: Type.Boolean(),
  mayEnd: Type.Boolean(),
});
type SessionItem = Static<typeof Session>;

const Message = Type.Object({ text: Type.String({ minLength: 1, maxLength: 500 }) }, { additionalProperties: false });

const SORTS = ["startDate", "connectionName", "username", "remoteHost", "state"] as const;

function itemOf(session: VisibleSession): SessionItem {
  return {
    identifier: session.id,
    connectionIdentifier: session.connectionIdentifier,
    connectionName: session.connectionName,
    username: session.isKnown ? session.username : null,
    remoteHost: session.isKnown ? session.remoteHost : null,
    startDate: session.startedAt.getTime(),
    state: session.state,
    mine: session.isOwn,
    mayEnd: session.mayEnd,
  };
}

function matches({ connectionName, username, remoteHost }: SessionItem, search: string): boolean {
  const text = [connectionName, username, remoteHost].join("\n").toLowerCase();
  return text.includes(search.toLowerCase());
}

/** Smaller first; what is not known comes last. */
function compare(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) {
    return Number(a === null) - Number(b === null);
  }
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}

function sorted(items: readonly SessionItem[], sort: string): SessionItem[] {
  const field = SORTS.find((candidate) => sort.replace(/^-/, "") === candidate) ?? "startDate";
  const direction = sort.startsWith("-") ? -1 : 1;
  return items.toSorted((a, b) => direction * compare(a[field], b[field]));
}

/** The live sessions of all gateways: to see, to end, to say something to. */
export function sessionRoutes(routes: Routes, services: Services): void {
  const { queries, sessions } = services;
  const tags = ["sessions"];

  routes.get(
    "/sessions",
    {
      schema: {
        tags,
        summary: "Live sessions: the own ones, and those of connections that the caller may READ",
        querystring: pageQuery(SORTS),
        response: { 200: pageOf(Session) },
      },
    },
    async ({ caller, query: { search = "", sort = "-startDate", offset, limit } }) => {
      const items = (await visibleSessions(services, caller)).map(itemOf).filter((item) => matches(item, search));
      return { total: items.length, items: sorted(items, sort).slice(offset, offset + limit) };
    },
  );

  routes.delete(
    "/sessions/:id",
    {
      schema: {
        tags,
        summary: "End a session; own ones, or as administrator",
        params: Identifier,
        response: { 204: Done },
      },
    },
    async ({ caller, params }, reply) => {
      await endSessions(services, caller, [params.id]);
      return reply.code(204).send(null);
    },
  );

  routes.post(
    "/sessions/:id/message",
    {
      schema: {
        tags,
        summary: "Show a text over the desktop of a session; needs UPDATE on its connection",
        params: Identifier,
        body: Message,
        response: { 204: Done },
      },
    },
    async ({ caller, params, body }, reply) => {
      const text = body.text.trim();
      if (text === "") {
        throw badRequest("The message is empty.");
      }
      const session = await requireSession(services, caller, params.id);
      await requireObject(queries, caller, "connection", session.connectionIdentifier, "UPDATE");
      await recordSession(services, caller, session, "session.message");
      if (!(await sessions.message(session.id, text))) {
        throw notFound(params.id);
      }
      return reply.code(204).send(null);
    },
  );
}
