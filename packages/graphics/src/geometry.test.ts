import { expect, test } from "vitest";
import { intersect } from "./geometry.ts";

test("intersect finds the common part or nothing", () => {
  expect(intersect({ x: 0, y: 0, width: 4, height: 4 }, { x: 2, y: 1, width: 9, height: 2 })).toEqual({
    x: 2,
    y: 1,
    width: 2,
    height: 2,
  });
  expect(intersect({ x: 0, y: 0, width: 4, height: 4 }, { x: 4, y: 0, width: 1, height: 1 })).toBeUndefined();
});
