import type { FastifyInstance, FastifyRequest } from "fastify";
import type { AccountSettings } from "../accounts/account-settings.ts";
import { tokenHash } from "../accounts/authenticator.ts";
import { signInTimeout } from "../accounts/upkeep.ts";
import type { Queries } from "../database/database.ts";
import { type Caller, findCaller, touchSignIns } from "../database/sign-ins.ts";
import { presentedToken, trustedToken } from "../http/presented-token.ts";
import { permissionDenied } from "./api-error.ts";
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

/** The caller of a token; undefined when the token is worth nothing. */
export async function callerOfToken(queries: Queries, token: string | undefined): Promise<Caller | undefined> {
  return token === undefined ? undefined : findCaller(queries, tokenHash(token), new Date());
}

/** The caller of a request; a cookie alone does not let another site's page change anything. */
export async function callerOf(queries: Queries, request: FastifyRequest): Promise<Caller | undefined> {
  const { headers, url } = request.raw;
  const token = SAFE_METHODS.has(request.method)
    ? presentedToken(headers, url ?? "")?.token
    : trustedToken(headers, url ?? "");
  return callerOfToken(queries, token);
}

/** Keeps the sign-in of a caller from running out. */
export async function keepAlive(queries: Queries, settings: AccountSettings, caller: Caller): Promise<void> {
  const now = new Date();
  if (now.getTime() - caller.lastSeen.getTime() > TOUCH_AFTER_MS) {
    await touchSignIns(queries, [caller.signIn], now, signInTimeout(settings));
  }
}

/** Everything registered on `routes` needs a signed-in caller, whose sign-in it keeps alive. */
export function requireCaller(routes: FastifyInstance, { queries, accountSettings }: Services): void {
  routes.decorateRequest("caller");
  routes.addHook("onRequest", async (request) => {
    const caller = await callerOf(queries, request);
    if (caller === undefined) {
      throw permissionDenied();
    }
    request.caller = caller;
    await keepAlive(queries, accountSettings, caller);
  });
}
