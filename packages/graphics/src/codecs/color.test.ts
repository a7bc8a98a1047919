import { expect, test } from "vitest";
import { halfChroma, wordFromRgb555, wordFromRgb565, wordFromYCoCg, wordsFromYCbCr } from "./color.ts";

test("short pixels widen to the whole range", () => {
  expect(wordFromRgb565(0xffff)).toBe(0xffffffff);
  expect(wordFromRgb565(0xf800)).toBe(0xff0000ff);
  expect(wordFromRgb565(0x07e0)).toBe(0xff00ff00);
  expect(wordFromRgb565(0x001f)).toBe(0xffff0000);
  expect(wordFromRgb565(0x0000)).toBe(0xff000000);
  expect(wordFromRgb555(0x7fff)).toBe(0xffffffff);
  expect(wordFromRgb555(0x8000)).toBe(0xff000000);
  expect(wordFromRgb555(0x4210)).toBe(0xff848484);
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

test("YCoCg without loss gives back what the forward transform took", () => {
  for (const [red, green, blue] of [
    [0, 0, 0],
    [255, 255, 255],
    [200, 100, 40],
    [3, 250, 77],
  ]) {
    const y = Math.floor((red + 2 * green + blue) / 4);
    const word = wordFromYCoCg(y, halfChroma((red - blue) >> 1, 1), halfChroma((2 * green - red - blue) >> 2, 1));
    expect(Math.abs((word & 0xff) - red)).toBeLessThanOrEqual(2);
    expect(Math.abs(((word >> 8) & 0xff) - green)).toBeLessThanOrEqual(2);
    expect(Math.abs(((word >> 16) & 0xff) - blue)).toBeLessThanOrEqual(2);
  }
});

test("chroma is a signed byte after the lost bits are put back", () => {
  expect(halfChroma(0x3f, 1)).toBe(0x3f);
  expect(halfChroma(0xc0, 1)).toBe(-0x40);
  expect(halfChroma(0x20, 3)).toBe(-0x80);
  expect(halfChroma(0x0f, 3)).toBe(0x3c);
});
