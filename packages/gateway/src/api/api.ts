import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import { badRequest, notFound } from "./api-error.ts";
import { requireCaller } from "./authentication.ts";
import { answerError } from "./error-answer.ts";
import { activeConnectionRoutes } from "./guacamole/active-connections.ts";
import { connectionGroupRoutes } from "./guacamole/connection-groups.ts";
import { connectionRoutes } from "./guacamole/connections.ts";
import { directoryRoutes } from "./guacamole/directory.ts";
import { historyRoutes } from "./guacamole/history.ts";
import { languageRoutes } from "./guacamole/languages.ts";
import { membershipRoutes } from "./guacamole/memberships.ts";
import { ownPasswordRoutes } from "./guacamole/own-password.ts";
import { permissionRoutes } from "./guacamole/permissions.ts";
import { schemaRoutes } from "./guacamole/schema.ts";
import { selfRoutes } from "./guacamole/self.ts";
import { sharingProfileRoutes } from "./guacamole/sharing-profiles.ts";
import { DATA_SOURCE, tokenRoutes } from "./guacamole/tokens.ts";
import { tunnelRoutes } from "./guacamole/tunnels.ts";
import { userGroupDirectory } from "./guacamole/user-groups.ts";
import { userDirectory } from "./guacamole/users.ts";
import { guestClipboardRoutes } from "./passerelle/guest-clipboard.ts";
import { passerelleApi } from "./passerelle/passerelle-api.ts";
import { passkeyLoginRoutes } from "./passerelle/passkey-login.ts";
import type { Routes } from "./routes.ts";
import type { Services } from "./services.ts";
import { holdsInfinity, isStorable, UNSTORABLE } from "./storable.ts";

/** Files are left to those who read them. */
function isFile(body: unknown): boolean {
  return Buffer.isBuffer(body) || body instanceof Readable;
}

async function refuseUnstorable({ url, body }: FastifyRequest): Promise<void> {
  if (url.includes("%00") || !(isFile(body) || isStorable(body))) {
    throw badRequest(UNSTORABLE);
  }
}

async function refuseInfinity({ query, params, body }: FastifyRequest): Promise<void> {
  if (holdsInfinity([query, params]) || (!isFile(body) && holdsInfinity(body))) {
    throw badRequest("A number is too large.");
  }
}

/** Some clients name JSON as the type of every request, also of a DELETE, which has no body. */
function acceptDeletionsWithoutBody(routes: Routes): void {
  const parseJson = routes.getDefaultJsonParser("error", "error");
  routes.addContentTypeParser<string>("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "" && request.method === "DELETE") {
      done(null, undefined);
    } else {
      parseJson(request, body, done);
    }
  });
}

/** The REST API in the shapes of Guacamole's; mounted at /api. */
export function api(services: Services): (routes: Routes) => Promise<void> {
  return async (routes) => {
    routes.setErrorHandler(answerError);
    acceptDeletionsWithoutBody(routes);
    routes.addHook("preValidation", refuseUnstorable);
    routes.addHook("preHandler", refuseInfinity);
    tokenRoutes(routes, services);
    passkeyLoginRoutes(routes, services);
    languageRoutes(routes);
    guestClipboardRoutes(routes, services);
    await routes.register(async (signedIn: Routes) => {
      requireCaller(signedIn, services);
      await signedIn.register(dataRoutes(services), { prefix: `/session/data/${DATA_SOURCE}` });
      tunnelRoutes(signedIn, services);
      await signedIn.register(passerelleApi(services), { prefix: "/passerelle" });
    });
    // A route rather than a handler of what has none: otherwise the page's files would be looked through first.
    routes.all("/*", { schema: { hide: true } }, async (request) => {
      throw notFound(request.url.split("?")[0]);
    });
  };
}

function dataRoutes(services: Services): (routes: Routes) => Promise<void> {
  return async (routes) => {
    directoryRoutes(routes, services, userDirectory(services));
    directoryRoutes(routes, services, userGroupDirectory);
    selfRoutes(routes, services);
    ownPasswordRoutes(routes, services);
    membershipRoutes(routes, services);
    permissionRoutes(routes, services);
    connectionRoutes(routes, services);
    connectionGroupRoutes(routes, services);
    sharingProfileRoutes(routes, services);
    activeConnectionRoutes(routes, services);
    historyRoutes(routes, services);
    schemaRoutes(routes);
  };
}
