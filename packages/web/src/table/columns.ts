import type { ReactNode } from "react";

/** One column of a table. */
export interface Column<Item> {
  /** The field that the gateway sorts by, if the column is sortable. */
  readonly key: string;
  readonly heading: string;
  readonly render: (item: Item) => ReactNode;
  readonly isSortable?: boolean;
  /** Hidden where there is little room. */
  readonly isSecondary?: boolean;
}

/** The order after a click on a column's heading: upwards, then downwards. */
export function nextSort(sort: string, key: string): string {
  return sort === key ? `-${key}` : key;
}

/** What a column's heading says to screen readers. */
export function ariaSort(sort: string, key: string): "ascending" | "descending" | "none" {
  if (sort === key) return "ascending";
  return sort === `-${key}` ? "descending" : "none";
}
