import type { ListQuery } from "../api/lists.ts";

/** What the address of a page says about its list; what is as usual is left out. */
export type ListSearch = {
  readonly search?: string;
  readonly sort?: string;
  /** From 1. */
  readonly page?: number;
  readonly size?: number;
};

export const pageSizes = [25, 50, 100, 200] as const;
const usualSize = 50;

const pattern = { search: /^.{1,256}$/u, sort: /^-?\w{1,40}$/, filter: /^.{1,256}$/u };

function textOf(value: unknown, accepted: RegExp): string | undefined {
  const text = value === undefined || typeof value === "object" ? "" : String(value);
  return accepted.test(text) ? text : undefined;
}

function withoutGaps<Values extends object>(values: Values): Partial<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Values>;
}

/**
 * For `validateSearch` of a route with a list: takes what makes sense in the address and drops the rest.
 * @param filters names of the list's own filters.
 */
export function listSearch<Filter extends string = never>(...filters: readonly Filter[]) {
  return (given: Record<string, unknown>): ListSearch & { readonly [Name in Filter]?: string } => {
    const page = Number(given.page);
    const size = Number(given.size);
    const own = Object.fromEntries(filters.map((name) => [name, textOf(given[name], pattern.filter)]));
    return withoutGaps({
      ...own,
      search: textOf(given.search, pattern.search),
      sort: textOf(given.sort, pattern.sort),
      page: Number.isInteger(page) && page > 1 && page <= 1_000_000 ? page : undefined,
      size: pageSizes.some((known) => known === size) && size !== usualSize ? size : undefined,
    }) as ListSearch & { readonly [Name in Filter]?: string };
  };
}

/** What to ask the gateway for at this address. */
export function queryOf(
  { search = "", sort, page = 1, size = usualSize, ...filters }: ListSearch & Readonly<Record<string, unknown>>,
  usualSort: string,
): ListQuery {
  return {
    search,
    sort: sort ?? usualSort,
    offset: (page - 1) * size,
    limit: size,
    filters: Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, String(value ?? "")])),
  };
}

/** The address of a query; the inverse of `queryOf`. */
export function searchOf({ search, sort, offset, limit, filters }: ListQuery, usualSort: string): ListSearch {
  const page = Math.floor(offset / limit) + 1;
  return withoutGaps({
    ...Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, value === "" ? undefined : value])),
    search: search === "" ? undefined : search,
    sort: sort === usualSort ? undefined : sort,
    page: page > 1 ? page : undefined,
    size: limit === usualSize ? undefined : limit,
  }) as ListSearch;
}
