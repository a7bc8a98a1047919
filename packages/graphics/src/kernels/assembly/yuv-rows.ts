// The colours of [MS-RDPEGFX] 3.3.8.3.1, BT.709 in full range, with 128 taken from U and V before:
//     R = (256 Y         + 403 V) >> 8
//     G = (256 Y -  48 U - 120 V) >> 8
//     B = (256 Y + 475 U        ) >> 8

/** Paints `count` pixels from sample `from` of a row on; the rows of U and V have half as many samples. */
export function row420(luma: usize, u: usize, v: usize, from: i32, count: i32, target: usize): void {
  let x: usize = from;
  const end: usize = from + count;
  if (x & 1 && x < end) {
    paintPixel(load<u8>(luma + x), load<u8>(u + (x >> 1)), load<u8>(v + (x >> 1)), target);
    target += 4;
    x++;
  }
  for (; x + 16 <= end; x += 16, target += 64) {
    const uOf8 = i16x8.sub(v128.load8x8_u(u + (x >> 1)), i16x8.splat(128));
    const vOf8 = i16x8.sub(v128.load8x8_u(v + (x >> 1)), i16x8.splat(128));
    const red = redOf(vOf8);
    const green = greenOf(uOf8, vOf8);
    const blue = blueOf(uOf8);
    paint16(
      v128.load(luma + x),
      firstTwice(red),
      lastTwice(red),
      firstTwice(green),
      lastTwice(green),
      firstTwice(blue),
      lastTwice(blue),
      target,
    );
  }
  for (; x < end; x++, target += 4) {
    paintPixel(load<u8>(luma + x), load<u8>(u + (x >> 1)), load<u8>(v + (x >> 1)), target);
  }
}

/** Paints `count` pixels of a row that has as many samples of U and V as of Y. */
export function row444(luma: usize, u: usize, v: usize, count: i32, target: usize): void {
  let x: usize = 0;
  const end: usize = count;
  for (; x + 16 <= end; x += 16, target += 64) {
    const uLow = i16x8.sub(v128.load8x8_u(u + x), i16x8.splat(128));
    const uHigh = i16x8.sub(v128.load8x8_u(u + x, 8), i16x8.splat(128));
    const vLow = i16x8.sub(v128.load8x8_u(v + x), i16x8.splat(128));
    const vHigh = i16x8.sub(v128.load8x8_u(v + x, 8), i16x8.splat(128));
    paint16(
      v128.load(luma + x),
      redOf(vLow),
      redOf(vHigh),
      greenOf(uLow, vLow),
      greenOf(uHigh, vHigh),
      blueOf(uLow),
      blueOf(uHigh),
      target,
    );
  }
  for (; x < end; x++, target += 4) paintPixel(load<u8>(luma + x), load<u8>(u + x), load<u8>(v + x), target);
}

/** 403 V >> 8, as V + (147 V >> 8), which fits 16 bits. */
function redOf(v: v128): v128 {
  return i16x8.add(v, i16x8.shr_s(i16x8.mul(v, i16x8.splat(147)), 8));
}

function greenOf(u: v128, v: v128): v128 {
  return i16x8.shr_s(i16x8.add(i16x8.mul(u, i16x8.splat(-48)), i16x8.mul(v, i16x8.splat(-120))), 8);
}

/** 475 U >> 8, as 2 U + (-37 U >> 8), which fits 16 bits. */
function blueOf(u: v128): v128 {
  return i16x8.add(i16x8.shl(u, 1), i16x8.shr_s(i16x8.mul(u, i16x8.splat(-37)), 8));
}

function firstTwice(lanes: v128): v128 {
  return v128.shuffle<u16>(lanes, lanes, 0, 0, 1, 1, 2, 2, 3, 3);
}

function lastTwice(lanes: v128): v128 {
  return v128.shuffle<u16>(lanes, lanes, 4, 4, 5, 5, 6, 6, 7, 7);
}

/** Stores sixteen pixels of their luma and what chroma adds to red, green and blue of the first and last eight. */
function paint16(
  luma: v128,
  redLow: v128,
  redHigh: v128,
  greenLow: v128,
  greenHigh: v128,
  blueLow: v128,
  blueHigh: v128,
  target: usize,
): void {
  const low = i16x8.extend_low_i8x16_u(luma);
  const high = i16x8.extend_high_i8x16_u(luma);
  const red = i8x16.narrow_i16x8_u(i16x8.add(low, redLow), i16x8.add(high, redHigh));
  const green = i8x16.narrow_i16x8_u(i16x8.add(low, greenLow), i16x8.add(high, greenHigh));
  const blue = i8x16.narrow_i16x8_u(i16x8.add(low, blueLow), i16x8.add(high, blueHigh));
  const alpha = i8x16.splat(-1);
  const redGreenLow = i8x16.shuffle(red, green, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const redGreenHigh = i8x16.shuffle(red, green, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const blueAlphaLow = i8x16.shuffle(blue, alpha, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const blueAlphaHigh = i8x16.shuffle(blue, alpha, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  v128.store(target, v128.shuffle<u16>(redGreenLow, blueAlphaLow, 0, 8, 1, 9, 2, 10, 3, 11));
  v128.store(target, v128.shuffle<u16>(redGreenLow, blueAlphaLow, 4, 12, 5, 13, 6, 14, 7, 15), 16);
  v128.store(target, v128.shuffle<u16>(redGreenHigh, blueAlphaHigh, 0, 8, 1, 9, 2, 10, 3, 11), 32);
  v128.store(target, v128.shuffle<u16>(redGreenHigh, blueAlphaHigh, 4, 12, 5, 13, 6, 14, 7, 15), 48);
}

function paintPixel(luma: i32, u: i32, v: i32, target: usize): void {
  const red = toByte(luma + ((403 * (v - 128)) >> 8));
  const green = toByte(luma + ((-48 * (u - 128) - 120 * (v - 128)) >> 8));
  const blue = toByte(luma + ((475 * (u - 128)) >> 8));
  store<u32>(target, 0xff000000 | (blue << 16) | (green << 8) | red);
}

function toByte(value: i32): i32 {
  return min(max(value, 0), 255);
}
