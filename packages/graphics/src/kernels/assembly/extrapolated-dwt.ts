import { ZEROS } from "./bands";
import { between, mean, next, previous, storePairs } from "./lifting";

// Rows of 33 and 17 samples are padded to whole vectors.
const STEP_2: usize = 80;
const STEP_3: usize = 48;

/**
 * The inverse of the reduce-extrapolate 5/3 wavelet transform, [MS-RDPEGFX] 3.2.8.1.2.2, three levels: from 4096
 * coefficients, in the order of bands.ts, to 64 rows of 64 samples at `out`. `present`: a bit for each band, low bit
 * first, that has more than ZEROS; the others are not read.
 * `scratch`: 14 KiB. Reads one sample beyond each band.
 */
export function inverseExtrapolatedDwt(
  coefficients: usize,
  present: u32,
  out: usize,
  scratch: usize,
): void {
  const low2 = scratch + 8192;
  const low1 = low2 + 17 * STEP_3;

  const bands3 = coefficients + 3807 * 2;
  const low3 = present & (1 << 9) ? coefficients + 4015 * 2 : 0;
  let high = present & 0x180 ? scratch + 9 * STEP_3 : 0;
  joinRows(low3, 18, present & 0x40 ? bands3 : 0, 8, 9, scratch, STEP_3);
  if (high) joinRows(present & 0x80 ? bands3 + 72 * 2 : 0, 18, present & 0x100 ? bands3 + 144 * 2 : 0, 8, 8, high, STEP_3);
  joinColumns(scratch, high, 8, STEP_3, low2);

  const bands2 = coefficients + 3007 * 2;
  high = present & 0x30 ? scratch + 17 * STEP_2 : 0;
  joinRows(low2, STEP_3, present & 8 ? bands2 : 0, 16, 17, scratch, STEP_2);
  if (high) joinRows(present & 0x10 ? bands2 + 272 * 2 : 0, 34, present & 0x20 ? bands2 + 544 * 2 : 0, 16, 16, high, STEP_2);
  joinColumns(scratch, high, 16, STEP_2, low1);

  high = present & 6 ? scratch + 33 * 128 : 0;
  joinLongRows(low1, STEP_2, present & 1 ? coefficients : 0, 33, scratch);
  if (high) joinLongRows(present & 2 ? coefficients + 1023 * 2 : 0, 66, present & 4 ? coefficients + 2046 * 2 : 0, 31, high);
  joinLongColumns(scratch, high, out);
}

/**
 * Levels 3 and 2: `rows` rows of `count` (8 or 16) high samples and one more low ones to rows of both. The last detail is
 * mirrored. Where there are only zeros, the address is 0.
 */
function joinRows(
  low: usize,
  lowStep: usize,
  high: usize,
  count: u32,
  rows: u32,
  out: usize,
  step: usize,
): void {
  const bytes: usize = count << 1;
  const highStep = high ? bytes : 0;
  if (!low) lowStep = 0;
  if (!low) low = ZEROS;
  if (!high) high = ZEROS;
  for (let row: u32 = 0; row < rows; row++) {
    let to = out;
    let detail = v128.load(high);
    let even = i16x8.sub(v128.load(low), mean(i16x8.shuffle(detail, detail, 0, 0, 1, 2, 3, 4, 5, 6), detail));
    for (let x: usize = 16; x < bytes; x += 16) {
      const nextDetail = v128.load(high + x);
      const nextEven = i16x8.sub(v128.load(low + x), mean(previous(detail, nextDetail), nextDetail));
      storePairs(to, even, between(even, next(even, nextEven), detail));
      to += 32;
      even = nextEven;
      detail = nextDetail;
    }
    const last = i16x8.splat(load<i16>(low + bytes) - i16x8.extract_lane_s(detail, 7));
    storePairs(to, even, between(even, next(even, last), detail));
    v128.store(to, last, 32);
    out += step;
    low += lowStep;
    high += highStep;
  }
}

/** The same down the columns: `count` high rows and one more low ones. */
function joinColumns(low: usize, high: usize, count: u32, step: usize, out: usize): void {
  const highStep = high ? step : 0;
  for (let x: usize = 0; x < step; x += 16) {
    let to = out + x;
    let lowAt = low + x;
    let highAt = high ? high + x : ZEROS;
    let detail = v128.load(highAt);
    let even = i16x8.sub(v128.load(lowAt), detail);
    v128.store(to, even);
    for (let row: u32 = 1; row <= count; row++) {
      lowAt += step;
      highAt += highStep;
      const nextDetail = row < count ? v128.load(highAt) : detail;
      const nextEven = i16x8.sub(v128.load(lowAt), mean(detail, nextDetail));
      v128.store(to + step, between(even, nextEven, detail));
      to += step << 1;
      v128.store(to, nextEven);
      even = nextEven;
      detail = nextDetail;
    }
  }
}

/**
 * Level 1: rows of 31 high and 33 low samples to rows of 64. The 32nd and the 33rd detail are zero: the 65th sample was
 * extrapolated.
 */
function joinLongRows(low: usize, lowStep: usize, high: usize, rows: u32, out: usize): void {
  const highStep: usize = high ? 62 : 0;
  if (!low) lowStep = 0;
  if (!low) low = ZEROS;
  if (!high) high = ZEROS;
  for (let row: u32 = 0; row < rows; row++) {
    const detail0 = v128.load(high);
    const detail1 = v128.load(high, 16);
    const detail2 = v128.load(high, 32);
    const detail3 = i16x8.replace_lane(v128.load(high, 48), 7, 0);
    const even0 = i16x8.sub(v128.load(low), mean(i16x8.shuffle(detail0, detail0, 0, 0, 1, 2, 3, 4, 5, 6), detail0));
    const even1 = i16x8.sub(v128.load(low, 16), mean(previous(detail0, detail1), detail1));
    const even2 = i16x8.sub(v128.load(low, 32), mean(previous(detail1, detail2), detail2));
    const even3 = i16x8.sub(v128.load(low, 48), mean(previous(detail2, detail3), detail3));
    const even4 = i16x8.splat(load<i16>(low, 64));
    storePairs(out, even0, between(even0, next(even0, even1), detail0));
    storePairs(out + 32, even1, between(even1, next(even1, even2), detail1));
    storePairs(out + 64, even2, between(even2, next(even2, even3), detail2));
    storePairs(out + 96, even3, between(even3, next(even3, even4), detail3));
    out += 128;
    low += lowStep;
    high += highStep;
  }
}

/** The same down the columns: 33 low and 31 high rows. */
function joinLongColumns(low: usize, high: usize, out: usize): void {
  const highStep: usize = high ? 128 : 0;
  for (let x: usize = 0; x < 128; x += 16) {
    let to = out + x;
    let lowAt = low + x;
    let highAt = high ? high + x : ZEROS;
    let detail = v128.load(highAt);
    let even = i16x8.sub(v128.load(lowAt), detail);
    v128.store(to, even);
    for (let row: u32 = 1; row < 32; row++) {
      lowAt += 128;
      highAt += highStep;
      const nextDetail = row < 31 ? v128.load(highAt) : i16x8.splat(0);
      const nextEven = i16x8.sub(v128.load(lowAt), mean(detail, nextDetail));
      v128.store(to, between(even, nextEven, detail), 128);
      to += 256;
      v128.store(to, nextEven);
      even = nextEven;
      detail = nextDetail;
    }
    v128.store(to, mean(even, v128.load(lowAt, 128)), 128);
  }
}
