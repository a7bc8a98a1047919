/** The keys that layouts differ in, row by row, by KeyboardEvent.code. */
export const KEY_ROWS = [
  "Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal",
  "KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight",
  "KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backslash",
  "IntlBackslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash",
].map((row) => row.split(" "));

/** A layout as `LAYOUT_TABLES` writes it down. */
export interface LayoutTable {
  readonly plain: readonly string[];
  readonly shift: readonly string[];
  readonly altGr?: readonly string[];
}

/** With what a key is pressed. */
export const LEVELS = ["plain", "shift", "altGr"] as const;
export type Level = (typeof LEVELS)[number];

/** What a key gives. */
export interface Legend {
  readonly character: string;
  /** Nothing yet: it changes the next character. */
  readonly isDead: boolean;
}

/** What each key gives at each level, by its code. */
export type KeyboardLayout = ReadonlyMap<string, { readonly [level in Level]?: Legend }>;

/** A key, and what is held with it. */
export interface LayoutStroke {
  readonly code: string;
  readonly level: Level;
}

export function readLayout(table: LayoutTable): KeyboardLayout {
  const keys = new Map<string, { [level in Level]?: Legend }>();
  for (const level of LEVELS) {
    for (const [row, codes] of KEY_ROWS.entries()) {
      const tokens = table[level]?.[row]?.split(" ") ?? [];
      for (const [column, code] of codes.entries()) {
        const token = tokens[column];
        if (!token || token === "∅") continue;
        const key = keys.get(code) ?? {};
        const character = token === "⇧" ? (key.plain?.character.toUpperCase() ?? "") : token.replace("◌", "");
        keys.set(code, { ...key, [level]: { character, isDead: token.startsWith("◌") } });
      }
    }
  }
  return keys;
}

/** The combining mark of a dead key, and what Windows lets it change. */
const ACCENTS: Readonly<Record<string, { readonly mark: string; readonly letters: string }>> = {
  "^": { mark: "\u0302", letters: "aeiouAEIOU" },
  "¨": { mark: "\u0308", letters: "aeiouyAEIOU" },
  "`": { mark: "\u0300", letters: "aeiouAEIOU" },
  "´": { mark: "\u0301", letters: "aeiouyAEIOUY" },
  "~": { mark: "\u0303", letters: "anoANO" },
};

/** The keys that type a character, one after the other; undefined: the layout does not have it. */
export function strokesFor(layout: KeyboardLayout, character: string): readonly LayoutStroke[] | undefined {
  const direct = find(layout, character, false);
  if (direct) return [direct];
  const accent = find(layout, character, true);
  if (accent) return [accent, { code: "Space", level: "plain" }];
  const [letter = "", mark] = character.normalize("NFD");
  const [name, known] = Object.entries(ACCENTS).find(([, { mark: one }]) => one === mark) ?? [];
  if (!name || !known?.letters.includes(letter)) return undefined;
  const strokes = [find(layout, name, true), find(layout, letter, false)];
  return strokes.every((stroke) => stroke !== undefined) ? strokes : undefined;
}

function find(layout: KeyboardLayout, character: string, isDead: boolean): LayoutStroke | undefined {
  for (const level of LEVELS) {
    for (const [code, legends] of layout) {
      const legend = legends[level];
      if (legend?.character === character && legend.isDead === isDead) return { code, level };
    }
  }
  return undefined;
}
