import type { FastifyInstance } from "fastify";
import type { ApiKeyScope } from "../accounts/api-key-scope.ts";
import type { Caller } from "../database/sign-ins.ts";
import { ApiError } from "./api-error.ts";

/** Whether a caller that came by an API key has the scope; one that signed in may do everything that its user may. */
export function mayDo(caller: Caller, scope: ApiKeyScope): boolean {
  return caller.scopes === undefined || caller.scopes.includes(scope);
}

/** @throws ApiError when the caller came by an API key without the scope. */
export function requireScope(caller: Caller, scope: ApiKeyScope): void {
  if (!mayDo(caller, scope)) {
    throw new ApiError("PERMISSION_DENIED", `This API key does not have the scope "${scope}".`);
  }
}

/** Everything registered on `routes` is for people who signed in: no key makes keys, or changes how its owner gets in. */
export function refuseApiKeys(routes: FastifyInstance): void {
  routes.addHook("onRequest", async ({ caller }) => {
    requirePerson(caller);
  });
}

/** @throws ApiError when the caller came by an API key. */
export function requirePerson(caller: Caller): void {
  if (caller.scopes !== undefined) {
    throw new ApiError("PERMISSION_DENIED", "No API key may do this; sign in.");
  }
}
