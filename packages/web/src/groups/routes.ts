import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import i18next from "i18next";
import { settings } from "../administration/routes.ts";
import { tabSearch } from "../administration/tab-search.ts";
import { listSearch } from "../table/list-search.ts";

const loader = () => i18next.loadNamespaces(["users", "administration", "account", "activity"]);

const groups = createRoute({
  getParentRoute: () => settings,
  path: "groups",
  validateSearch: listSearch(),
  loader,
  component: lazyRouteComponent(() => import("./groups-page.tsx"), "GroupsPage"),
});

const group = createRoute({
  getParentRoute: () => settings,
  path: "groups/$name",
  validateSearch: tabSearch,
  loader,
  component: lazyRouteComponent(() => import("./group-page.tsx"), "GroupPage"),
});

export const userGroupRoutes = [groups, group] as const;
