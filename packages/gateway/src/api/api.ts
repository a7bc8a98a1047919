import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { SecretError } from "../secrets/secret-box.ts";
import { ApiError, notFound } from "./api-error.ts";
import { requireCaller } from "./authentication.ts";
import type { Routes } from "./routes.ts";
import type { Services } from "./services.ts";
import { tokenRoutes } from "./tokens.ts";

function apiErrorOf(error: unknown): ApiError {
  if (error instanceof ApiError) {
    return error;
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
  return reply.code(answer.status).send(answer.toJSON());
}

/** The REST API in the shapes of Guacamole's; mounted at /api. */
export function api(services: Services): (routes: Routes) => Promise<void> {
  return async (routes) => {
    routes.setErrorHandler(answerError);
    routes.setNotFoundHandler((request, reply) => answerError(notFound(request.url.split("?")[0]), request, reply));
    tokenRoutes(routes, services);
    await routes.register(async (signedIn: Routes) => {
      requireCaller(signedIn, services.queries);
    });
  };
}
