import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import i18next from "i18next";
import { signedIn } from "../root-route.ts";

/** The namespaces that the pages of connections need. */
export const connectionTexts = ["administration", "connections", "connectionTest", "parameters", "users"] as const;

const loader = () => i18next.loadNamespaces([...connectionTexts]);

const newConnection = createRoute({
  getParentRoute: () => signedIn,
  path: "connections/new",
  validateSearch: (search: Record<string, unknown>): { copyOf?: string } =>
    search.copyOf === undefined ? {} : { copyOf: String(search.copyOf) },
  loader,
  component: lazyRouteComponent(() => import("./connection-pages.tsx"), "NewConnectionPage"),
});

const editConnection = createRoute({
  getParentRoute: () => signedIn,
  path: "connections/$id/edit",
  loader,
  component: lazyRouteComponent(() => import("./connection-pages.tsx"), "EditConnectionPage"),
});

/** The form of a connection, for people who come from their own list. */
export const connectionFormRoutes = [newConnection, editConnection] as const;
