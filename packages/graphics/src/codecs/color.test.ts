import { expect, test } from "vitest";
import { wordFromRgb565, wordsFromYCbCr } from "./color.ts";

test("short pixels widen to the whole range", () => {
  expect(wordFromRgb565(0xffff)).toBe(0xffffffff);
  expect(wordFromRgb565(0xf800)).toBe(0xff0000ff);
  expect(wordFromRgb565(0x07e0)).toBe(0xff00ff00);
  expect(wordFromRgb565(0x001f)).toBe(0xffff0000);
  expect(wordFromRgb565(0x0000)).toBe(0xff000000);
});

test("YCbCr in 11.5 fixed point becomes the nearest RGB", () => {
  const extremes = [-32768, -8000, -4096, -4095, -17, -16, -1, 0, 15, 16, 17, 900, 4095, 4096, 8000, 32767];
  for (const y of extremes) {
    for (const cb of extremes) {
      for (const cr of extremes) {
        const words = new Uint32Array(1);
        wordsFromYCbCr(Int16Array.of(y), Int16Array.of(cb), Int16Array.of(cr), words);
        const near = (channel: number, exact: number) => {
          const value = (words[0] >> channel) & 0xff;
          expect(Math.abs(value - Math.min(Math.max(exact, 0), 255))).toBeLessThanOrEqual(0.6);
        };
        const luma = y / 32 + 128;
        near(0, luma + (1.402525 * cr) / 32);
        near(8, luma - (0.34373 * cb + 0.714401 * cr) / 32);
        near(16, luma + (1.769905 * cb) / 32);
      }
    }
  }
});
