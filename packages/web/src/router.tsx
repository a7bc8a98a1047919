import type { QueryClient } from "@tanstack/react-query";
import {
  createHashHistory,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type ParsedLocation,
  redirect,
} from "@tanstack/react-router";
import i18next from "i18next";
import { ApiError } from "./api/api-error.ts";
import { selfQuery } from "./api/queries.ts";
import { connectionOfBookmark } from "./guacamole-address.ts";
import { FailurePage } from "./shell/failure-page.tsx";
import { NotFoundPage } from "./shell/not-found-page.tsx";

interface RouterContext {
  readonly queryClient: QueryClient;
}

/** Lets only signed-in people pass; the others come back here after they have signed in. */
async function requireSignIn({
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

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet });

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: (search: Record<string, unknown>): { redirect?: string } =>
    typeof search.redirect === "string" ? { redirect: search.redirect } : {},
  component: lazyRouteComponent(() => import("./login/login-page.tsx"), "LoginPage"),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: requireSignIn,
  component: lazyRouteComponent(() => import("./shell/shell.tsx"), "Shell"),
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  component: lazyRouteComponent(() => import("./home/home-page.tsx"), "HomePage"),
});

const newConnection = createRoute({
  getParentRoute: () => signedIn,
  path: "/connections/new",
  validateSearch: (search: Record<string, unknown>): { copyOf?: string } =>
    search.copyOf === undefined ? {} : { copyOf: String(search.copyOf) },
  loader: () => i18next.loadNamespaces("parameters"),
  component: lazyRouteComponent(() => import("./connection-form/connection-pages.tsx"), "NewConnectionPage"),
});

const editConnection = createRoute({
  getParentRoute: () => signedIn,
  path: "/connections/$id/edit",
  loader: () => i18next.loadNamespaces("parameters"),
  component: lazyRouteComponent(() => import("./connection-form/connection-pages.tsx"), "EditConnectionPage"),
});

const account = createRoute({
  getParentRoute: () => signedIn,
  path: "/account",
  loader: () => i18next.loadNamespaces("account"),
  component: lazyRouteComponent(() => import("./account/account-page.tsx"), "AccountPage"),
});

const desktop = createRoute({
  getParentRoute: () => root,
  path: "/desktop/$id",
  beforeLoad: requireSignIn,
  loader: () => i18next.loadNamespaces("desktop"),
  component: lazyRouteComponent(() => import("./desktop/desktop-page.tsx"), "DesktopPage"),
});

/** Guacamole's address of a connection, so that its bookmarks go on working. */
const bookmark = createRoute({
  getParentRoute: () => root,
  path: "/client/$token",
  beforeLoad: ({ params }) => {
    const id = connectionOfBookmark(params.token);
    throw id === undefined ? redirect({ to: "/" }) : redirect({ to: "/desktop/$id", params: { id }, replace: true });
  },
});

/** The pages and their addresses; behind `#`, so that one file serves them under every prefix. */
export function createPages(queryClient: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      login,
      signedIn.addChildren([home, account, newConnection, editConnection]),
      desktop,
      bookmark,
    ]),
    history: createHashHistory(),
    context: { queryClient },
    defaultPreload: "intent",
    defaultErrorComponent: FailurePage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createPages>;
  }
}
