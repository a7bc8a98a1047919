import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import i18next from "i18next";
import { settings } from "../administration/routes.ts";
import { signedIn } from "../root-route.ts";
import { listSearch } from "../table/list-search.ts";

const loader = () => i18next.loadNamespaces(["activity", "administration"]);

const sessions = createRoute({
  getParentRoute: () => settings,
  path: "sessions",
  validateSearch: listSearch(),
  loader,
  component: lazyRouteComponent(() => import("./sessions-page.tsx"), "SessionsPage"),
});

const desktopHistory = createRoute({
  getParentRoute: () => settings,
  path: "history",
  validateSearch: listSearch("from", "to", "username", "connection"),
  loader,
  component: lazyRouteComponent(() => import("./history-page.tsx"), "DesktopHistoryPage"),
});

const loginHistory = createRoute({
  getParentRoute: () => settings,
  path: "history/logins",
  validateSearch: listSearch("from", "to", "username"),
  loader,
  component: lazyRouteComponent(() => import("./history-page.tsx"), "LoginHistoryPage"),
});

const bans = createRoute({
  getParentRoute: () => settings,
  path: "bans",
  validateSearch: listSearch(),
  loader,
  component: lazyRouteComponent(() => import("./bans-page.tsx"), "BansPage"),
});

const audit = createRoute({
  getParentRoute: () => settings,
  path: "audit",
  validateSearch: listSearch("from", "to", "action", "actor", "objectKind", "objectIdentifier"),
  loader,
  component: lazyRouteComponent(() => import("./audit-page.tsx"), "AuditPage"),
});

export const activityRoutes = [sessions, desktopHistory, loginHistory, bans, audit] as const;

/** Everybody may have keys. */
export const apiKeys = createRoute({
  getParentRoute: () => signedIn,
  path: "/account/apiKeys",
  validateSearch: listSearch("all"),
  loader,
  component: lazyRouteComponent(() => import("./api-keys-page.tsx"), "ApiKeysPage"),
});
