import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import i18next from "i18next";
import { settings } from "../administration/routes.ts";
import { listSearch } from "../table/list-search.ts";

const users = createRoute({
  getParentRoute: () => settings,
  path: "users",
  validateSearch: listSearch("group", "disabled"),
  loader: () => i18next.loadNamespaces("users"),
  component: lazyRouteComponent(() => import("./users-page.tsx"), "UsersPage"),
});

export const userRoutes = [users] as const;
