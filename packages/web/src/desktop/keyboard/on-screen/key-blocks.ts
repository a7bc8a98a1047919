import { KEY_ROWS } from "../layouts/key-rows.ts";
import type { KeyboardLayout } from "../layouts/layout.ts";

/** A key, or a gap where there is no code; `width` in quarters of a usual key. */
interface Place {
  readonly code: string | undefined;
  readonly width: number;
}

/** Keys that belong together, row by row. */
export interface KeyBlock {
  readonly name: "main" | "navigation" | "numbers";
  /** Quarters of a key that its rows are wide. */
  readonly width: number;
  readonly rows: readonly (readonly Place[])[];
}

const [DIGITS = [], UPPER = [], MIDDLE = [], LOWER = []] = KEY_ROWS;
const FUNCTIONS = Array.from({ length: 12 }, (_, index) => `F${index + 1}`);
const HAS_JAPANESE_KEYS = "IntlYen";

/** `Tab:6` is a key of one and a half, `_` a gap. */
function row(...keys: readonly string[]): Place[] {
  return keys.map((key) => {
    const [code = "", width = "4"] = key.split(":");
    return { code: code === "_" ? undefined : code, width: Number(width) };
  });
}

/** The main block of a board with 105 keys, or of a Japanese or Brazilian one; its Enter is in one row. */
function mainBlock(layout: KeyboardLayout): KeyBlock {
  const isJapanese = layout.has(HAS_JAPANESE_KEYS);
  const lower = LOWER.filter((code) => (code.startsWith("Intl") ? layout.has(code) : true));
  // With the key beside Z missing, the left Shift is as wide as both; the right one makes room for what is beside it.
  const [left, right] = [layout.has("IntlBackslash") ? 5 : 9, layout.has("IntlRo") ? 7 : 11];
  const space = isJapanese ? ["NonConvert:5", "Space:10", "Convert:5", "KanaMode:5"] : ["Space:25"];
  return {
    name: "main",
    width: 60,
    rows: [
      row("Escape", "_:2", ...FUNCTIONS.slice(0, 4), "_:3", ...FUNCTIONS.slice(4, 8), "_:3", ...FUNCTIONS.slice(8)),
      row(...DIGITS.slice(0, 13), ...(isJapanese ? ["IntlYen", "Backspace"] : ["Backspace:8"])),
      row("Tab:6", ...UPPER, "Delete:6"),
      row("CapsLock:7", ...MIDDLE, "Enter:5"),
      row(`ShiftLeft:${left}`, ...lower, `ShiftRight:${right}`),
      row(
        ...["ControlLeft:5", "MetaLeft:5", "AltLeft:5", ...space],
        ...["AltRight:5", "MetaRight:5", "ContextMenu:5", "ControlRight:5"],
      ),
    ],
  };
}

const NAVIGATION: KeyBlock = {
  name: "navigation",
  width: 12,
  rows: [
    row("PrintScreen", "ScrollLock", "Pause"),
    row("Insert", "Home", "PageUp"),
    row("Delete", "End", "PageDown"),
    row("_:12"),
    row("_", "ArrowUp", "_"),
    row("ArrowLeft", "ArrowDown", "ArrowRight"),
  ],
};

const NUMBERS: KeyBlock = {
  name: "numbers",
  width: 16,
  rows: [
    row("_:16"),
    row("NumLock", "NumpadDivide", "NumpadMultiply", "NumpadSubtract"),
    row("Numpad7", "Numpad8", "Numpad9", "NumpadAdd"),
    row("Numpad4", "Numpad5", "Numpad6", "_"),
    row("Numpad1", "Numpad2", "Numpad3", "NumpadEnter"),
    row("Numpad0:8", "NumpadDecimal", "_"),
  ],
};

/** All that fits thirteen keys side by side, as on a phone. What is one too many in its row is beside the space bar. */
function smallBlock(layout: KeyboardLayout): KeyBlock {
  const isJapanese = layout.has(HAS_JAPANESE_KEYS);
  const digits = isJapanese ? DIGITS.slice(1) : DIGITS.slice(0, 13);
  const lower = isJapanese ? LOWER.slice(1) : LOWER.slice(0, 11);
  const further = isJapanese ? "Backquote" : "IntlRo";
  const space = isJapanese || layout.has(further) ? ["Space:12", further] : ["Space:16"];
  return {
    name: "main",
    width: 52,
    rows: [
      row("Escape", ...FUNCTIONS),
      row(...digits),
      row(...UPPER, "Backspace"),
      row(...MIDDLE, "Enter"),
      row("ShiftLeft", ...lower, "ArrowUp"),
      row(
        ...["ControlLeft", "MetaLeft", "AltLeft", "Tab", ...space],
        ...["AltRight", "Delete", "ArrowLeft", "ArrowDown", "ArrowRight"],
      ),
    ],
  };
}

/** The blocks that a window has room for, with the keys of the layout. @param width CSS pixels */
export function blocksFor(width: number, layout: KeyboardLayout): readonly KeyBlock[] {
  if (width < 700) return [smallBlock(layout)];
  return width < 1100 ? [mainBlock(layout), NAVIGATION] : [mainBlock(layout), NAVIGATION, NUMBERS];
}
