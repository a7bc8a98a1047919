import {
  createRoute,
  lazyRouteComponent,
  type ParsedLocation,
  redirect,
  retainSearchParams,
} from "@tanstack/react-router";
import i18next from "i18next";
import { type RouterContext, signedIn } from "../root-route.ts";
import type { HoursSearch } from "./hours-search.ts";

/** Whoever may see only their own hours is led to them. */
async function requireAccess({
  context,
  location,
}: {
  context: RouterContext;
  location: ParsedLocation;
}): Promise<void> {
  const [{ accessQuery }, { mayOpen }] = await Promise.all([import("../api/hours.ts"), import("./sections.ts")]);
  if (!mayOpen(await context.queryClient.ensureQueryData(accessQuery), location.pathname)) {
    throw redirect({ to: "/hours", replace: true });
  }
}

/** The frame of worked hours. A time zone, once chosen, stays from page to page. */
const hours = createRoute({
  getParentRoute: () => signedIn,
  path: "/hours",
  // Checked by `useHoursSearch`, so that not every page loads what checks it.
  validateSearch: (search: HoursSearch) => search,
  search: { middlewares: [retainSearchParams(["zone"])] },
  beforeLoad: requireAccess,
  loader: () => i18next.loadNamespaces(["hours", "hoursKeeping", "administration"]),
  component: lazyRouteComponent(() => import("./frame.tsx"), "HoursFrame"),
});

const own = createRoute({
  getParentRoute: () => hours,
  path: "/",
  component: lazyRouteComponent(() => import("./person-page.tsx"), "MyHoursPage"),
});

const report = createRoute({
  getParentRoute: () => hours,
  path: "report",
  component: lazyRouteComponent(() => import("./report/report-page.tsx"), "ReportPage"),
});

const day = createRoute({
  getParentRoute: () => hours,
  path: "day",
  component: lazyRouteComponent(() => import("./day-page.tsx"), "DayPage"),
});

const person = createRoute({
  getParentRoute: () => hours,
  path: "people/$name",
  component: lazyRouteComponent(() => import("./person-page.tsx"), "PersonPage"),
});

const corrections = createRoute({
  getParentRoute: () => hours,
  path: "corrections",
  component: lazyRouteComponent(() => import("./corrections/corrections-page.tsx"), "CorrectionsPage"),
});

const closing = createRoute({
  getParentRoute: () => hours,
  path: "closing",
  component: lazyRouteComponent(() => import("./closing/closing-page.tsx"), "ClosingPage"),
});

const frozen = createRoute({
  getParentRoute: () => hours,
  path: "closing/$month/$id",
  component: lazyRouteComponent(() => import("./closing/frozen-page.tsx"), "FrozenPage"),
});

const planning = createRoute({
  getParentRoute: () => hours,
  path: "planning",
  component: lazyRouteComponent(() => import("./planning/planning-page.tsx"), "PlanningPage"),
});

const roles = createRoute({
  getParentRoute: () => hours,
  path: "roles",
  component: lazyRouteComponent(() => import("./roles-page.tsx"), "RolesPage"),
});

const mail = createRoute({
  getParentRoute: () => hours,
  path: "mail",
  component: lazyRouteComponent(() => import("./mail-page.tsx"), "MailPage"),
});

export const hoursRoutes = hours.addChildren([
  own,
  report,
  day,
  person,
  corrections,
  closing,
  frozen,
  planning,
  roles,
  mail,
]);
