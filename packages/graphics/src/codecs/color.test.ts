import { expect, test } from "vitest";
import { wordFromRgb565 } from "./color.ts";

test("short pixels widen to the whole range", () => {
  expect(wordFromRgb565(0xffff)).toBe(0xffffffff);
  expect(wordFromRgb565(0xf800)).toBe(0xff0000ff);
  expect(wordFromRgb565(0x07e0)).toBe(0xff00ff00);
  expect(wordFromRgb565(0x001f)).toBe(0xffff0000);
  expect(wordFromRgb565(0x0000)).toBe(0xff000000);
});
