import { BEYOND, CUT_OFF, MISSING, UNKNOWN } from "./errors";
import { copyLoosely, fillLoosely } from "./loose";
import { scratch } from "./memory";
import { copyPixels } from "./pixels";

/** runLengthFactor1 to 3 of [MS-RDPEGFX] 2.2.4.1.1.1.1: one byte, or two after 0xFF, or four after 0xFFFF. */
@inline
export function runLength(at: usize): u32 {
  const short = <u32>load<u8>(at);
  if (short < 0xff) return short;
  const middle = <u32>load<u16>(at, 1);
  return middle < 0xffff ? middle : load<u32>(at, 3);
}

/** How many bytes the run length at `at` takes. */
@inline
export function runLengthBytes(at: usize): usize {
  if (load<u8>(at) < 0xff) return 1;
  return load<u16>(at, 1) < 0xffff ? 3 : 7;
}

/** The ABGR word of a pixel that is stored as blue, green, red. */
@inline
export function colorAt(at: usize): u32 {
  return 0xff000000 | (bswap<u32>(load<u32>(at)) >> 8);
}

/**
 * CLEARCODEC_RESIDUAL_DATA, [MS-RDPEGFX] 2.2.4.1.1.1: runs of colours over a whole bitmap.
 * @param workspace of 4 * width * height + 64 bytes
 */
export function decodeResidual(
  at: usize,
  length: u32,
  workspace: usize,
  target: usize,
  stride: i32,
  width: i32,
  height: i32,
): i32 {
  const end = at + length;
  const limit = workspace + (<usize>width * height << 2);
  let to = workspace;
  while (at < end) {
    const color = i32x4.splat(colorAt(at));
    const count = runLength(at + 3);
    at += 3 + runLengthBytes(at + 3);
    if (count > <u32>(limit - to) >> 2) return BEYOND;
    fillLoosely(to, color, <usize>count << 2);
    to += <usize>count << 2;
  }
  if (at > end) return CUT_OFF;
  if (to < limit) return MISSING;
  copyPixels(workspace, width, target, stride, width, height);
  return 0;
}

/**
 * CLEARCODEC_SUBCODEC_RLEX, 2.2.4.1.1.3.1.2: a palette, then segments of one run and one suite of consecutive palette
 * entries, over a whole bitmap.
 * @param workspace of 4 * width * height + 64 bytes
 */
export function decodeRlex(
  at: usize,
  length: u32,
  workspace: usize,
  target: usize,
  stride: i32,
  width: i32,
  height: i32,
): i32 {
  const end = at + length;
  const colors = <u32>load<u8>(at++);
  if (colors < 1 || colors > 127) return UNKNOWN;
  if (at + colors * 3 > end) return CUT_OFF;
  const palette = scratch;
  for (let i: u32 = 0; i < colors; i++, at += 3) store<u32>(palette + (i << 2), colorAt(at));
  // floor(log2(colors - 1)) + 1, and 1 for a single colour.
  const indexBits = colors == 1 ? 1 : 32 - clz<u32>(colors - 1);
  const indexMask: u32 = (1 << indexBits) - 1;

  const limit = workspace + (<usize>width * height << 2);
  let to = workspace;
  while (at < end) {
    const packed = <u32>load<u8>(at);
    const count = runLength(at + 1);
    at += 1 + runLengthBytes(at + 1);
    const stop = packed & indexMask;
    const depth = packed >> indexBits;
    if (depth > stop || stop >= colors) return UNKNOWN;
    if (<u64>count + depth + 1 > (limit - to) >> 2) return BEYOND;
    const suite = palette + ((stop - depth) << 2);
    fillLoosely(to, v128.load_splat<u32>(suite), <usize>count << 2);
    to += <usize>count << 2;
    copyLoosely(to, suite, <usize>(depth + 1) << 2);
    to += <usize>(depth + 1) << 2;
  }
  if (at > end) return CUT_OFF;
  if (to < limit) return MISSING;
  copyPixels(workspace, width, target, stride, width, height);
  return 0;
}
