import { ACCENTS } from "./accents.ts";
import { KEY_ROWS, type LayoutStroke, LEVELS, type Level } from "./key-rows.ts";

/** A layout as `layout-tables.ts` writes it down. */
export interface LayoutTable extends Readonly<Partial<Record<Level, readonly string[]>>> {
  readonly plain: readonly string[];
  readonly shift: readonly string[];
  /** The letters that a dead key changes, where they are not those of `ACCENTS`. */
  readonly accented?: Readonly<Record<string, string>>;
  /** CapsLock gives the capital also of letters that have another character under Shift. */
  readonly capsCapitals?: true;
  /** CapsLock is Shift for all keys but these. */
  readonly capsShiftsAllBut?: string;
}

/** What a key gives. */
export interface Legend {
  readonly character: string;
  /** Nothing yet: it changes the next character. */
  readonly isDead: boolean;
}

/** What a key gives at each level. */
export type Legends = { readonly [level in Level]?: Legend };

const LEVEL_NAMES = Object.keys(LEVELS) as Level[];

/** The desktop's layout: what each key gives, and which keys give a character. */
export class KeyboardLayout {
  readonly #table: LayoutTable;
  readonly #keys: ReadonlyMap<string, Legends>;

  constructor(table: LayoutTable) {
    this.#table = table;
    this.#keys = readKeys(table);
  }

  /** The keyboard has this key, and it gives a character. */
  has(code: string): boolean {
    return this.#keys.has(code);
  }

  get hasAltGr(): boolean {
    return this.#table.altGr !== undefined;
  }

  /** What a key gives at each level; undefined: no character at any. */
  legends(code: string): Legends | undefined {
    return this.#keys.get(code);
  }

  /** What a key gives with CapsLock on. */
  withCapsLock(code: string, level: Level): Legend | undefined {
    const legends = this.#keys.get(code) ?? {};
    const { plain, shift } = legends;
    if (!plain || !shift || (level !== "plain" && level !== "shift")) return legends[level];
    const { capsShiftsAllBut, capsCapitals } = this.#table;
    const turned = level === "plain" ? shift : plain;
    if (capsShiftsAllBut !== undefined) return capsShiftsAllBut.split(" ").includes(code) ? legends[level] : turned;
    if (isPair(plain.character, shift.character)) return turned;
    const legend = legends[level];
    return capsCapitals && legend && !legend.isDead ? { ...legend, character: capitalOf(legend.character) } : legend;
  }

  /** The keys that type a character, one after the other; undefined: the layout does not have it. */
  strokesFor(character: string): readonly LayoutStroke[] | undefined {
    const direct = this.#find(character, false);
    if (direct) return [direct];
    const accent = this.#find(character, true);
    if (accent) return [accent, { code: "Space", level: "plain" }];
    return this.#accentedStrokes(character);
  }

  #accentedStrokes(character: string): readonly LayoutStroke[] | undefined {
    const [letter = "", mark] = character.normalize("NFD");
    for (const [name, accent] of Object.entries(ACCENTS)) {
      const letters = this.#table.accented?.[name] ?? accent.letters;
      if (accent.mark !== mark || !letters.includes(letter)) continue;
      const strokes = [this.#find(name, true), this.#find(letter, false)];
      if (strokes.every((stroke) => stroke !== undefined)) return strokes;
    }
    return undefined;
  }

  #find(character: string, isDead: boolean): LayoutStroke | undefined {
    for (const level of LEVEL_NAMES) {
      for (const [code, legends] of this.#keys) {
        const legend = legends[level];
        if (legend?.character === character && legend.isDead === isDead) return { code, level };
      }
    }
    return undefined;
  }
}

/** True for a letter and its capital. Turkish has two pairs of I, of which other languages make one. */
export function isPair(small: string, capital: string): boolean {
  return small !== capital && (capitalOf(small) === capital || (small === "i" && capital === "İ"));
}

function capitalOf(character: string): string {
  const capital = character.toUpperCase();
  return capital.length === 1 ? capital : character;
}

function readKeys(table: LayoutTable): ReadonlyMap<string, Legends> {
  const keys = new Map<string, { [level in Level]?: Legend }>();
  for (const level of LEVEL_NAMES) {
    for (const [row, codes] of KEY_ROWS.entries()) {
      const tokens = tokensOf(table[level]?.[row] ?? "");
      for (const [column, code] of codes.entries()) {
        const token = tokens[column];
        if (!token || token === "∅") continue;
        const key = keys.get(code) ?? {};
        const small = level === "shiftAltGr" ? key.altGr : key.plain;
        const character = token === "⇧" ? capitalOf(small?.character ?? "") : token.replace("◌", "");
        keys.set(code, { ...key, [level]: { character, isDead: token.startsWith("◌") } });
      }
    }
  }
  return keys;
}

/** The keys of a row; `⇧×3` is three times `⇧`. */
function tokensOf(row: string): string[] {
  return row.split(" ").flatMap((token) => {
    const [, repeated = token, times = "1"] = /^(.)×(\d+)$/u.exec(token) ?? [];
    return Array.from({ length: Number(times) }, () => repeated);
  });
}
