import type { LinkProps } from "@tanstack/react-router";
import { isAdministrator, managesConnections, managesUserGroups, managesUsers, mayAudit } from "../api/permissions.ts";
import type { PermissionSet } from "../api/types.ts";

/** A part of the administration. */
interface Section {
  readonly key: "users" | "groups" | "connections" | "import" | "sessions" | "history" | "hours" | "bans" | "audit";
  readonly to: NonNullable<LinkProps["to"]>;
  /** Whether there is anything in it for the person. */
  readonly isFor: (permissions: PermissionSet, username: string) => boolean;
}

/** In the order in which the navigation shows them. */
const sections = [
  { key: "users", to: "/settings/users", isFor: managesUsers },
  { key: "groups", to: "/settings/groups", isFor: managesUserGroups },
  { key: "connections", to: "/settings/connections", isFor: managesConnections },
  { key: "sessions", to: "/settings/sessions", isFor: managesConnections },
  { key: "history", to: "/settings/history", isFor: mayAudit },
  { key: "hours", to: "/hours/report", isFor: mayAudit },
  { key: "bans", to: "/settings/bans", isFor: isAdministrator },
  { key: "audit", to: "/settings/audit", isFor: mayAudit },
  { key: "import", to: "/settings/import", isFor: managesConnections },
] as const satisfies readonly Section[];

/** The parts of the administration that the person has any use for; none for most people. */
export function sectionsFor(permissions: PermissionSet, username: string): readonly (typeof sections)[number][] {
  return sections.filter((section) => section.isFor(permissions, username));
}
