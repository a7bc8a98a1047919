import { ZEROS } from "./bands";
import { between, next, previous, roundedMean, storePairs } from "./lifting";

/**
 * The inverse of the three-level 5/3 wavelet transform, [MS-RDPRFX] 3.1.8.1.4: from 4096 coefficients, in the order of
 * bands.ts, to 64 rows of 64 samples at `out`. `present`: a bit for each band, low bit first, that has more than ZEROS;
 * the others are not read.
 * `scratch`: 12 KiB.
 */
export function inverseDwt(coefficients: usize, present: u32, out: usize, scratch: usize): void {
  const low3 = present & (1 << 9) ? coefficients + 4032 * 2 : 0;
  const low2 = scratch + 8192;
  const low1 = low2 + 512;
  inverseLevel(low3, coefficients + 3840 * 2, present >> 6, 8, low2, scratch);
  inverseLevel(low2, coefficients + 3072 * 2, present >> 3, 16, low1, scratch);
  inverseLevel(low1, coefficients, present, 32, out, scratch);
}

/** From the low band (0: nothing but zeros) and at `high` the bands HL, LH and HH, `side` squared, to twice the side. */
function inverseLevel(low: usize, high: usize, present: u32, side: u32, out: usize, scratch: usize): void {
  const band: usize = <usize>(side * side) << 1;
  const lowRows = scratch;
  let highRows = ZEROS;
  let highStep: usize = 0;
  joinRows(low, present & 1 ? high : 0, side, lowRows);
  if (present & 6) {
    highRows = scratch + band * 2;
    highStep = side << 2;
    joinRows(present & 2 ? high + band : 0, present & 4 ? high + band * 2 : 0, side, highRows);
  }
  joinColumns(lowRows, highRows, highStep, side, out);
}

/** `side` rows of as many low and high samples to rows of both. Where there are only zeros, the address is 0. */
function joinRows(low: usize, high: usize, side: u32, out: usize): void {
  const bytes: usize = side << 1;
  const lowStep = low ? bytes : 0;
  const highStep = high ? bytes : 0;
  if (!low) low = ZEROS;
  if (!high) high = ZEROS;
  for (let row: u32 = 0; row < side; row++) {
    let detail = v128.load(high);
    let even = i16x8.sub(v128.load(low), roundedMean(i16x8.shuffle(detail, detail, 0, 0, 1, 2, 3, 4, 5, 6), detail));
    for (let x: usize = 16; x < bytes; x += 16) {
      const nextDetail = v128.load(high + x);
      const nextEven = i16x8.sub(v128.load(low + x), roundedMean(previous(detail, nextDetail), nextDetail));
      storePairs(out, even, between(even, next(even, nextEven), detail));
      out += 32;
      even = nextEven;
      detail = nextDetail;
    }
    storePairs(out, even, between(even, i16x8.shuffle(even, even, 1, 2, 3, 4, 5, 6, 7, 7), detail));
    out += 32;
    low += lowStep;
    high += highStep;
  }
}

/** `side` low and high rows of twice as many samples to twice the rows. */
function joinColumns(low: usize, high: usize, highStep: usize, side: u32, out: usize): void {
  const step: usize = side << 2;
  for (let x: usize = 0; x < step; x += 16) {
    let to = out + x;
    let lowAt = low + x;
    let highAt = highStep ? high + x : high;
    let detail = v128.load(highAt);
    let even = i16x8.sub(v128.load(lowAt), detail);
    v128.store(to, even);
    for (let row: u32 = 1; row < side; row++) {
      lowAt += step;
      highAt += highStep;
      const nextDetail = v128.load(highAt);
      const nextEven = i16x8.sub(v128.load(lowAt), roundedMean(detail, nextDetail));
      v128.store(to + step, between(even, nextEven, detail));
      to += step << 1;
      v128.store(to, nextEven);
      even = nextEven;
      detail = nextDetail;
    }
    v128.store(to + step, i16x8.add(even, i16x8.shl(detail, 1)));
  }
}
