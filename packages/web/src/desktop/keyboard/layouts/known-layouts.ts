import { KeyboardLayout } from "./layout.ts";
import { LAYOUT_TABLES, type LayoutName } from "./layout-tables.ts";

/** The layout of a name of Guacamole's; undefined: what its keys give is not known, as with `failsafe`. */
export function layoutNamed(name: string): KeyboardLayout | undefined {
  return Object.hasOwn(LAYOUT_TABLES, name) ? new KeyboardLayout(LAYOUT_TABLES[name as LayoutName]) : undefined;
}

/** That layout, or the one with which the keys of the others are best named. */
export function labelsFor(name: string): KeyboardLayout {
  return layoutNamed(name) ?? new KeyboardLayout(LAYOUT_TABLES["en-us-qwerty"]);
}
