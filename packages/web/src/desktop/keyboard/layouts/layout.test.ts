import { describe, expect, it } from "vitest";
import { keyboard } from "../../../i18n/keyboard.en.ts";
import { ACCENTS } from "./accents.ts";
import { KEY_ROWS, LEVELS, type Level } from "./key-rows.ts";
import { layoutNamed } from "./known-layouts.ts";
import type { KeyboardLayout } from "./layout.ts";
import { LAYOUT_TABLES, type LayoutName } from "./layout-tables.ts";

const NAMES = Object.keys(LAYOUT_TABLES) as LayoutName[];
const CODES = KEY_ROWS.flat();
const LEVEL_NAMES = Object.keys(LEVELS) as Level[];

function layout(name: string): KeyboardLayout {
  const found = layoutNamed(name);
  if (!found) throw new Error(`no layout ${name}`);
  return found;
}

/** `Digit2+altGr`, one after the other. */
function typed(name: string, character: string): string | undefined {
  return layout(name)
    .strokesFor(character)
    ?.map(({ code, level }) => (level === "plain" ? code : `${code}+${level}`))
    .join(" ");
}

it("knows every layout that a connection may have", () => {
  const { failsafe, ...known } = keyboard.layout;
  expect(NAMES.toSorted()).toEqual(Object.keys(known).toSorted());
  expect(layoutNamed("failsafe")).toBeUndefined();
});

/** Keys that have nothing alone or with Shift, beside those that only Japanese and Brazilian keyboards have. */
const INCOMPLETE: Partial<Record<LayoutName, string[]>> = {
  "fr-fr-azerty": ["Backquote"],
  "ja-jp-qwerty": ["Backquote", "Digit0", "IntlBackslash"],
};
const FURTHER: Partial<Record<LayoutName, string[]>> = {
  "ja-jp-qwerty": ["IntlYen", "IntlRo"],
  "pt-br-qwerty": ["IntlRo"],
};

describe.each(NAMES)("%s", (name) => {
  it("gives every key a character alone and with Shift, but for those that have none", () => {
    const keys = CODES.filter((code) => !["IntlYen", "IntlRo"].includes(code) || FURTHER[name]?.includes(code));
    const without = keys.filter((code) => {
      const key = layout(name).legends(code);
      return !key?.plain?.character || !key.shift?.character;
    });
    expect(without).toEqual(INCOMPLETE[name] ?? []);
    expect(CODES.filter((code) => !keys.includes(code) && layout(name).has(code))).toEqual([]);
  });

  it("has one character at each place, and dead keys that are known", () => {
    const legends = CODES.flatMap((code) => Object.values(layout(name).legends(code) ?? {}));
    expect(
      legends.filter(({ character }) => [...character].length !== 1 || character.normalize("NFC") !== character),
    ).toEqual([]);
    expect(legends.filter(({ character, isDead }) => isDead && !(character in ACCENTS))).toEqual([]);
  });

  it("has no more keys in a row than the keyboard", () => {
    const table: Partial<Record<Level, readonly string[]>> = LAYOUT_TABLES[name];
    for (const level of LEVEL_NAMES) {
      for (const [row, keys] of (table[level] ?? []).entries()) {
        const count = keys.split(" ").reduce((sum, key) => sum + Number(/^.×(\d+)$/u.exec(key)?.[1] ?? 1), 0);
        expect(count, keys).toBeLessThanOrEqual(KEY_ROWS[row]?.length ?? 0);
      }
    }
  });

  it("types all of ASCII", () => {
    const missing = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).filter(
      (character) => !typed(name, character),
    );
    // These are on no key there.
    expect(missing.join("")).toBe({ "it-it-qwerty": "`~" }[name as string] ?? "");
  });
});

describe("French AZERTY", () => {
  it.each([
    ["a", "KeyQ"],
    ["1", "Digit1+shift"],
    ["é", "Digit2"],
    ["@", "Digit0+altGr"],
    ["€", "KeyE+altGr"],
    ["§", "Slash+shift"],
    ["µ", "Backslash+shift"],
    ["£", "BracketRight+shift"],
    ["¤", "BracketRight+altGr"],
    ["²", "Backquote"],
    ["ê", "BracketLeft KeyE"],
    ["Ï", "BracketLeft+shift KeyI+shift"],
    ["ñ", "Digit2+altGr KeyN"],
    ["ò", "Digit7+altGr KeyO"],
    ["è", "Digit7"],
    ["^", "Digit9+altGr"],
    ["¨", "BracketLeft+shift Space"],
    ["~", "Digit2+altGr Space"],
  ])("types %s by %s", (character, strokes) => {
    expect(typed("fr-fr-azerty", character)).toBe(strokes);
  });

  it("does not have what Windows does not compose", () => {
    expect(["ŷ", "ẽ", "日", "œ", "É".normalize("NFD")].map((character) => typed("fr-fr-azerty", character))).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
  });
});

it.each([
  ["de-de-qwertz", "@", "KeyQ+altGr"],
  ["de-de-qwertz", "y", "KeyZ"],
  ["fr-be-azerty", "@", "Digit2+altGr"],
  ["fr-ch-qwertz", "ç", "Digit4+shift"],
  ["fr-ca-qwerty", "ç", "BracketRight KeyC"],
  ["fr-ca-qwerty", "É", "Slash+shift"],
  ["en-gb-qwerty", "£", "Digit3+shift"],
  ["en-gb-qwerty", "É", "KeyE+shiftAltGr"],
  ["es-es-qwerty", "ñ", "Semicolon"],
  ["es-latam-qwerty", "ü", "BracketLeft+shift KeyU"],
  ["it-it-qwerty", "@", "Semicolon+altGr"],
  ["it-it-qwerty", "{", "BracketLeft+shiftAltGr"],
  ["pt-pt-qwerty", "ã", "Backslash KeyA"],
  ["pt-br-qwerty", "?", "IntlRo+shift"],
  ["pt-br-qwerty", "ü", "Digit6+shift KeyU"],
  ["da-dk-qwerty", "Å", "BracketLeft+shift"],
  ["no-no-qwerty", "ø", "Semicolon"],
  ["sv-se-qwerty", "\\", "Minus+altGr"],
  ["cs-cz-qwertz", "ř", "Digit5"],
  ["cs-cz-qwertz", "Ř", "Equal+shift KeyR+shift"],
  ["cs-cz-qwertz", "·", "Digit8+altGr Space"],
  ["cs-cz-qwertz", "ľ", "Equal+shift KeyL"],
  ["hu-hu-qwertz", "Ő", "BracketLeft+shift"],
  ["hu-hu-qwertz", "ľ", undefined],
  ["pl-pl-qwerty", "Ż", "KeyZ+shiftAltGr"],
  ["pl-pl-qwerty", "~", "Backquote+shift Space"],
  ["pl-pl-qwerty", "ñ", undefined],
  ["ro-ro-qwerty", "ș", "KeyS+altGr"],
  ["ro-ro-qwerty", "ş", "Equal+altGr KeyS"],
  ["tr-tr-qwerty", "i", "Quote"],
  ["tr-tr-qwerty", "I", "KeyI+shift"],
  ["tr-tr-qwerty", "İ", "Quote+shift"],
  ["ja-jp-qwerty", "\\", "IntlYen"],
  ["ja-jp-qwerty", "_", "IntlRo+shift"],
  ["ja-jp-qwerty", '"', "Digit2+shift"],
])("%s types %s by %s", (name, character, strokes) => {
  expect(typed(name, character)).toBe(strokes);
});

describe("CapsLock", () => {
  it.each([
    ["fr-fr-azerty", "Digit2", "2", "é"],
    ["fr-fr-azerty", "IntlBackslash", "<", ">"],
    ["de-de-qwertz", "Digit1", "!", "1"],
    ["de-de-qwertz", "Slash", "-", "_"],
    ["de-ch-qwertz", "BracketLeft", "Ü", "È"],
    ["it-it-qwerty", "BracketLeft", "è", "é"],
    ["cs-cz-qwertz", "Digit2", "Ě", "2"],
    ["tr-tr-qwerty", "Quote", "İ", "i"],
    ["en-us-qwerty", "Digit1", "1", "!"],
    ["en-us-qwerty", "KeyA", "A", "a"],
  ])("of %s makes %s give %s, and %s with Shift", (name, code, plain, shift) => {
    const given = (level: Level) => layout(name).withCapsLock(code, level)?.character;
    expect([given("plain"), given("shift")]).toEqual([plain, shift]);
  });
});
