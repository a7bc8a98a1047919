import { randomUUID } from "node:crypto";
import fastifyCookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import fastify, { LogController } from "fastify";
import type { Logger } from "pino";
import { api } from "../api/api.ts";
import { answerError } from "../api/error-answer.ts";
import type { Routes } from "../api/routes.ts";
import type { Services } from "../api/services.ts";
import { settleClient } from "./client-address.ts";
import { contextPaths, withoutContext } from "./context-paths.ts";
import { healthRoutes } from "./health.ts";
import { describeRoutes } from "./openapi.ts";
import { securityHeaders } from "./security-headers.ts";
import { servePage } from "./static-page.ts";
import { acceptTunnels } from "./tunnel-endpoint.ts";

/** A path as it may be logged: without the query and without tokens, which open a sign-in. */
function loggablePath(url: string): string {
  return url.split("?")[0].replaceAll(/[0-9A-Fa-f]{64}/g, "<token>");
}

/** Warns once: behind a proxy that is not trusted, all people have one address, and one guesser keeps all of them out. */
function proxyWarning(logger: Logger): (address: string | undefined) => void {
  let isTold = false;
  return (address) => {
    if (address !== undefined && !isTold) {
      isTold = true;
      logger.warn(
        { address },
        "somebody who is not trusted says whom they ask for; if that is your reverse proxy, name it in PASSERELLE_TRUSTED_PROXIES",
      );
    }
  };
}

/** The longest name, 128 characters outside the basic plane, each of four bytes, percent-encoded. */
const MAX_PARAMETER_LENGTH = 128 * 4 * 3;

/**
 * The web server: API, page, health and tunnels. It does not listen yet.
 * @param pageFolder the built page; the API works without it.
 */
export async function createServer(services: Services, pageFolder: string, logger: Logger): Promise<Routes> {
  const { webSettings } = services;
  const contexts = contextPaths(webSettings);
  const warnOfProxy = proxyWarning(logger);
  const server = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: webSettings.maxRequestSize,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: MAX_PARAMETER_LENGTH },
    // Called before all else. From there on forwarding headers are ours, and Fastify may believe them.
    rewriteUrl: (request) => {
      warnOfProxy(settleClient(request, webSettings.proxies));
      return withoutContext(request.url ?? "/", contexts);
    },
    trustProxy: true,
    // An address that cannot be decoded finds no route whose own handler of errors would answer.
    frameworkErrors: answerError,
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
  await describeRoutes(server);
  healthRoutes(server, services.queries);
  for (const context of contexts) {
    server.get(context, { schema: { hide: true } }, async (_request, reply) => reply.redirect(`${context}/`));
  }
  await server.register(api(services), { prefix: "/api" });
  await servePage(server, pageFolder);
  acceptTunnels(server, services, contexts);
  return server;
}
