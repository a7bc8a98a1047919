import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rect } from "../geometry.ts";
import { DirtyRegion } from "./dirty-region.ts";

function region(...rects: readonly (readonly [x: number, y: number, width: number, height: number])[]) {
  const dirty = new DirtyRegion();
  for (const [x, y, width, height] of rects) dirty.add({ x, y, width, height });
  return dirty.rects;
}

function contains(rect: Rect, x: number, y: number): boolean {
  return x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
}

describe("DirtyRegion", () => {
  it("makes one rectangle of tiles that fill it", () => {
    const tiles = Array.from({ length: 64 }, (_, i) => [(i % 8) * 64, (i >> 3) * 64, 64, 64] as const);
    expect(region(...tiles)).toEqual([{ x: 0, y: 0, width: 512, height: 512 }]);
  });

  it("keeps apart what lies apart, and drops what is covered or empty", () => {
    expect(region([0, 0, 10, 10], [500, 500, 10, 10], [2, 2, 3, 3], [7, 7, 0, 5])).toEqual([
      { x: 500, y: 500, width: 10, height: 10 },
      { x: 0, y: 0, width: 10, height: 10 },
    ]);
  });

  it("never has many rectangles, and never loses a pixel", () => {
    const rect = fc.tuple(fc.nat(400), fc.nat(400), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(fc.array(rect, { maxLength: 120 }), (rects) => {
        const dirty = region(...rects);
        expect(dirty.length).toBeLessThanOrEqual(32);
        for (const [x, y, width, height] of rects) {
          for (const [px, py] of [
            [x, y],
            [x + width - 1, y + height - 1],
          ]) {
            expect(dirty.some((covered) => contains(covered, px, py))).toBe(true);
          }
        }
      }),
    );
  });
});
