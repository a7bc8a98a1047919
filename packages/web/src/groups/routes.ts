import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import i18next from "i18next";
import { settings } from "../administration/routes.ts";
import { listSearch } from "../table/list-search.ts";

const groups = createRoute({
  getParentRoute: () => settings,
  path: "groups",
  validateSearch: listSearch(),
  loader: () => i18next.loadNamespaces("users"),
  component: lazyRouteComponent(() => import("./groups-page.tsx"), "GroupsPage"),
});

export const userGroupRoutes = [groups] as const;
