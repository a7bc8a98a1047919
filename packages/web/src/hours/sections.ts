import type { LinkProps } from "@tanstack/react-router";
import type { HoursAccess } from "../api/hours.ts";

interface Section {
  readonly key: "own" | "report" | "day" | "corrections" | "closing" | "planning" | "roles" | "mail";
  readonly to: NonNullable<LinkProps["to"]>;
  readonly isFor: (access: HoursAccess) => boolean;
}

/** Whether the person sees anybody's hours but their own. */
export function seesOthers({ all, teams }: HoursAccess): boolean {
  return all || teams.length > 0;
}

/** In the order in which the navigation shows them. */
const sections = [
  { key: "own", to: "/hours", isFor: () => true },
  { key: "report", to: "/hours/report", isFor: seesOthers },
  { key: "day", to: "/hours/day", isFor: seesOthers },
  { key: "corrections", to: "/hours/corrections", isFor: ({ all }) => all },
  { key: "closing", to: "/hours/closing", isFor: ({ all }) => all },
  { key: "planning", to: "/hours/planning", isFor: ({ all }) => all },
  { key: "roles", to: "/hours/roles", isFor: ({ all }) => all },
  { key: "mail", to: "/hours/mail", isFor: ({ correct }) => correct },
] as const satisfies readonly Section[];

/** Whether the page at an address is for the person. */
export function mayOpen(access: HoursAccess, pathname: string): boolean {
  if (pathname.startsWith("/hours/people/")) return seesOthers(access);
  if (pathname.startsWith("/hours/closing/")) return access.all;
  return hoursSectionsFor(access).some(({ to }) => to === pathname.replace(/\/$/, ""));
}

/** The pages of worked hours that are any use to the person. */
export function hoursSectionsFor(access: HoursAccess): readonly (typeof sections)[number][] {
  return sections.filter((section) => section.isFor(access));
}
