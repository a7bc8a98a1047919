import { request } from "./request.ts";

/** Which part of a list is wanted, in which order. */
export interface ListQuery {
  /** Words to look for; "" for everything. */
  readonly search: string;
  /** A field of the list; with `-` before it, from the end. */
  readonly sort: string;
  readonly offset: number;
  readonly limit: number;
  /** Further conditions by name; "" for none. */
  readonly filters: Readonly<Record<string, string>>;
}

/** A part of a list, and how many there are in all. */
export interface ListPage<Item> {
  readonly total: number;
  readonly items: readonly Item[];
}

/** The query string of a list; what is not asked for is left out. */
export function listParameters({ search, sort, offset, limit, filters }: ListQuery): URLSearchParams {
  const wanted = Object.entries({ search, sort, ...filters }).filter(([, value]) => value !== "");
  return new URLSearchParams([...wanted, ["offset", String(offset)], ["limit", String(limit)]]);
}

/**
 * Asks for a part of a list.
 * @param path relative to /api/passerelle, such as `users`.
 * @throws ApiError
 */
export async function fetchList<Item>(path: string, query: ListQuery): Promise<ListPage<Item>> {
  return (await request("GET", `api/passerelle/${path}?${listParameters(query)}`)) as ListPage<Item>;
}
