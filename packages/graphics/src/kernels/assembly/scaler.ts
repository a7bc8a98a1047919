/**
 * Writes a rectangle of a scaled picture, opaque. Along either axis an output pixel has a record of two u32, its first
 * source pixel and its first weight, whose weights go on to where those of the next record begin; weights are u16 and
 * add up to 4096.
 * @param columns record of the rectangle's first column
 * @param rows record of the rectangle's first row
 */
export function paintScaled(
  from: usize,
  fromStride: i32,
  columns: usize,
  columnWeights: usize,
  rows: usize,
  rowWeights: usize,
  to: usize,
  toStride: i32,
  width: i32,
  height: i32,
): void {
  for (; height > 0; height--) {
    const row = from + ((<usize>load<u32>(rows) * fromStride) << 2);
    const firstWeight = rowWeights + (<usize>load<u32>(rows, 4) << 1);
    rows += RECORD_SIZE;
    const lastWeight = rowWeights + (<usize>load<u32>(rows, 4) << 1);
    let record = columns;
    for (let x = 0; x < width; x++) {
      const pixels = row + (<usize>load<u32>(record) << 2);
      const weights = columnWeights + (<usize>load<u32>(record, 4) << 1);
      record += RECORD_SIZE;
      const weightsEnd = columnWeights + (<usize>load<u32>(record, 4) << 1);
      const word = weighted(pixels, fromStride, weights, weightsEnd, firstWeight, lastWeight);
      store<u32>(to + (<usize>x << 2), word | 0xff000000);
    }
    to += <usize>toStride << 2;
  }
}

const RECORD_SIZE: usize = 8;
/** Half of what all weights add up to. */
const HALF: i32 = 1 << 23;

/** The sums of products need all of 32 bits: 255 * 4096 * 4096. */
@inline
function weighted(
  row: usize,
  stride: i32,
  weights: usize,
  weightsEnd: usize,
  rowWeight: usize,
  lastRowWeight: usize,
): u32 {
  let sum = i32x4.splat(HALF);
  for (; rowWeight < lastRowWeight; rowWeight += 2) {
    const vertical = <i32>load<u16>(rowWeight);
    let pixel = row;
    for (let weight = weights; weight < weightsEnd; weight += 2, pixel += 4) {
      const channels = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load_zero<u32>(pixel)));
      sum = i32x4.add(sum, i32x4.mul(channels, i32x4.splat(vertical * <i32>load<u16>(weight))));
    }
    row += <usize>stride << 2;
  }
  const bytes = v128.shuffle<u8>(sum, sum, 3, 7, 11, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  return i32x4.extract_lane(bytes, 0);
}
