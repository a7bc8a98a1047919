import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { TooManyAttempts } from "../accounts/turns.ts";
import { SecretError } from "../secrets/secret-box.ts";
import { ApiError, conflict } from "./api-error.ts";
import { knownError } from "./known-error.ts";

/** What PostgreSQL says when another change came in between: serialization, deadlock, a reference or a name. */
const MET_ANOTHER_CHANGE = new Set(["40001", "40P01", "23503", "23505"]);

function apiErrorOf(error: unknown): ApiError {
  const known = knownError(error);
  if (known !== undefined) {
    return known;
  }
  if (error instanceof SecretError) {
    return new ApiError("INTERNAL_ERROR", error.message);
  }
  const { statusCode, message, code } = error as Partial<FastifyError>;
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new ApiError("BAD_REQUEST", message ?? "Bad request.", { status: statusCode });
  }
  if (code !== undefined && MET_ANOTHER_CHANGE.has(code)) {
    return conflict("Somebody else changed the same at the same time. Try again.");
  }
  return new ApiError("INTERNAL_ERROR", "Internal server error.");
}

/** Answers an error in the API's shape; logs what is no refusal. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = apiErrorOf(error);
  if (answer.status >= 500 && !(error instanceof ApiError)) {
    request.log.error({ err: error }, "request failed");
  }
  if (error instanceof TooManyAttempts) {
    reply.header("retry-after", error.retryAfter);
  }
  return reply.code(answer.status).send(answer.toJSON());
}
