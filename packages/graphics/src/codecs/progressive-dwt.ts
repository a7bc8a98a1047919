import { TILE_SIDE } from "./dwt.ts";
import { TILE_SAMPLES } from "./progressive-bands.ts";

/** The rows of one level, low ones first; of the largest level the high ones are followed by a row of zeros. */
const rows = new Int16Array(TILE_SAMPLES + TILE_SIDE);

/**
 * The inverse of the reduce-extrapolate 5/3 wavelet transform, [MS-RDPEGFX] 3.2.8.1.2.2, three levels, in place.
 * In: 4096 coefficients in the order of EXTRAPOLATED_BANDS. Out: 64 rows of 64 samples.
 */
export function inverseExtrapolatedDwt(tile: Int16Array): void {
  inverseLevel(tile.subarray(3807), 9, 8);
  inverseLevel(tile.subarray(3007), 17, 16);
  inverseLevel(tile, 33, 31);
}

/** One level: bands HL (high x low), LH, HH and LL, one after the other, become low + high rows of low + high samples. */
function inverseLevel(tile: Int16Array, low: number, high: number): void {
  const side = low + high;
  const lh = high * low;
  const hh = lh + low * high;
  const ll = hh + high * high;
  for (let y = 0; y < low; y++) inverseRow(tile, ll + y * low, low, y * high, high, y * side);
  for (let y = 0; y < high; y++) inverseRow(tile, lh + y * low, low, hh + y * high, high, (low + y) * side);
  inverseColumns(tile, side, low, high);
}

/** Joins `low` samples at `lowAt` and `high` samples at `highAt` to a row at `to` of the scratch `rows`. */
function inverseRow(bands: Int16Array, lowAt: number, low: number, highAt: number, high: number, to: number): void {
  // Either the last detail is mirrored, or (level 1) the next one is zero and the 65th sample was extrapolated.
  const extrapolated = low === high + 2;
  let detail = bands[highAt];
  let even = bands[lowAt] - detail;
  let at = to;
  rows[at++] = even;
  for (let i = 1; i <= high; i++) {
    const nextDetail = i < high ? bands[highAt + i] : extrapolated ? 0 : detail;
    const nextEven = bands[lowAt + i] - ((detail + nextDetail) >> 1);
    rows[at++] = ((even + nextEven) >> 1) + 2 * detail;
    rows[at++] = nextEven;
    even = nextEven;
    detail = nextDetail;
  }
  if (extrapolated) rows[at] = (even + bands[lowAt + high + 1]) >> 1;
}

/** The same down all columns at once: `low` rows and after them `high` rows of the scratch `rows`, to `tile`. */
function inverseColumns(tile: Int16Array, side: number, low: number, high: number): void {
  const extrapolated = low === high + 2;
  const highAt = low * side;
  for (let x = 0; x < side; x++) tile[x] = rows[x] - rows[highAt + x];
  for (let i = 1; i <= high; i++) {
    const lowRow = i * side;
    const detailRow = highAt + lowRow - side;
    const nextDetailRow = i < high || extrapolated ? detailRow + side : detailRow;
    const oddRow = 2 * lowRow - side;
    for (let x = 0; x < side; x++) {
      const detail = rows[detailRow + x];
      const even = rows[lowRow + x] - ((detail + rows[nextDetailRow + x]) >> 1);
      tile[oddRow + x] = ((tile[oddRow - side + x] + even) >> 1) + 2 * detail;
      tile[oddRow + side + x] = even;
    }
  }
  if (extrapolated) {
    const last = (side - 1) * side;
    for (let x = 0; x < side; x++) tile[last + x] = (tile[last - side + x] + rows[highAt - side + x]) >> 1;
  }
}
