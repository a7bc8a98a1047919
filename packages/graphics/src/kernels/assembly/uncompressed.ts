import { CUT_OFF } from "./errors";
import { storePart } from "./pixels";

/**
 * Paints `columns` x `rows` pixels of a bitmap, its top left ones, opaque.
 * @param bitsPerPixel 8, 15, 16, 24 or 32 (alpha is dropped)
 * @param palette address of 256 ABGR words, for 8 bits a pixel
 * @param height rows of the bitmap, `rowBytes` each, of which the last is the topmost if `bottomUp`
 */
export function paintUncompressed(
  from: usize,
  length: u32,
  bitsPerPixel: i32,
  palette: usize,
  rowBytes: u32,
  height: i32,
  bottomUp: bool,
  to: usize,
  stride: i32,
  columns: i32,
  rows: i32,
): i32 {
  if (<u64>rowBytes * height > length) return CUT_OFF;
  let step = <isize>rowBytes;
  if (bottomUp) {
    from += rowBytes * (height - 1);
    step = -step;
  }
  for (; rows > 0; rows--) {
    if (bitsPerPixel == 8) paintRow8(from, to, columns, palette);
    else if (bitsPerPixel == 15) paintRow15(from, to, columns);
    else if (bitsPerPixel == 16) paintRow16(from, to, columns);
    else if (bitsPerPixel == 24) paintRow24(from, to, columns);
    else paintRow32(from, to, columns);
    from += step;
    to += <usize>stride << 2;
  }
  return 0;
}

function paintRow8(from: usize, to: usize, count: i32, palette: usize): void {
  for (; count > 0; count--) {
    store<u32>(to, load<u32>(palette + (<usize>load<u8>(from) << 2)));
    from++;
    to += 4;
  }
}

function paintRow15(from: usize, to: usize, count: i32): void {
  for (; count >= 4; count -= 4) {
    v128.store(to, words15(from));
    from += 8;
    to += 16;
  }
  if (count > 0) storePart(to, words15(from), count);
}

function paintRow16(from: usize, to: usize, count: i32): void {
  for (; count >= 4; count -= 4) {
    v128.store(to, words16(from));
    from += 8;
    to += 16;
  }
  if (count > 0) storePart(to, words16(from), count);
}

function paintRow24(from: usize, to: usize, count: i32): void {
  for (; count >= 4; count -= 4) {
    v128.store(to, words24(from));
    from += 12;
    to += 16;
  }
  if (count > 0) storePart(to, words24(from), count);
}

function paintRow32(from: usize, to: usize, count: i32): void {
  for (; count >= 4; count -= 4) {
    v128.store(to, words32(from));
    from += 16;
    to += 16;
  }
  if (count > 0) storePart(to, words32(from), count);
}

/** Four pixels of 5 bits a channel, red on top. */
// @ts-expect-error: decorator
@inline
function words15(from: usize): v128 {
  const pixels = v128.load_ext<u16>(from);
  const red = v128.and(i32x4.shr_u(pixels, 7), i32x4.splat(0xf8));
  const green = v128.and(i32x4.shl(pixels, 6), i32x4.splat(0xf800));
  const blue = v128.and(i32x4.shl(pixels, 19), i32x4.splat(0xf80000));
  const high = v128.or(v128.or(red, green), blue);
  const low = v128.and(i32x4.shr_u(high, 5), i32x4.splat(0x070707));
  return v128.or(v128.or(high, low), i32x4.splat(0xff000000));
}

/** Four pixels of 5, 6 and 5 bits, red on top. */
// @ts-expect-error: decorator
@inline
function words16(from: usize): v128 {
  const pixels = v128.load_ext<u16>(from);
  const red = v128.and(i32x4.shr_u(pixels, 8), i32x4.splat(0xf8));
  const blue = v128.and(i32x4.shl(pixels, 19), i32x4.splat(0xf80000));
  const redBlue = v128.or(red, blue);
  const lowRedBlue = v128.and(i32x4.shr_u(redBlue, 5), i32x4.splat(0x070007));
  const green = v128.and(i32x4.shl(pixels, 5), i32x4.splat(0xfc00));
  const lowGreen = v128.and(i32x4.shr_u(green, 6), i32x4.splat(0x0300));
  return v128.or(v128.or(v128.or(redBlue, lowRedBlue), v128.or(green, lowGreen)), i32x4.splat(0xff000000));
}

/** Four pixels of blue, green and red. */
// @ts-expect-error: decorator
@inline
export function words24(from: usize): v128 {
  const bytes = v128.load(from);
  const opaque = i32x4.splat(0xff000000);
  return v128.shuffle<u8>(bytes, opaque, 2, 1, 0, 19, 5, 4, 3, 19, 8, 7, 6, 19, 11, 10, 9, 19);
}

/** Four pixels of blue, green, red and something. */
// @ts-expect-error: decorator
@inline
function words32(from: usize): v128 {
  const bytes = v128.load(from);
  const opaque = i32x4.splat(0xff000000);
  return v128.shuffle<u8>(bytes, opaque, 2, 1, 0, 19, 6, 5, 4, 19, 10, 9, 8, 19, 14, 13, 12, 19);
}
