import { KEY_ROWS } from "../layouts/layout.ts";

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

/** `Tab:6` is a key of one and a half, `_` a gap. */
function row(...keys: readonly string[]): Place[] {
  return keys.map((key) => {
    const [code = "", width = "4"] = key.split(":");
    return { code: code === "_" ? undefined : code, width: Number(width) };
  });
}

/** The main block of a board with 105 keys; its Enter is in one row. */
const MAIN: KeyBlock = {
  name: "main",
  width: 60,
  rows: [
    row("Escape", "_:2", ...FUNCTIONS.slice(0, 4), "_:3", ...FUNCTIONS.slice(4, 8), "_:3", ...FUNCTIONS.slice(8)),
    row(...DIGITS, "Backspace:8"),
    row("Tab:6", ...UPPER, "Delete:6"),
    row("CapsLock:7", ...MIDDLE, "Enter:5"),
    row("ShiftLeft:5", ...LOWER, "ShiftRight:11"),
    row(
      ...["ControlLeft:5", "MetaLeft:5", "AltLeft:5", "Space:25"],
      ...["AltRight:5", "MetaRight:5"],
      ...["ContextMenu:5", "ControlRight:5"],
    ),
  ],
};

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

/** All that fits thirteen keys side by side, as on a phone. */
const SMALL: KeyBlock = {
  name: "main",
  width: 52,
  rows: [
    row("Escape", ...FUNCTIONS),
    row(...DIGITS),
    row(...UPPER, "Backspace"),
    row(...MIDDLE, "Enter"),
    row("ShiftLeft", ...LOWER, "ArrowUp"),
    row(
      "ControlLeft",
      "MetaLeft",
      "AltLeft",
      "Tab",
      "Space:16",
      "AltRight",
      "Delete",
      "ArrowLeft",
      "ArrowDown",
      "ArrowRight",
    ),
  ],
};

/** The blocks that a window has room for. @param width CSS pixels */
export function blocksFor(width: number): readonly KeyBlock[] {
  if (width < 700) return [SMALL];
  return width < 1100 ? [MAIN, NAVIGATION] : [MAIN, NAVIGATION, NUMBERS];
}
