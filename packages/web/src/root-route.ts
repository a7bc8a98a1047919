import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  Outlet,
  type ParsedLocation,
  redirect,
} from "@tanstack/react-router";
import { ApiError } from "./api/api-error.ts";
import { selfQuery } from "./api/queries.ts";
import { keyOfSharedLink } from "./guacamole-address.ts";

export interface RouterContext {
  readonly queryClient: QueryClient;
}

/** Lets only signed-in people pass; the others come back here after they have signed in. */
export async function requireSignIn({
  context,
  location,
}: {
  context: RouterContext;
  location: ParsedLocation;
}): Promise<void> {
  try {
    await context.queryClient.ensureQueryData(selfQuery);
  } catch (error) {
    if (!(error instanceof ApiError) || error.type !== "PERMISSION_DENIED") throw error;
    throw redirect({ to: "/login", search: { redirect: location.href } });
  }
}

/** Guacamole's links to shared sessions lead to the first page, which is only for people who are signed in. */
function openSharedLink({ location }: { location: ParsedLocation }): void {
  const key = keyOfSharedLink(location);
  if (key !== undefined) throw redirect({ to: "/share/$key", params: { key }, replace: true });
}

export const root = createRootRouteWithContext<RouterContext>()({ component: Outlet, beforeLoad: openSharedLink });

/** The pages of people who are signed in, in the frame of all of them. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import("./shell/shell.tsx"), "Shell"),
});
