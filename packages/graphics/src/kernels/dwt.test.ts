import { describe, expect, it } from "vitest";
import { someKernels } from "../testing/kernels.ts";
import { seededRandom } from "../testing/pictures.ts";

interface Transform {
  readonly kernel: "inverseDwt" | "inverseExtrapolatedDwt";
  /** Where the bands begin: HL1 LH1 HH1 HL2 LH2 HH2 HL3 LH3 HH3 LL3. */
  readonly bands: readonly number[];
  /** Low and high samples a side, level 1 first. */
  readonly sides: readonly (readonly [low: number, high: number])[];
  readonly line: (low: readonly number[], high: readonly number[]) => number[];
}

/** The lifting steps of [MS-RDPRFX] 3.1.8.1.4 on one line, mirrored at its ends. */
function plainLine(low: readonly number[], high: readonly number[]): number[] {
  const line: number[] = [];
  low.forEach((value, n) => {
    line[2 * n] = value - ((high[Math.max(n - 1, 0)] + high[n] + 1) >> 1);
  });
  high.forEach((value, n) => {
    line[2 * n + 1] = 2 * value + ((line[2 * n] + (line[2 * n + 2] ?? line[2 * n])) >> 1);
  });
  return line;
}

/** Those of [MS-RDPEGFX] 3.2.8.1.2.2: mirrored at the ends, or where two more low ones were extrapolated, with zeros after. */
function extrapolatedLine(low: readonly number[], high: readonly number[]): number[] {
  const beyond = low.length === high.length + 2 ? 0 : high[high.length - 1];
  const detail = (n: number) => high[Math.max(n, 0)] ?? beyond;
  const line: number[] = [];
  low.forEach((value, n) => {
    line[2 * n] = value - ((detail(n - 1) + detail(n)) >> 1);
  });
  for (let n = 0; n < low.length - 1; n++) {
    line[2 * n + 1] = 2 * (high[n] ?? 0) + ((line[2 * n] + line[2 * n + 2]) >> 1);
  }
  return line.slice(0, 64);
}

const PLAIN: Transform = {
  kernel: "inverseDwt",
  bands: [0, 1024, 2048, 3072, 3328, 3584, 3840, 3904, 3968, 4032, 4096],
  sides: [
    [32, 32],
    [16, 16],
    [8, 8],
  ],
  line: plainLine,
};

const EXTRAPOLATED: Transform = {
  kernel: "inverseExtrapolatedDwt",
  bands: [0, 1023, 2046, 3007, 3279, 3551, 3807, 3879, 3951, 4015, 4096],
  sides: [
    [33, 31],
    [17, 16],
    [9, 8],
  ],
  line: extrapolatedLine,
};

function transposed(rows: readonly (readonly number[])[]): number[][] {
  return rows[0].map((_, x) => rows.map((row) => row[x]));
}

/** The transform written out. */
function reference({ bands, sides, line }: Transform, tile: Int16Array): Int16Array {
  const band = (index: number, width: number, height: number) =>
    Array.from({ length: height }, (_, y) => [
      ...tile.subarray(bands[index] + y * width, bands[index] + (y + 1) * width),
    ]);
  let rows = band(9, sides[2][0], sides[2][0]);
  for (const level of [2, 1, 0]) {
    const [low, high] = sides[level];
    const hl = band(level * 3, high, low);
    const lh = band(level * 3 + 1, low, high);
    const hh = band(level * 3 + 2, high, high);
    const top = transposed(rows.map((row, y) => line(row, hl[y])));
    const bottom = transposed(lh.map((row, y) => line(row, hh[y])));
    rows = transposed(top.map((column, x) => line(column, bottom[x])));
  }
  return Int16Array.from(rows.flat());
}

function inverse({ kernel }: Transform, tile: Int16Array, present: number): Int16Array {
  const kernels = someKernels();
  const coefficients = kernels.workspace(8192 + 16 + 8192 + 16_384);
  kernels.samples.set(tile, coefficients / 2);
  const out = coefficients + 8192 + 16;
  kernels.exports[kernel](coefficients, present, out, out + 8192);
  return kernels.samples.slice(out / 2, out / 2 + 4096);
}

describe.each([PLAIN, EXTRAPOLATED])("$kernel", (transform) => {
  it.each([400, 8000])("agrees with the lifting steps written out, of coefficients up to %i apart", (range) => {
    const random = seededRandom(3);
    const tile = Int16Array.from({ length: 4096 }, () => Math.floor((random() - 0.5) * range));
    expect(inverse(transform, tile, 0x3ff)).toEqual(reference(transform, tile));
  });

  it("takes bands that are not present for zeros", () => {
    const random = seededRandom(4);
    for (let present = 0; present < 0x400; present += 7) {
      const tile = Int16Array.from({ length: 4096 }, () => Math.floor(random() * 400) - 200);
      const zeroed = tile.slice();
      transform.bands.slice(0, -1).forEach((start, band) => {
        if (!(present & (1 << band))) zeroed.fill(0, start, transform.bands[band + 1]);
      });
      expect(inverse(transform, tile, present)).toEqual(reference(transform, zeroed));
    }
  });

  it("makes an even tile of a low band alone", () => {
    const tile = new Int16Array(4096).fill(-321, transform.bands[9]);
    expect(inverse(transform, tile, 0x200).every((sample) => sample === -321)).toBe(true);
  });
});
