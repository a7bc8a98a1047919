import { type UseQueryResult, useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { type ConnectionItem, type ConnectionSource, connectionsPageQuery } from "../api/connections.ts";
import type { ListPage } from "../api/lists.ts";
import type { LoadedSource, TreeRow } from "./tree-rows.ts";

interface PageOfSource {
  readonly source: ConnectionSource;
  readonly page: number;
}

function nameOf(source: ConnectionSource): string {
  return "parent" in source ? source.parent : source.search;
}

function isSame(a: PageOfSource, b: PageOfSource): boolean {
  return a.page === b.page && JSON.stringify(a.source) === JSON.stringify(b.source);
}

/** What matters of the state of a page's query. */
interface PageState {
  readonly data: ListPage<ConnectionItem> | undefined;
  readonly error: unknown;
  readonly refetch: () => void;
}

/** Outside of the component, so that the answer is only a new one when the state of a query is. */
function statesOf(results: readonly UseQueryResult<ListPage<ConnectionItem>>[]): PageState[] {
  return results.map(({ data, error, refetch }) => ({ data, error, refetch }));
}

/** The pages put together by their source. */
function collect(wanted: readonly PageOfSource[], results: readonly PageState[]): ReadonlyMap<string, LoadedSource> {
  const found = new Map<string, LoadedSource>();
  for (const [index, { source, page }] of wanted.entries()) {
    const result = results[index];
    if (result === undefined) continue;
    const { data, error, refetch } = result;
    const before = found.get(nameOf(source));
    const pages = new Map(before?.pages);
    if (data) pages.set(page, data.items);
    const failure = error === null ? before?.failure : { error, retry: refetch };
    found.set(nameOf(source), { total: before?.total ?? data?.total, pages, ...(failure && { failure }) });
  }
  return found;
}

/**
 * Fetches the connections of some sources, page by page as they come into view.
 * @returns what has arrived, by the group's identifier or the search; and a function that is to be told what comes into view
 */
export function useLoadedSources(sources: readonly ConnectionSource[]): {
  loaded: ReadonlyMap<string, LoadedSource>;
  onRowsShown: (rows: readonly TreeRow[]) => void;
} {
  const [seen, setSeen] = useState<readonly PageOfSource[]>([]);
  const wanted = useMemo(() => {
    const names = new Set(sources.map(nameOf));
    return seen.filter(({ source }) => names.has(nameOf(source)));
  }, [sources, seen]);
  const results = useQueries({
    queries: wanted.map(({ source, page }) => connectionsPageQuery(source, page)),
    combine: statesOf,
  });

  const loaded = useMemo(() => collect(wanted, results), [wanted, results]);

  const onRowsShown = useCallback((rows: readonly TreeRow[]) => {
    const pending = rows.filter((row) => row.kind === "pending") as PageOfSource[];
    setSeen((before) => {
      const fresh = pending
        .map(({ source, page }) => ({ source, page }))
        .filter((one, index, all) => all.findIndex((other) => isSame(one, other)) === index)
        .filter((one) => !before.some((other) => isSame(one, other)));
      return fresh.length === 0 ? before : [...before, ...fresh];
    });
  }, []);

  return { loaded, onRowsShown };
}
