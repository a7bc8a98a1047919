import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import i18next from "i18next";
import { settings } from "../administration/routes.ts";

const importAndExport = createRoute({
  getParentRoute: () => settings,
  path: "import",
  loader: () => i18next.loadNamespaces(["exchange"]),
  component: lazyRouteComponent(() => import("./exchange-page.tsx"), "ExchangePage"),
});

/** Connections from files and other installations, and into files. */
export const exchangeRoutes = [importAndExport] as const;
