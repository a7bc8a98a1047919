import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import i18next from "i18next";
import { permissionsQuery, selfQuery } from "../api/queries.ts";
import { type RouterContext, signedIn } from "../root-route.ts";
import { sectionsFor } from "./sections.ts";

async function ownSections({ queryClient }: RouterContext) {
  const { username } = await queryClient.ensureQueryData(selfQuery);
  return sectionsFor(await queryClient.ensureQueryData(permissionsQuery), username);
}

/** The frame of the administration; whoever administers nothing is led to the connections. */
export const settings = createRoute({
  getParentRoute: () => signedIn,
  path: "/settings",
  beforeLoad: async ({ context }) => {
    if ((await ownSections(context)).length === 0) throw redirect({ to: "/" });
  },
  loader: () => i18next.loadNamespaces("administration"),
  component: lazyRouteComponent(() => import("./frame.tsx"), "AdministrationFrame"),
});

/** Without a part: the first that the person has a use for. */
export const settingsIndex = createRoute({
  getParentRoute: () => settings,
  path: "/",
  beforeLoad: async ({ context }) => {
    const [first] = await ownSections(context);
    throw redirect({ to: first?.to ?? "/", replace: true });
  },
});
