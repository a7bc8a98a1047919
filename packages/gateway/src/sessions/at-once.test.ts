import { expect, test } from "vitest";
import { AtOnce } from "./at-once.ts";

test("each user has a bounded number at once, and a place is given back once", () => {
  const lines = new AtOnce(2);
  const leave = lines.enter(1);
  expect(lines.enter(1)).toBeDefined();
  expect(lines.enter(1)).toBeUndefined();
  expect(lines.enter(2)).toBeDefined();
  leave?.();
  leave?.();
  expect(lines.enter(1)).toBeDefined();
  expect(lines.enter(1)).toBeUndefined();
});
