import { describe, expect, it } from "vitest";
import type { Rect } from "./geometry.ts";
import { CaseRun, caseNames, expectedPixels, loadCase, sha256 } from "./testing/case-folder.ts";
import type { Pixels } from "./testing/png.ts";

// The folders in ../cases, whose README says how to add one.
describe("cases", () => {
  for (const name of caseNames()) {
    const { title, steps, ...rest } = loadCase(name);
    it(`${name}: ${title}`, async () => {
      const run = new CaseRun(name, { title, steps, ...rest });
      let before = run.pixels();
      for (const [i, step] of steps.entries()) {
        const { frames, error, pixels, rect } = await run.run(step);
        expect(error, `step ${i}: the structure that an error names`).toBe(step.error);
        if (step.frames) expect(frames, `step ${i}: frames to acknowledge`).toEqual(step.frames);
        if (step.sha256) expect(sha256(pixels.bytes), `step ${i}: SHA-256 of the pixels`).toBe(step.sha256);
        if (step.pixels)
          expect(firstDifference(pixels, expectedPixels(name, step.pixels), step.tolerance), `step ${i}`).toBe(
            undefined,
          );
        if (rect)
          expect(firstDifference(outside(rect, pixels), outside(rect, before)), `step ${i}: outside`).toBe(undefined);
        before = pixels;
      }
    });
  }
});

/** Where two pictures differ, in words. */
function firstDifference(shown: Pixels, expected: Pixels, tolerance = 0): string | undefined {
  if (shown.width !== expected.width || shown.height !== expected.height) {
    return `${shown.width} x ${shown.height} where ${expected.width} x ${expected.height} is expected`;
  }
  const at = shown.bytes.findIndex((byte, i) => Math.abs(byte - expected.bytes[i]) > tolerance) >> 2;
  if (at < 0) return undefined;
  const color = ({ bytes }: Pixels) => Buffer.from(bytes.subarray(at * 4, at * 4 + 4)).toString("hex");
  const place = `${at % shown.width}, ${Math.floor(at / shown.width)}`;
  return `${color(shown)} at ${place}, where ${color(expected)} is expected`;
}

/** The picture without what lies in the rectangle. */
function outside(rect: Rect, { width, height, bytes }: Pixels): Pixels {
  const rest = bytes.slice();
  for (let y = rect.y; y < Math.min(rect.y + rect.height, height); y++) {
    const end = Math.min(rect.x + rect.width, width);
    if (rect.x < end) rest.fill(0, (y * width + rect.x) * 4, (y * width + end) * 4);
  }
  return { width, height, bytes: rest };
}
