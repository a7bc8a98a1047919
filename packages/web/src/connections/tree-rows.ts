import type { GroupItem } from "../api/connection-groups.ts";
import { type ConnectionItem, type ConnectionSource, pageLength } from "../api/connections.ts";
import { rootGroup } from "../api/gateway.ts";
import { groupsByParent } from "./group-tree.ts";
import type { TreeObject } from "./tree-object.ts";

/** As much of a source as has arrived; a page that has not is absent. */
export interface LoadedSource {
  /** How many connections there are in all; undefined as long as nothing has arrived. */
  readonly total: number | undefined;
  readonly pages: ReadonlyMap<number, readonly ConnectionItem[]>;
  readonly failure?: { readonly error: unknown; readonly retry: () => void };
}

interface RowPlace {
  readonly key: string;
  /** From 1, as `aria-level`. */
  readonly level: number;
  /** The group that it is in; undefined for the top. */
  readonly parent: string | undefined;
}

/** One line of the tree. */
export type TreeRow = RowPlace &
  (
    | { readonly kind: "root" }
    | { readonly kind: "object"; readonly object: TreeObject; readonly isExpanded?: boolean }
    /** A connection that has not arrived yet, and the page that it comes with. */
    | { readonly kind: "pending"; readonly source: ConnectionSource; readonly page: number }
    | { readonly kind: "failed"; readonly error: unknown; readonly retry: () => void }
    | { readonly kind: "empty" }
  );

/** The rows of the connections of a source, one for each that there is, arrived or not. */
function connectionRows(source: ConnectionSource, loaded: LoadedSource | undefined, place: Omit<RowPlace, "key">) {
  const name = JSON.stringify(source);
  const rows: TreeRow[] = [];
  for (let index = 0; index < (loaded?.total ?? 1); index += 1) {
    const page = Math.floor(index / pageLength);
    const connection = loaded?.pages.get(page)?.[index % pageLength];
    if (connection) {
      const object = { ...connection, kind: "connection" } as const;
      rows.push({ ...place, key: `connection:${connection.identifier}`, kind: "object", object });
    } else if (loaded?.failure && !loaded.pages.has(page)) {
      rows.push({ ...place, key: `failed:${name}`, kind: "failed", ...loaded.failure });
      break;
    } else {
      rows.push({ ...place, key: `pending:${name}:${index}`, kind: "pending", source, page });
    }
  }
  return rows;
}

/** @param isExpanded undefined where groups are not opened in their place */
function groupRow(group: GroupItem, level: number, isExpanded?: boolean): TreeRow {
  const place = { key: `group:${group.identifier}`, level, parent: group.parentIdentifier };
  const row = { ...place, kind: "object", object: { ...group, kind: "group" } } as const;
  return isExpanded === undefined ? row : { ...row, isExpanded };
}

/**
 * The lines of the tree from top to bottom: the root, then in each expanded group its groups and its connections.
 * @param loaded by the identifier of the group
 */
export function treeRows(
  groups: readonly GroupItem[],
  expanded: ReadonlySet<string>,
  loaded: ReadonlyMap<string, LoadedSource>,
): TreeRow[] {
  const children = groupsByParent(groups);
  const inside = (parent: string, level: number): TreeRow[] => {
    const inner = (children.get(parent) ?? []).flatMap((group) => {
      const isExpanded = expanded.has(group.identifier);
      return [groupRow(group, level, isExpanded), ...(isExpanded ? inside(group.identifier, level + 1) : [])];
    });
    const own = connectionRows({ parent }, loaded.get(parent), { level, parent });
    if (inner.length === 0 && own.length === 0) return [{ key: `empty:${parent}`, level, parent, kind: "empty" }];
    return [...inner, ...own];
  };
  return [{ key: "root", level: 1, parent: undefined, kind: "root" }, ...inside(rootGroup, 2)];
}

/** What was found, without the tree: groups first. */
export function foundRows(groups: readonly GroupItem[], search: string, loaded: LoadedSource | undefined): TreeRow[] {
  const place = { level: 1, parent: undefined };
  return [...groups.map((group) => groupRow(group, 1)), ...connectionRows({ search }, loaded, place)];
}
