import type { QueryClient } from "@tanstack/react-query";
import { createHashHistory, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import i18next from "i18next";
import { activityRoutes, apiKeys } from "./activity/routes.ts";
import { settings, settingsIndex } from "./administration/routes.ts";
import { connectionFormRoutes } from "./connection-form/routes.ts";
import { connectionRoutes } from "./connections/routes.ts";
import { exchangeRoutes } from "./exchange/routes.ts";
import { userGroupRoutes } from "./groups/routes.ts";
import { targetOfBookmark } from "./guacamole-address.ts";
import { hoursRoutes } from "./hours/routes.ts";
import { requireSignIn, root, signedIn } from "./root-route.ts";
import { FailurePage } from "./shell/failure-page.tsx";
import { NotFoundPage } from "./shell/not-found-page.tsx";
import { userRoutes } from "./users/routes.ts";

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: (search: Record<string, unknown>): { redirect?: string } =>
    typeof search.redirect === "string" ? { redirect: search.redirect } : {},
  component: lazyRouteComponent(() => import("./login/login-page.tsx"), "LoginPage"),
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  component: lazyRouteComponent(() => import("./home/home-page.tsx"), "HomePage"),
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

const groupDesktop = createRoute({
  getParentRoute: () => root,
  path: "/desktop/group/$id",
  beforeLoad: requireSignIn,
  loader: () => i18next.loadNamespaces("desktop"),
  component: lazyRouteComponent(() => import("./desktop/desktop-page.tsx"), "GroupDesktopPage"),
});

/** Somebody else's desktop, for whoever has a link to it: nobody need be signed in. */
const sharedDesktop = createRoute({
  getParentRoute: () => root,
  path: "/share/$key",
  loader: () => i18next.loadNamespaces(["desktop", "sharing"]),
  component: lazyRouteComponent(() => import("./desktop/sharing/shared-desktop-page.tsx"), "SharedDesktopPage"),
});

/** Guacamole's address of a connection or group, so that its bookmarks go on working. */
const bookmark = createRoute({
  getParentRoute: () => root,
  path: "/client/$token",
  beforeLoad: ({ params }) => {
    const target = targetOfBookmark(params.token);
    if (target === undefined) throw redirect({ to: "/" });
    const to = target.kind === "group" ? "/desktop/group/$id" : "/desktop/$id";
    throw redirect({ to, params: { id: target.identifier }, replace: true });
  },
});

/** The pages and their addresses; behind `#`, so that one file serves them under every prefix. */
export function createPages(queryClient: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      login,
      signedIn.addChildren([
        home,
        account,
        apiKeys,
        hoursRoutes,
        ...connectionFormRoutes,
        settings.addChildren([
          settingsIndex,
          ...userRoutes,
          ...userGroupRoutes,
          ...connectionRoutes,
          ...activityRoutes,
          ...exchangeRoutes,
        ]),
      ]),
      desktop,
      groupDesktop,
      sharedDesktop,
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
