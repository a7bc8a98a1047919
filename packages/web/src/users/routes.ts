import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import i18next from "i18next";
import { settings } from "../administration/routes.ts";
import { tabSearch } from "../administration/tab-search.ts";
import { listSearch } from "../table/list-search.ts";

const loader = () => i18next.loadNamespaces(["users", "administration", "account", "activity"]);

const users = createRoute({
  getParentRoute: () => settings,
  path: "users",
  validateSearch: listSearch("group", "disabled"),
  loader,
  component: lazyRouteComponent(() => import("./users-page.tsx"), "UsersPage"),
});

const user = createRoute({
  getParentRoute: () => settings,
  path: "users/$name",
  validateSearch: tabSearch,
  loader,
  component: lazyRouteComponent(() => import("./user-page.tsx"), "UserPage"),
});

export const userRoutes = [users, user] as const;
