import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { ListQuery } from "../api/lists.ts";
import { queryOf, searchOf } from "./list-search.ts";

/** Which part of a list is shown, and how to show another. */
export interface ListState {
  readonly query: ListQuery;
  /** Takes over what is named and goes to the first page, unless `offset` is named. */
  readonly change: (change: Partial<ListQuery>) => void;
}

/** `query` with a change: another search, order or filter begins on the first page. */
function changed(query: ListQuery, change: Partial<ListQuery>): ListQuery {
  return { ...query, offset: 0, ...change };
}

/**
 * The state of a list that stands in the page's address, so that Back and bookmarks work. The route's `validateSearch` must
 * be `listSearch(...)`.
 */
export function useAddressedList(usualSort: string): ListState {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const query = queryOf(search, usualSort);
  return {
    query,
    change: (change) => {
      const next = searchOf(changed(query, change), usualSort);
      // Every letter of a search would be a step back otherwise.
      const replace = "search" in change;
      navigate({ to: ".", search: next as never, replace, resetScroll: false });
    },
  };
}

/** The state of a list that is only a part of its page. */
export function useLocalList(usualSort: string, limit = 25): ListState {
  const [query, setQuery] = useState<ListQuery>({ search: "", sort: usualSort, offset: 0, limit, filters: {} });
  return { query, change: (change) => setQuery((before) => changed(before, change)) };
}
