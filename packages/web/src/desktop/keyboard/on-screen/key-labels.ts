import type { KeyboardLayout, Legend, Level } from "../layouts/layout.ts";
import { LEVELS } from "../layouts/layout.ts";

/** What stands on keys that have the same name everywhere; others are in the texts, as `key.<code>`. */
const SIGNS: Readonly<Record<string, string>> = {
  Backspace: "⌫",
  Tab: "⇥",
  Enter: "↵",
  NumpadEnter: "↵",
  ShiftLeft: "⇧",
  ShiftRight: "⇧",
  CapsLock: "⇪",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  MetaLeft: "⊞",
  MetaRight: "⊞",
  ContextMenu: "☰",
  Space: "",
  NumpadDivide: "/",
  NumpadMultiply: "×",
  NumpadSubtract: "−",
  NumpadAdd: "+",
  NumpadDecimal: ".",
};

/** The sign on a key; undefined: it has a name instead. */
export function signOf(code: string): string | undefined {
  if (/^F\d+$/.test(code)) return code;
  if (/^Numpad\d$/.test(code)) return code.slice(-1);
  return SIGNS[code];
}

/** What a key gives now, and what it gives otherwise. */
export interface KeyFace {
  readonly now: Legend | undefined;
  readonly others: readonly { readonly level: Level; readonly legend: Legend }[];
}

/** Undefined for a key that gives no character. @param capsLock turns letters over, and nothing else */
export function faceOf(layout: KeyboardLayout, code: string, level: Level, capsLock: boolean): KeyFace | undefined {
  const legends = layout.get(code);
  if (!legends) return undefined;
  const { plain, shift } = legends;
  const isLetter =
    plain !== undefined && shift?.character === plain.character.toUpperCase() && plain.character !== shift.character;
  const isTurned = capsLock && isLetter && level !== "altGr";
  const shown = isTurned ? (level === "shift" ? "plain" : "shift") : level;
  const others = LEVELS.flatMap((other) => {
    const legend = legends[other];
    const isNews = other !== shown && !(isLetter && other !== "altGr");
    return legend && isNews ? [{ level: other, legend }] : [];
  });
  return { now: legends[shown], others };
}
