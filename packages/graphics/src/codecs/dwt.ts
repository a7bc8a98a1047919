/** The side of a tile, in samples. */
export const TILE_SIDE = 64;

const half = new Int16Array((TILE_SIDE * TILE_SIDE) / 2);
const otherHalf = new Int16Array((TILE_SIDE * TILE_SIDE) / 2);

/** Nothing but zeros, as the chroma of grey tiles: no transform changes that. Looks at the low band, the last, first. */
export function isBlank(tile: Int16Array): boolean {
  let i = tile.length - 1;
  while (i >= 0 && tile[i] === 0) i--;
  return i < 0;
}

/**
 * Three-level inverse 5/3 wavelet transform of a 64 x 64 tile, in place, [MS-RDPRFX] 3.1.8.1.4.
 * In: 4096 coefficients as HL1 LH1 HH1 HL2 LH2 HH2 HL3 LH3 HH3 LL3. Out: 64 rows of 64 samples.
 */
export function inverseDwt(tile: Int16Array): void {
  inverseLevel(tile, 3840, 8);
  inverseLevel(tile, 3072, 16);
  inverseLevel(tile, 0, 32);
}

/** At `start`: the bands HL, LH, HH, LL of `side` x `side` coefficients; they become one LL of twice the side. */
function inverseLevel(tile: Int16Array, start: number, side: number): void {
  const area = side * side;
  // Rows first: LL with HL gives the vertical low band, LH with HH the high one.
  for (let row = 0; row < side; row++) {
    const at = start + row * side;
    inverseRow(tile, at + 3 * area, at, half, row * side * 2, side);
    inverseRow(tile, at + area, at + 2 * area, otherHalf, row * side * 2, side);
  }
  inverseColumns(half, otherHalf, tile, start, side);
}

function inverseRow(tile: Int16Array, low: number, high: number, out: Int16Array, to: number, count: number): void {
  let previousHigh = tile[high];
  let even = tile[low] - ((previousHigh + previousHigh + 1) >> 1);
  for (let i = 0; i < count - 1; i++) {
    const currentHigh = tile[high + i + 1];
    const nextEven = tile[low + i + 1] - ((previousHigh + currentHigh + 1) >> 1);
    out[to++] = even;
    out[to++] = (previousHigh << 1) + ((even + nextEven) >> 1);
    even = nextEven;
    previousHigh = currentHigh;
  }
  out[to++] = even;
  out[to] = (previousHigh << 1) + even;
}

/** Row by row, so that memory is walked in order: `count` low and high rows of 2 * count samples to twice the rows. */
function inverseColumns(low: Int16Array, high: Int16Array, out: Int16Array, start: number, count: number): void {
  const width = count * 2;
  for (let row = 0; row < count; row++) {
    const current = row * width;
    const previous = row === 0 ? current : current - width;
    const even = start + 2 * row * width;
    for (let x = 0; x < width; x++) {
      out[even + x] = low[current + x] - ((high[previous + x] + high[current + x] + 1) >> 1);
    }
  }
  for (let row = 0; row < count; row++) {
    const odd = start + (2 * row + 1) * width;
    const below = row === count - 1 ? odd - width : odd + width;
    const current = row * width;
    for (let x = 0; x < width; x++) {
      out[odd + x] = (high[current + x] << 1) + ((out[odd - width + x] + out[below + x]) >> 1);
    }
  }
}
