import { randomUUID } from "node:crypto";
import fastifyCookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import fastify, { LogController } from "fastify";
import type { Logger } from "pino";
import { api } from "../api/api.ts";
import type { Routes } from "../api/routes.ts";
import type { Services } from "../api/services.ts";
import { healthRoutes } from "./health.ts";
import { securityHeaders } from "./security-headers.ts";
import { servePage } from "./static-page.ts";
import { acceptTunnels } from "./tunnel-endpoint.ts";

/** Guacamole's default for `api-max-request-size`. */
const BODY_LIMIT = 2 * 1024 * 1024;
/** Where Guacamole's web application lives; everything is here, too. */
const OLD_PREFIX = "/guacamole";

/** `/guacamole/x` is `/x`. */
function withoutOldPrefix(url: string): string {
  return url.startsWith(`${OLD_PREFIX}/`) ? url.slice(OLD_PREFIX.length) : url;
}

/** A path as it may be logged: without the query and without tokens, which open a sign-in. */
function loggablePath(url: string): string {
  return url.split("?")[0].replaceAll(/[0-9A-Fa-f]{64}/g, "<token>");
}

/**
 * The web server: API, page, health and tunnels. It does not listen yet.
 * @param pageFolder the built page; the API works without it.
 */
export async function createServer(services: Services, pageFolder: string, logger: Logger): Promise<Routes> {
  const server = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 256 },
    rewriteUrl: (request) => withoutOldPrefix(request.url ?? "/"),
    ajv: { customOptions: { coerceTypes: true, removeAdditional: false } },
    forceCloseConnections: true,
  }).withTypeProvider<TypeBoxTypeProvider>() as unknown as Routes;

  securityHeaders(server);
  server.addHook("onResponse", async (request, reply) => {
    const { method, url, ip: remoteHost } = request;
    const milliseconds = Math.round(reply.elapsedTime);
    request.log.debug(
      { method, path: loggablePath(url), status: reply.statusCode, milliseconds, remoteHost },
      "request",
    );
  });
  await server.register(fastifyCookie);
  await server.register(formbody);
  healthRoutes(server, services.queries);
  server.get(OLD_PREFIX, async (_request, reply) => reply.redirect(`${OLD_PREFIX}/`));
  await server.register(api(services), { prefix: "/api" });
  await servePage(server, pageFolder);
  acceptTunnels(server, services, withoutOldPrefix);
  return server;
}
