import { Type } from "typebox";
import type { Caller } from "../../database/sign-ins.ts";
import { notFound } from "../api-error.ts";
import { type VisibleSession, visibleSessions } from "../live-sessions.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { connectionOf, sessionObject } from "./live-connections.ts";
import { PROTOCOLS } from "./schema.ts";
import { sharingCredentials } from "./sharing-credentials.ts";

const TunnelParameter = Type.Object({ uuid: Type.String() });

/** The caller's own live sessions, which Guacamole calls tunnels. */
export function tunnelRoutes(routes: Routes, services: Services): void {
  const { queries, sessions } = services;
  const tags = ["tunnels"];
  const one = "/session/tunnels/:uuid";
  const params = TunnelParameter;

  async function ownSessions(caller: Caller): Promise<VisibleSession[]> {
    return (await visibleSessions(services, caller)).filter(({ isOwn }) => isOwn);
  }

  async function requireOwn(caller: Caller, uuid: string): Promise<VisibleSession> {
    const session = (await ownSessions(caller)).find(({ id }) => id === uuid);
    if (session === undefined) {
      throw notFound(uuid);
    }
    return session;
  }

  routes.get(
    "/session/tunnels",
    { schema: { tags, summary: "The UUIDs of the caller's live sessions" } },
    async ({ caller }) => (await ownSessions(caller)).map(({ id }) => id),
  );

  routes.get(
    `${one}/protocol`,
    { schema: { tags, summary: "The protocol of a live session, with its forms", params } },
    async (request) => {
      await requireOwn(request.caller, request.params.uuid);
      return PROTOCOLS.rdp;
    },
  );

  routes.get(`${one}/activeConnection`, { schema: { tags, summary: "A live session", params } }, async (request) =>
    sessionObject(await requireOwn(request.caller, request.params.uuid)),
  );

  routes.get(
    `${one}/activeConnection/connection`,
    { schema: { tags, summary: "The connection of a live session", params } },
    async (request) => connectionOf(queries, sessions, await requireOwn(request.caller, request.params.uuid)),
  );

  routes.get(
    `${one}/activeConnection/sharingCredentials/:profile`,
    {
      schema: {
        tags,
        summary: "A new key by which others see a live session of the caller's, until it ends",
        params: Type.Object({ uuid: Type.String(), profile: Type.String() }),
      },
    },
    async ({ caller, params: { uuid, profile } }) => sharingCredentials(services, caller, uuid, profile),
  );
}
