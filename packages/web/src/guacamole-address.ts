/**
 * The connection that a bookmark of Guacamole names: `#/client/{base64url(identifier \0 type \0 data source)}`.
 * @returns its identifier; undefined if the token is no such thing, or names a group or a running session.
 */
export function connectionOfBookmark(token: string): string | undefined {
  try {
    const [identifier, type] = atob(token.replaceAll("-", "+").replaceAll("_", "/")).split("\0");
    return type === "c" && identifier !== "" ? identifier : undefined;
  } catch {
    return undefined;
  }
}
