import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import i18next from "i18next";
import { settings } from "../administration/routes.ts";
import { connectionTexts } from "../connection-form/routes.ts";
import { listSearch } from "../table/list-search.ts";

const loader = () => i18next.loadNamespaces([...connectionTexts]);

/** The group that something new is to be in. */
function parentSearch({ parent }: Record<string, unknown>): { parent?: string } {
  return parent === undefined ? {} : { parent: String(parent) };
}

const tree = createRoute({
  getParentRoute: () => settings,
  path: "connections",
  loader,
  component: lazyRouteComponent(() => import("./tree-page.tsx"), "ConnectionTreePage"),
});

const list = createRoute({
  getParentRoute: () => settings,
  path: "connections/all",
  validateSearch: listSearch(),
  loader,
  component: lazyRouteComponent(() => import("./list-page.tsx"), "ConnectionListPage"),
});

const newConnection = createRoute({
  getParentRoute: () => settings,
  path: "connections/new",
  validateSearch: (search: Record<string, unknown>): { parent?: string; copyOf?: string } => ({
    ...parentSearch(search),
    ...(search.copyOf !== undefined && { copyOf: String(search.copyOf) }),
  }),
  loader,
  component: lazyRouteComponent(() => import("../connection-form/connection-pages.tsx"), "NewConnectionPage"),
});

const editConnection = createRoute({
  getParentRoute: () => settings,
  path: "connections/$id",
  loader,
  component: lazyRouteComponent(() => import("../connection-form/connection-pages.tsx"), "EditConnectionPage"),
});

const newGroup = createRoute({
  getParentRoute: () => settings,
  path: "connectionGroups/new",
  validateSearch: parentSearch,
  loader,
  component: lazyRouteComponent(() => import("./group-page.tsx"), "NewGroupPage"),
});

const editGroup = createRoute({
  getParentRoute: () => settings,
  path: "connectionGroups/$id",
  loader,
  component: lazyRouteComponent(() => import("./group-page.tsx"), "EditGroupPage"),
});

/** The connections in the administration, their groups and their forms. */
export const connectionRoutes = [tree, list, newConnection, editConnection, newGroup, editGroup] as const;
