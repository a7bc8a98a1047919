import type { IncomingHttpHeaders } from "node:http";
import { fastifyCookie } from "@fastify/cookie";
import { isSameOrigin } from "./same-origin.ts";

/** The page's cookie: scripts cannot read it, and other sites' pages do not make the browser send it. */
export const TOKEN_COOKIE = "passerelle-token";

/** A token that came with a request. */
export interface PresentedToken {
  readonly token: string;
  /** The browser sent it by itself, so another site's page may stand behind the request. */
  readonly ambient: boolean;
}

/** Only API keys come so (RFC 6750 2.1); a proxy's own bearer tokens are none of ours. */
const BEARER = /^Bearer +(psk_[\w-]+)$/i;

/** The token of a request: header `Guacamole-Token` or `Authorization`, else parameter `token`, else the page's cookie. */
export function presentedToken(headers: IncomingHttpHeaders, url: string): PresentedToken | undefined {
  const header = headers["guacamole-token"];
  if (typeof header === "string") {
    return { token: header, ambient: false };
  }
  const bearer = BEARER.exec(headers.authorization ?? "")?.[1];
  if (bearer !== undefined) {
    return { token: bearer, ambient: false };
  }
  const query = new URLSearchParams(url.split("?")[1] ?? "").get("token");
  if (query !== null) {
    return { token: query, ambient: false };
  }
  const cookie = fastifyCookie.parse(headers.cookie ?? "")[TOKEN_COOKIE];
  return cookie === undefined ? undefined : { token: cookie, ambient: true };
}

/** The token of a request that may change something: one that the browser added counts only from our own page. */
export function trustedToken(headers: IncomingHttpHeaders, url: string): string | undefined {
  const presented = presentedToken(headers, url);
  return presented?.ambient === true && !isSameOrigin(headers) ? undefined : presented?.token;
}
