import { type RefObject, useEffect } from "react";
import { nextInGrid } from "./grid-navigation.ts";

const cardSelector = "a[data-card]";

function isBusyElsewhere(target: EventTarget | null): boolean {
  const busy = "input, textarea, select, [contenteditable], [role=menu], [role=dialog]";
  return target instanceof HTMLElement && target.closest(busy) !== null;
}

/** Answers whether the key led anywhere. */
function handleInSearch(key: string, cards: readonly HTMLElement[]): boolean {
  if (key === "ArrowDown") cards[0]?.focus();
  else if (key === "Enter") cards[0]?.click();
  else return false;
  return true;
}

/** Answers whether the key led anywhere. */
function handleOnCard(key: string, cards: readonly HTMLElement[], index: number, searchField: HTMLElement): boolean {
  const positions = cards.map((card) => card.getBoundingClientRect());
  const next = nextInGrid(positions, index, key);
  if (next !== undefined) cards[next]?.focus();
  else if (key === "ArrowUp") searchField.focus();
  else return false;
  return true;
}

/**
 * The keyboard of a list of cards: `/` goes to the search field, arrows walk over the cards, Enter in the search field opens
 * the first card.
 */
export function useGridKeys(list: RefObject<HTMLElement | null>, searchField: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const handle = (event: KeyboardEvent): boolean => {
      const field = searchField.current;
      if (field === null || event.ctrlKey || event.altKey || event.metaKey) return false;
      const cards = [...(list.current?.querySelectorAll<HTMLElement>(cardSelector) ?? [])];
      if (event.target === field) return handleInSearch(event.key, cards);
      const index = cards.indexOf(event.target as HTMLElement);
      if (index >= 0 && handleOnCard(event.key, cards, index, field)) return true;
      if (event.key !== "/" || isBusyElsewhere(event.target)) return false;
      field.focus();
      return true;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (handle(event)) event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [list, searchField]);
}
