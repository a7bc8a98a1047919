import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a settled request was made by a page of this very server. Browsers say so in `Sec-Fetch-Site` behind TLS and on
 * loopback; elsewhere the `Origin` must name the host that was asked. A proxy that is not trusted may end TLS unseen, so a page
 * by https may ask what looks like http, but not the other way round.
 */
export function isSameOrigin(headers: IncomingHttpHeaders): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) {
    return site === "same-origin";
  }
  const page = URL.parse(headers.origin ?? "");
  const asked = page && URL.parse(`${page.protocol}//${headers.host}`);
  const isSafe = page?.protocol === "https:" || headers["x-forwarded-proto"] !== "https";
  return asked !== null && page?.host === asked.host && isSafe;
}
