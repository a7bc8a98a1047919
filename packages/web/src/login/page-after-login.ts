/**
 * Where to go after signing in.
 * @param wanted the page that asked for it, from the address bar and so possibly forged.
 * @returns a path inside this application.
 */
export function pageAfterLogin(wanted: string | undefined): string {
  const isOurs = wanted?.startsWith("/") && !wanted.startsWith("//") && !wanted.startsWith("/login");
  return wanted !== undefined && isOurs ? wanted : "/";
}
