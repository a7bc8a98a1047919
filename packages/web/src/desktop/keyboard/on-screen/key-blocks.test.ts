import { describe, expect, it } from "vitest";
import { labelsFor } from "../layouts/known-layouts.ts";
import { scancodesOf } from "../scancodes.ts";
import { blocksFor } from "./key-blocks.ts";

describe.each(["fr-fr-azerty", "ja-jp-qwerty", "pt-br-qwerty"])("the keyboard of %s", (name) => {
  const layout = labelsFor(name);

  it.each([390, 800, 1280])("has full rows %d pixels wide, and only keys of a PC", (width) => {
    for (const block of blocksFor(width, layout)) {
      for (const row of block.rows) {
        expect(row.reduce((sum, place) => sum + place.width, 0)).toBe(block.width);
        for (const { code } of row) if (code !== undefined) expect(scancodesOf(code), code).toBeDefined();
      }
    }
  });

  it.each([390, 1280])("has every key that gives a character once, %d pixels wide", (width) => {
    const codes = blocksFor(width, layout).flatMap(({ rows }) => rows.flat().map(({ code }) => code ?? ""));
    const keys = codes.filter((code) => layout.has(code));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBe({ "fr-fr-azerty": 48, "ja-jp-qwerty": 48, "pt-br-qwerty": 49 }[name]);
  });
});

it("has a number pad where there is room for it", () => {
  const layout = labelsFor("en-us-qwerty");
  expect([390, 800, 1280].map((width) => blocksFor(width, layout).length)).toEqual([1, 2, 3]);
});
