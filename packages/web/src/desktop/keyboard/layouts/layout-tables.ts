import { FURTHER } from "./tables/further.ts";
import { GERMANIC } from "./tables/germanic.ts";
import { ROMANCE } from "./tables/romance.ts";

/**
 * Windows' keyboard layouts, by Guacamole's names. A row is a row of the keyboard (see `KEY_ROWS`), key by key; `⇧` is the capital
 * of what the key gives without Shift, `◌` before a character makes it a dead key, `∅` is none, `⇧×3` is three times `⇧`.
 */
export const LAYOUT_TABLES = { ...ROMANCE, ...GERMANIC, ...FURTHER };

export type LayoutName = keyof typeof LAYOUT_TABLES;
