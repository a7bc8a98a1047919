import fc from "fast-check";
import { expect, test } from "vitest";
import { blankPicture, noise } from "../testing/pictures.ts";
import { clipToTarget, copyBitmap, fillRect } from "./target.ts";

const side = fc.integer({ min: 1, max: 12 });
const offset = fc.integer({ min: -15, max: 15 });

test("copyBitmap writes just the pixels that lie on the target", () => {
  fc.assert(
    fc.property(side, side, side, side, offset, offset, (width, height, sourceWidth, sourceHeight, x, y) => {
      const target = blankPicture(width, height);
      const source = noise(sourceWidth, sourceHeight, 5);
      copyBitmap(source, target, x, y);
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

test("copyBitmap moves a part of a bitmap over itself", () => {
  fc.assert(
    fc.property(side, side, offset, offset, fc.integer({ min: 0, max: 600 }), (width, height, dx, dy, extra) => {
      const surface = noise(40 + extra, 40, 3);
      const before = surface.words.slice();
      copyBitmap(surface.part(20, 20, width + extra, height), surface, 20 + dx, 20 + dy);
      const expected = before.slice();
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width + extra; x++) {
          const [toX, toY] = [20 + dx + x, 20 + dy + y];
          if (toX < surface.width && toY < 40)
            expected[toY * surface.width + toX] = before[(20 + y) * surface.width + 20 + x];
        }
      }
      expect(surface.words).toEqual(expected);
      surface.release();
    }),
  );
});
