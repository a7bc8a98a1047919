import type { Connection, ConnectionGroup } from "../api/types.ts";

/** Connections under one heading. */
export interface Section {
  readonly identifier: string;
  /** Names of the groups from the outermost to this one; empty for the root. */
  readonly path: readonly string[];
  readonly connections: readonly Connection[];
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name, undefined, { numeric: true, sensitivity: "base" });
}

/** One section for each group that holds connections itself, outer groups before inner ones, all sorted by name. */
export function sectionsOf(group: ConnectionGroup, path: readonly string[] = []): Section[] {
  const connections = [...(group.childConnections ?? [])].sort(byName);
  const own = connections.length > 0 ? [{ identifier: group.identifier, path, connections }] : [];
  const inner = [...(group.childConnectionGroups ?? [])].sort(byName);
  return [...own, ...inner.flatMap((child) => sectionsOf(child, [...path, child.name]))];
}

/** Lower case without accents, so that "hélène" is found by "Helene". */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .toLowerCase();
}

/** The sections with only those connections whose name or groups contain every word of `search`. */
export function searchSections(sections: readonly Section[], search: string): Section[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  const matches = (section: Section, connection: Connection) => {
    const text = plain([...section.path, connection.name].join(" "));
    return words.every((word) => text.includes(word));
  };
  return sections
    .map((section) => ({ ...section, connections: section.connections.filter((one) => matches(section, one)) }))
    .filter((section) => section.connections.length > 0);
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
