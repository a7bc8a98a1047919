import { LEVELS, type Level } from "../layouts/key-rows.ts";
import { isPair, type KeyboardLayout, type Legend, type Legends } from "../layouts/layout.ts";

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
  Convert: "変換",
  NonConvert: "無変換",
  KanaMode: "かな",
  // Only where it gives no character, as on Japanese keyboards.
  Backquote: "半/全",
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

/** Undefined for a key that gives no character. */
export function faceOf(layout: KeyboardLayout, code: string, level: Level, capsLock: boolean): KeyFace | undefined {
  const legends = layout.legends(code);
  if (!legends) return undefined;
  const now = capsLock ? layout.withCapsLock(code, level) : legends[level];
  const others = (Object.keys(LEVELS) as Level[]).flatMap((other) => {
    const legend = legends[other];
    if (!legend || isSameLetter(legend, now) || isCaseOnly(legends, other)) return [];
    return [{ level: other, legend }];
  });
  return { now, others };
}

/** Keyboards show a letter once, whatever Shift makes of it. */
function isCaseOnly({ plain, shift, altGr, shiftAltGr }: Legends, level: Level): boolean {
  if (level === "altGr") return false;
  return level === "shiftAltGr" ? isSameLetter(altGr, shiftAltGr) : isSameLetter(plain, shift);
}

function isSameLetter(one: Legend | undefined, other: Legend | undefined): boolean {
  if (!one || !other) return false;
  const [first, second] = [one.character, other.character];
  return first === second || isPair(first, second) || isPair(second, first);
}
