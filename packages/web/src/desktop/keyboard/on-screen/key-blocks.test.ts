import { expect, it } from "vitest";
import { scancodesOf } from "../scancodes.ts";
import { blocksFor } from "./key-blocks.ts";

it.each([390, 800, 1280])("every row of a keyboard %d wide is full, and every key is one of a PC", (width) => {
  for (const block of blocksFor(width)) {
    for (const row of block.rows) {
      expect(row.reduce((sum, place) => sum + place.width, 0)).toBe(block.width);
      for (const { code } of row) if (code !== undefined) expect(scancodesOf(code), code).toBeDefined();
    }
  }
});

it("has a number pad where there is room for it", () => {
  expect([390, 800, 1280].map((width) => blocksFor(width).length)).toEqual([1, 2, 3]);
});
