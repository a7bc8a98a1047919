import { expect, test } from "vitest";
import { someKernels } from "../testing/kernels.ts";

const ROW = 64;
const EXTREMES = [-32768, -8000, -4096, -4095, -17, -16, -1, 0, 15, 16, 17, 900, 4095, 4096, 8000, 32767];

/** One row of pixels, of up to 64 samples a plane; an absent plane is zero. */
function convert(y: readonly number[], cb?: readonly number[], cr?: readonly number[]): Uint32Array {
  const kernels = someKernels();
  const planes = kernels.workspace(3 * ROW * 2 + ROW * 4);
  const out = planes + 3 * ROW * 2;
  for (const [i, samples] of [y, cb ?? [], cr ?? []].entries()) {
    kernels.samples.fill(0, planes / 2 + i * ROW, planes / 2 + (i + 1) * ROW);
    kernels.samples.set(samples, planes / 2 + i * ROW);
  }
  if (cb || cr) kernels.exports.pixelsFromYCbCr(planes, planes + ROW * 2, planes + ROW * 4, 1, out, ROW * 4);
  else kernels.exports.pixelsFromY(planes, 1, out, ROW * 4);
  return kernels.words.slice(out / 4, out / 4 + y.length);
}

test("YCbCr in 11.5 fixed point becomes the nearest RGB", () => {
  for (const cb of EXTREMES) {
    for (const cr of EXTREMES) {
      const words = convert(
        EXTREMES,
        EXTREMES.map(() => cb),
        EXTREMES.map(() => cr),
      );
      for (const [i, y] of EXTREMES.entries()) {
        const near = (channel: number, exact: number) => {
          const value = (words[i] >> channel) & 0xff;
          expect(Math.abs(value - Math.min(Math.max(exact, 0), 255))).toBeLessThanOrEqual(0.6);
        };
        const luma = y / 32 + 128;
        near(0, luma + (1.402525 * cr) / 32);
        near(8, luma - (0.34373 * cb + 0.714401 * cr) / 32);
        near(16, luma + (1.769905 * cb) / 32);
        near(24, 255);
      }
    }
  }
});

test("without chroma it is the same as with none", () => {
  const zeros = EXTREMES.map(() => 0);
  expect(convert(EXTREMES)).toEqual(convert(EXTREMES, zeros, zeros));
});
