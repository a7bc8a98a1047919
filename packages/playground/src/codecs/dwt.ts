export const TILE_SIDE = 64;
export const TILE_SAMPLES = TILE_SIDE * TILE_SIDE;

/** Each level splits the low samples of the one before, both ways. */
const LEVELS = [
  { side: 64, low: 33, high: 31 },
  { side: 33, low: 17, high: 16 },
  { side: 17, low: 9, high: 8 },
];

/**
 * The reduce-extrapolate wavelet transform of a tile's samples ([MS-RDPEGFX] 3.2.8.1.2.2): HL1, LH1, HH1, HL2, LH2, HH2,
 * HL3, LH3, HH3, LL3.
 */
export function forwardDwt(samples: Int32Array): Int32Array {
  const coefficients = new Int32Array(TILE_SAMPLES);
  let at = 0;
  let lows = samples;
  for (const { side, low, high } of LEVELS) {
    const lines = splitColumns(lows, side, low, high);
    const top = splitRows(lines.subarray(0, low * side), side, low, high);
    const bottom = splitRows(lines.subarray(low * side), side, low, high);
    for (const band of [top.high, bottom.low, bottom.high]) {
      coefficients.set(band, at);
      at += band.length;
    }
    lows = top.low;
  }
  coefficients.set(lows, at);
  return coefficients;
}

/** Rows of `side` samples as rows of low ones and rows of high ones. */
function splitRows(samples: Int32Array, side: number, low: number, high: number) {
  const rows = samples.length / side;
  const lows = new Int32Array(rows * low);
  const highs = new Int32Array(rows * high);
  for (let row = 0; row < rows; row++) {
    split(
      samples.subarray(row * side, (row + 1) * side),
      lows.subarray(row * low, (row + 1) * low),
      highs.subarray(row * high, (row + 1) * high),
    );
  }
  return { low: lows, high: highs };
}

/** The same for columns: rows of low samples above rows of high ones. */
function splitColumns(samples: Int32Array, side: number, low: number, high: number): Int32Array {
  const { low: lows, high: highs } = splitRows(transpose(samples, side), side, low, high);
  const joined = new Int32Array(side * (low + high));
  joined.set(transpose(lows, low));
  joined.set(transpose(highs, high), low * side);
  return joined;
}

function transpose(samples: Int32Array, width: number): Int32Array {
  const height = samples.length / width;
  return samples.map((_, index) => samples[(index % height) * width + Math.floor(index / height)] as number);
}

/**
 * Splits a line. One of an even length is continued by a sample in line with its last two, and has no details there; in
 * others the last detail is mirrored.
 */
function split(line: Int32Array, low: Int32Array, high: Int32Array): void {
  const { length } = line;
  const sample = (at: number) =>
    at < length ? (line[at] as number) : 2 * (line[length - 1] as number) - (line[length - 2] as number);
  for (let n = 0; n < high.length; n++) {
    high[n] = (sample(2 * n + 1) - ((sample(2 * n) + sample(2 * n + 2)) >> 1)) >> 1;
  }
  const beyond = length % 2 === 0 ? 0 : (high[high.length - 1] as number);
  for (let n = 0; n < low.length; n++) {
    low[n] = sample(2 * n) + (((high[Math.max(n - 1, 0)] ?? beyond) + (high[n] ?? beyond)) >> 1);
  }
}
