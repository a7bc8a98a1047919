import { type KeyboardLayout, readLayout } from "./layout.ts";
import { LAYOUT_TABLES } from "./layout-tables.ts";

/** What keys are labelled with where the desktop's layout is none of `LAYOUT_TABLES`. */
const FALLBACK = "en-us-qwerty";

/** The layout of a name of Guacamole's; undefined: what its keys give is not known here. */
export function layoutNamed(name: string): KeyboardLayout | undefined {
  const table = Object.hasOwn(LAYOUT_TABLES, name) ? LAYOUT_TABLES[name] : undefined;
  return table && readLayout(table);
}

/** That layout, or the one with which the keys of the others are best named. */
export function labelsFor(name: string): KeyboardLayout {
  return layoutNamed(name) ?? layoutNamed(FALLBACK) ?? new Map();
}
