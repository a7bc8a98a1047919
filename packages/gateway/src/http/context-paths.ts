import type { WebSettings } from "./web-settings.ts";

/** Where Guacamole's web application lives. */
const GUACAMOLE = "/guacamole";

/** The paths below which everything is served once more; without the root. */
export function contextPaths({ contextPath }: WebSettings): string[] {
  return [...new Set([contextPath, GUACAMOLE])].filter((path) => path !== "/");
}

/** `/guacamole/x` is `/x`. */
export function withoutContext(url: string, contexts: readonly string[]): string {
  const context = contexts.find((path) => url.startsWith(`${path}/`));
  return context === undefined ? url : url.slice(context.length);
}
