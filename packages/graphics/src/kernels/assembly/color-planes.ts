import { storePart } from "./pixels";

/** A row of `count` opaque pixels from a byte of red, green and blue each. Reads up to 3 bytes beyond. */
export function paintRgbRow(red: usize, green: usize, blue: usize, to: usize, count: i32): void {
  for (; count >= 4; count -= 4) {
    v128.store(to, rgbWords(red, green, blue));
    red += 4;
    green += 4;
    blue += 4;
    to += 16;
  }
  if (count > 0) storePart(to, rgbWords(red, green, blue), count);
}

// @ts-expect-error: decorator
@inline
function rgbWords(red: usize, green: usize, blue: usize): v128 {
  const redGreen = v128.shuffle<u8>(
    v128.load_zero<u32>(red), v128.load_zero<u32>(green),
    0, 16, 1, 17, 2, 18, 3, 19, 0, 0, 0, 0, 0, 0, 0, 0,
  );
  const blueAlpha = v128.shuffle<u8>(
    v128.load_zero<u32>(blue), i8x16.splat(-1),
    0, 16, 1, 17, 2, 18, 3, 19, 0, 0, 0, 0, 0, 0, 0, 0,
  );
  return v128.shuffle<u16>(redGreen, blueAlpha, 0, 8, 1, 9, 2, 10, 3, 11);
}

/**
 * A row of `count` opaque pixels from YCoCg, [MS-RDPEGDI] 3.1.9.1.2: luma, orange and green, a byte each.
 * Reads up to 7 bytes beyond.
 * @param lossLevel 1 to 7: so many low bits but one were cut off chroma
 * @param subsampled each byte of chroma is for two pixels
 * @param swapped orange counts towards blue
 */
export function paintYCoCgRow(
  luma: usize,
  orange: usize,
  green: usize,
  lossLevel: i32,
  subsampled: bool,
  swapped: bool,
  to: usize,
  count: i32,
): void {
  const opaque = i16x8.splat(0xff);
  const chromaBytes: usize = subsampled ? 4 : 8;
  while (count > 0) {
    const y = v128.load_ext<u8>(luma);
    const co = chroma(orange, lossLevel, subsampled);
    const cg = chroma(green, lossLevel, subsampled);
    const rest = i16x8.sub(y, cg);
    const warm = i16x8.add(rest, co);
    const cold = i16x8.sub(rest, co);
    const redGreen = i8x16.narrow_i16x8_u(swapped ? cold : warm, i16x8.add(y, cg));
    const blueAlpha = i8x16.narrow_i16x8_u(swapped ? warm : cold, opaque);
    const pairs = v128.shuffle<u8>(redGreen, redGreen, 0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15);
    const otherPairs = v128.shuffle<u8>(blueAlpha, blueAlpha, 0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15);
    const first = v128.shuffle<u16>(pairs, otherPairs, 0, 8, 1, 9, 2, 10, 3, 11);
    const second = v128.shuffle<u16>(pairs, otherPairs, 4, 12, 5, 13, 6, 14, 7, 15);
    if (count >= 4) v128.store(to, first);
    else storePart(to, first, count);
    if (count >= 8) v128.store(to + 16, second);
    else if (count > 4) storePart(to + 16, second, count - 4);
    luma += 8;
    orange += chromaBytes;
    green += chromaBytes;
    to += 32;
    count -= 8;
  }
}

/** Half the chroma of eight pixels. */
// @ts-expect-error: decorator
@inline
function chroma(from: usize, lossLevel: i32, subsampled: bool): v128 {
  let bytes = v128.load_zero<u64>(from);
  if (subsampled) bytes = v128.shuffle<u8>(bytes, bytes, 0, 0, 1, 1, 2, 2, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0);
  return i16x8.extend_low_i8x16_s(i8x16.shl(bytes, lossLevel - 1));
}
