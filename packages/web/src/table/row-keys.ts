import type { KeyboardEvent } from "react";

/** Puts the keyboard on the first row's link. */
export function focusFirstRow(table: HTMLElement | null): void {
  table?.querySelector<HTMLElement>("[data-row-link]")?.focus();
}

/** Arrow keys, Home and End walk over the links of the rows. */
export function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row-link]")];
  const index = links.indexOf(event.target as HTMLElement);
  if (index < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: links.length - 1 }[event.key];
  const link = target === undefined ? undefined : links[target];
  if (link === undefined) return;
  event.preventDefault();
  link.focus();
}
