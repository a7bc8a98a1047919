import { describe, expect, it } from "vitest";
import { layoutNamed } from "./known-layouts.ts";
import { KEY_ROWS, type KeyboardLayout, strokesFor } from "./layout.ts";
import { LAYOUT_TABLES } from "./layout-tables.ts";

const NAMES = Object.keys(LAYOUT_TABLES);

function layout(name: string): KeyboardLayout {
  const found = layoutNamed(name);
  if (!found) throw new Error(`no layout ${name}`);
  return found;
}

/** `Digit2+altGr`, one after the other. */
function typed(name: string, character: string): string | undefined {
  return strokesFor(layout(name), character)
    ?.map(({ code, level }) => (level === "plain" ? code : `${code}+${level}`))
    .join(" ");
}

describe.each(NAMES)("%s", (name) => {
  it("gives every key a character alone and with Shift, but for those that have none", () => {
    const without = KEY_ROWS.flat().filter((code) => {
      const key = layout(name).get(code);
      return !key?.plain?.character || !key.shift?.character;
    });
    expect(without).toEqual(name === "fr-fr-azerty" ? ["Backquote"] : []);
  });

  it("has no more keys in a row than the keyboard", () => {
    for (const rows of Object.values(LAYOUT_TABLES[name] ?? {})) {
      for (const [row, keys] of rows.entries())
        expect(keys.split(" ").length).toBeLessThanOrEqual(KEY_ROWS[row]?.length ?? 0);
    }
  });

  it("types all of ASCII", () => {
    const missing = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).filter(
      (character) => !strokesFor(layout(name), character),
    );
    // These are on no key there.
    expect(missing.join("")).toBe({ "it-it-qwerty": "`{}~" }[name] ?? "");
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
  ["en-gb-qwerty", "£", "Digit3+shift"],
  ["es-es-qwerty", "ñ", "Semicolon"],
  ["it-it-qwerty", "@", "Semicolon+altGr"],
  ["pt-pt-qwerty", "ã", "Backslash KeyA"],
])("%s types %s by %s", (name, character, strokes) => {
  expect(typed(name, character)).toBe(strokes);
});
