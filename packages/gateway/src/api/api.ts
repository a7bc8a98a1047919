import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { TooManyAttempts } from "../accounts/turns.ts";
import { SecretError } from "../secrets/secret-box.ts";
import { accountError } from "./account-error.ts";
import { ApiError, badRequest, notFound } from "./api-error.ts";
import { requireCaller } from "./authentication.ts";
import { activeConnectionRoutes } from "./guacamole/active-connections.ts";
import { connectionGroupRoutes } from "./guacamole/connection-groups.ts";
import { connectionRoutes } from "./guacamole/connections.ts";
import { historyRoutes } from "./guacamole/history.ts";
import { languageRoutes } from "./guacamole/languages.ts";
import { schemaRoutes } from "./guacamole/schema.ts";
import { selfRoutes } from "./guacamole/self.ts";
import { DATA_SOURCE, tokenRoutes } from "./guacamole/tokens.ts";
import { passerelleApi } from "./passerelle/passerelle-api.ts";
import { passkeyLoginRoutes } from "./passerelle/passkey-login.ts";
import type { Routes } from "./routes.ts";
import type { Services } from "./services.ts";

function apiErrorOf(error: unknown): ApiError {
  const known = error instanceof ApiError ? error : accountError(error);
  if (known !== undefined) {
    return known;
  }
  if (error instanceof SecretError) {
    return new ApiError("INTERNAL_ERROR", error.message);
  }
  const { statusCode, message } = error as Partial<FastifyError>;
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new ApiError("BAD_REQUEST", message ?? "Bad request.", { status: statusCode });
  }
  return new ApiError("INTERNAL_ERROR", "Internal server error.");
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = apiErrorOf(error);
  if (answer.status >= 500) {
    request.log.error({ err: error }, "request failed");
  }
  if (error instanceof TooManyAttempts) {
    reply.header("retry-after", error.retryAfter);
  }
  return reply.code(answer.status).send(answer.toJSON());
}

/** The escape of U+0000, not a backslash that somebody typed. */
const NUL_IN_JSON = /(?<!\\)(?:\\\\)*\\u0000/;

/** PostgreSQL stores no U+0000 in texts. */
async function refuseNul(request: FastifyRequest): Promise<void> {
  if (request.url.includes("%00") || NUL_IN_JSON.test(JSON.stringify(request.body ?? null))) {
    throw badRequest("The character U+0000 cannot be stored.");
  }
}

/** The REST API in the shapes of Guacamole's; mounted at /api. */
export function api(services: Services): (routes: Routes) => Promise<void> {
  return async (routes) => {
    routes.setErrorHandler(answerError);
    routes.addHook("preValidation", refuseNul);
    tokenRoutes(routes, services);
    passkeyLoginRoutes(routes, services);
    languageRoutes(routes, services.webSettings.languages);
    await routes.register(async (signedIn: Routes) => {
      requireCaller(signedIn, services);
      await signedIn.register(dataRoutes(services), { prefix: `/session/data/${DATA_SOURCE}` });
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
    connectionRoutes(routes, services);
    connectionGroupRoutes(routes, services);
    activeConnectionRoutes(routes, services);
    historyRoutes(routes, services);
    schemaRoutes(routes);
    selfRoutes(routes, services);
  };
}
