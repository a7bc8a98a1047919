import type { DesktopTarget } from "./desktop/desktop-target.ts";

const KINDS: Readonly<Record<string, DesktopTarget["kind"]>> = { c: "connection", g: "group" };

/**
 * What a bookmark of Guacamole names: `#/client/{base64url(identifier \0 type \0 data source)}`.
 * @returns undefined if the token is no such thing, or names a running session.
 */
export function targetOfBookmark(token: string): DesktopTarget | undefined {
  try {
    const [identifier = "", type = ""] = atob(token.replaceAll("-", "+").replaceAll("_", "/")).split("\0");
    const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
    return kind && identifier !== "" ? { kind, identifier } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The key of a link with which Guacamole shares a session: `#/?key={key}`.
 * @param address what is behind `#`
 * @returns undefined if the address is no such link
 */
export function keyOfSharedLink(address: {
  readonly pathname: string;
  readonly searchStr: string;
}): string | undefined {
  if (address.pathname !== "/") return undefined;
  return new URLSearchParams(address.searchStr).get("key") || undefined;
}
