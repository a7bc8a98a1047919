import type { FastifyInstance, FastifyRequest } from "fastify";
import type { AccountSettings } from "../accounts/account-settings.ts";
import { callerOfApiKey, isApiKey } from "../accounts/api-key.ts";
import { tokenHash } from "../accounts/token-hash.ts";
import { signInTimeout } from "../accounts/upkeep.ts";
import { touchApiKey } from "../database/api-keys.ts";
import type { Queries } from "../database/database.ts";
import { type Caller, findCaller, touchSignIns } from "../database/sign-ins.ts";
import { presentedToken, trustedToken } from "../http/presented-token.ts";
import { permissionDenied } from "./api-error.ts";
import { requireScope } from "./api-key-scopes.ts";
import type { Services } from "./services.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Set by `requireCaller` before any handler below it runs. */
    caller: Caller;
  }
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
/** How stale "last seen" may be before it is worth a write. */
const TOUCH_AFTER_MS = 60_000;

/** The caller of a sign-in's token; undefined when the token is worth nothing. */
export async function callerOfToken(queries: Queries, token: string | undefined): Promise<Caller | undefined> {
  return token === undefined ? undefined : findCaller(queries, tokenHash(token), new Date());
}

/** The caller of a sign-in's token or of an API key, at the address from which it came this time. */
export async function callerOfCredential(
  queries: Queries,
  credential: string | undefined,
  remoteHost: string,
): Promise<Caller | undefined> {
  const caller =
    credential !== undefined && isApiKey(credential)
      ? await callerOfApiKey(queries, credential, remoteHost, new Date())
      : await callerOfToken(queries, credential);
  return caller && { ...caller, remoteHost };
}

/** The caller of a request; a cookie alone does not let another site's page change anything. */
export async function callerOf(queries: Queries, request: FastifyRequest): Promise<Caller | undefined> {
  const { headers, url } = request.raw;
  const token = SAFE_METHODS.has(request.method)
    ? presentedToken(headers, url ?? "")?.token
    : trustedToken(headers, url ?? "");
  return callerOfCredential(queries, token, request.ip);
}

/** Keeps the sign-in of a caller from running out; of an API key it is remembered that it is in use. */
export async function keepAlive(queries: Queries, settings: AccountSettings, caller: Caller): Promise<void> {
  const now = new Date();
  if (now.getTime() - caller.lastSeen.getTime() > TOUCH_AFTER_MS) {
    await (caller.scopes === undefined
      ? touchSignIns(queries, [caller.signIn], now, signInTimeout(settings))
      : touchApiKey(queries, caller.signIn, caller.remoteHost, now));
  }
}

/** Everything registered on `routes` needs a signed-in caller, whose sign-in it keeps alive, or an API key with the scope. */
export function requireCaller(routes: FastifyInstance, { queries, accountSettings }: Services): void {
  routes.decorateRequest("caller");
  routes.addHook("onRequest", async (request) => {
    const caller = await callerOf(queries, request);
    if (caller === undefined) {
      throw permissionDenied();
    }
    requireScope(caller, SAFE_METHODS.has(request.method) ? "read" : "manage");
    request.caller = caller;
    await keepAlive(queries, accountSettings, caller);
  });
}
