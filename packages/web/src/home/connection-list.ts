import type { Connection, ConnectionGroup } from "../api/types.ts";

/** Desktops under one heading. */
export interface Section {
  readonly identifier: string;
  /** Names of the groups from the outermost to this one; empty for the root. */
  readonly path: readonly string[];
  /** Balancing groups: each gives one of its connections, which are not shown themselves. */
  readonly groups: readonly ConnectionGroup[];
  readonly connections: readonly Connection[];
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name, undefined, { numeric: true, sensitivity: "base" });
}

/** One section for each group that holds desktops itself, outer groups before inner ones, all sorted by name. */
export function sectionsOf(group: ConnectionGroup, path: readonly string[] = []): Section[] {
  const connections = [...(group.childConnections ?? [])].sort(byName);
  const inner = [...(group.childConnectionGroups ?? [])].sort(byName);
  const groups = inner.filter(({ type }) => type === "BALANCING");
  const own =
    connections.length + groups.length > 0 ? [{ identifier: group.identifier, path, groups, connections }] : [];
  const organizing = inner.filter((child) => !groups.includes(child));
  return [...own, ...organizing.flatMap((child) => sectionsOf(child, [...path, child.name]))];
}

/** Lower case without accents, so that "hélène" is found by "Helene". */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .toLowerCase();
}

/** The sections with only those desktops whose name or groups contain every word of `search`. */
export function searchSections(sections: readonly Section[], search: string): Section[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  const within =
    ({ path }: Section) =>
    ({ name }: { readonly name: string }) => {
      const text = plain([...path, name].join(" "));
      return words.every((word) => text.includes(word));
    };
  return sections
    .map((section) => ({
      ...section,
      groups: section.groups.filter(within(section)),
      connections: section.connections.filter(within(section)),
    }))
    .filter((section) => desktopCount([section]) > 0);
}

/** How many desktops there are to open. */
export function desktopCount(sections: readonly Section[]): number {
  return sections.reduce((sum, { groups, connections }) => sum + groups.length + connections.length, 0);
}

/** How many recent connections are worth a section of their own. */
const recentLimit = 3;

/**
 * The connections used last, newest first.
 * @param identifiers of connections, newest first; those that no longer exist are passed over.
 * @returns nothing if it would only repeat the whole list.
 */
export function recentConnections(sections: readonly Section[], identifiers: readonly string[]): Connection[] {
  const all = new Map(sections.flatMap((section) => section.connections).map((one) => [one.identifier, one]));
  const recent = [...new Set(identifiers)].map((identifier) => all.get(identifier)).filter((one) => one !== undefined);
  return all.size > recentLimit ? recent.slice(0, recentLimit) : [];
}
