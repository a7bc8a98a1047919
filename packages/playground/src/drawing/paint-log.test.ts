import fc from "fast-check";
import { expect, test } from "vitest";
import { Canvas } from "./canvas.ts";
import { PaintLog } from "./paint-log.ts";

const SIDE = 40;
const rect = fc
  .record({
    x: fc.nat(SIDE - 1),
    y: fc.nat(SIDE - 1),
    width: fc.integer({ min: 1, max: SIDE }),
    height: fc.integer({ min: 1, max: SIDE }),
  })
  .map(({ x, y, width, height }) => ({ x, y, width: Math.min(width, SIDE - x), height: Math.min(height, SIDE - y) }));
const step = fc.oneof(
  fc.record({ kind: fc.constant("fill" as const), rect, color: fc.nat(0xffffff) }),
  fc
    .record({ kind: fc.constant("copy" as const), rect, x: fc.nat(SIDE - 1), y: fc.nat(SIDE - 1) })
    .filter(({ rect, x, y }) => x + rect.width <= SIDE && y + rect.height <= SIDE),
);

test("whoever follows the operations has the same picture", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 70 }), (steps) => {
      const canvas = new Canvas(SIDE, SIDE);
      const log = new PaintLog(canvas);
      for (const operation of steps) {
        if (operation.kind === "fill") {
          canvas.fill(operation.rect, operation.color);
          log.changed(operation.rect);
        } else {
          log.copying(operation.rect, operation.x, operation.y);
          canvas.copy(operation.rect, operation.x, operation.y);
        }
      }
      const follower = new Canvas(SIDE, SIDE);
      for (const operation of log.take()) {
        if (operation.kind === "copy") {
          follower.copy(operation.rect, operation.x, operation.y);
        } else {
          const { rect, pixels } = operation;
          follower.shade(rect, (x, y) => pixels[(y - rect.y) * rect.width + x - rect.x] as number);
        }
      }
      expect(follower.words).toEqual(canvas.words);
      expect(log.isEmpty).toBe(true);
    }),
  );
});
