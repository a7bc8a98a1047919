import type { IncomingHttpHeaders } from "node:http";

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/**
 * Whether a request was made by a page of this very server. Browsers say so in `Sec-Fetch-Site` behind TLS and on loopback;
 * elsewhere the `Origin` must name the host that was asked.
 */
export function isSameOrigin(headers: IncomingHttpHeaders): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) {
    return site === "same-origin";
  }
  const { origin, host } = headers;
  return origin !== undefined && host !== undefined && hostOf(origin) === host;
}
