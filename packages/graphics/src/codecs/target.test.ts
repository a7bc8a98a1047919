import fc from "fast-check";
import { expect, test } from "vitest";
import { blankPicture, noise } from "../testing/pictures.ts";
import { clipToTarget, copyPixels, fillRect, intersect, paintBitmap, subTarget } from "./target.ts";

const side = fc.integer({ min: 1, max: 12 });
const offset = fc.integer({ min: -15, max: 15 });

test("intersect finds the common part or nothing", () => {
  expect(intersect({ x: 0, y: 0, width: 4, height: 4 }, { x: 2, y: 1, width: 9, height: 2 })).toEqual({
    x: 2,
    y: 1,
    width: 2,
    height: 2,
  });
  expect(intersect({ x: 0, y: 0, width: 4, height: 4 }, { x: 4, y: 0, width: 1, height: 1 })).toBeUndefined();
});

test("copyPixels writes just the pixels that lie on the target", () => {
  fc.assert(
    fc.property(side, side, side, side, offset, offset, (width, height, sourceWidth, sourceHeight, x, y) => {
      const target = blankPicture(width, height);
      const source = noise(sourceWidth, sourceHeight, 5);
      copyPixels(source, target, x, y);
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const inside = column >= x && column < x + sourceWidth && row >= y && row < y + sourceHeight;
          const expected = inside ? source.words[(row - y) * sourceWidth + column - x] : 0xff000000;
          expect(target.words[row * width + column]).toBe(expected);
        }
      }
    }),
  );
});

test("fillRect stays on the target", () => {
  fc.assert(
    fc.property(side, side, offset, offset, side, side, (width, height, x, y, rectWidth, rectHeight) => {
      const target = blankPicture(width, height);
      const rect = { x, y, width: rectWidth, height: rectHeight };
      fillRect(target, rect, 0xff0000ff);
      const area = clipToTarget(target, rect);
      const filled = target.words.filter((word) => word === 0xff0000ff).length;
      expect(filled).toBe(area ? area.width * area.height : 0);
    }),
  );
});

test("paintBitmap turns rows around and clips to a part of a target", () => {
  const target = blankPicture(8, 6);
  const part = subTarget(target, { x: 2, y: 1, width: 3, height: 2 });
  paintBitmap(4, 3, part, 0, 0, "bottomUp", (row, column, words, at, count) => {
    for (let i = 0; i < count; i++) words[at + i] = row * 10 + column + i;
  });
  const shown = [1, 2, 3].map((y) => [...target.words.subarray(y * 8 + 1, y * 8 + 6)]);
  const blank = 0xff000000;
  expect(shown).toEqual([
    [blank, 20, 21, 22, blank],
    [blank, 10, 11, 12, blank],
    [blank, blank, blank, blank, blank],
  ]);
});
