import type { FastifyRequest } from "fastify";
import type { Site, Visitor } from "../accounts/identity-source.ts";
import { isSameOrigin } from "../http/same-origin.ts";

/** The page's own address: as the browser has it, which may be another than what a proxy asks for. */
function siteOf(request: FastifyRequest): Site {
  const { origin } = request.headers;
  const own = origin !== undefined && isSameOrigin(request.headers) && URL.canParse(origin);
  const address = own ? origin : `${request.protocol}://${request.host}`;
  return URL.canParse(address) ? { origin: address, host: new URL(address).hostname } : { origin: "", host: "" };
}

/** Where a request comes from. */
export function visitorOf(request: FastifyRequest): Visitor {
  return { remoteHost: request.ip, userAgent: request.headers["user-agent"], site: siteOf(request) };
}
