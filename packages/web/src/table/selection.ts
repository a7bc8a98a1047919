import { useState } from "react";

/** The rows that are ticked, on whatever page. */
export interface Selection<Item> {
  readonly items: readonly Item[];
  readonly has: (item: Item) => boolean;
  readonly set: (items: readonly Item[], isSelected: boolean) => void;
  readonly clear: () => void;
}

/** Keeps ticked rows by their key, also while other pages are shown. */
export function useSelection<Item>(keyOf: (item: Item) => string): Selection<Item> {
  const [selected, setSelected] = useState<ReadonlyMap<string, Item>>(new Map());
  return {
    items: [...selected.values()],
    has: (item) => selected.has(keyOf(item)),
    set: (items, isSelected) => {
      const next = new Map(selected);
      for (const item of items) {
        if (isSelected) next.set(keyOf(item), item);
        else next.delete(keyOf(item));
      }
      setSelected(next);
    },
    clear: () => setSelected(new Map()),
  };
}
