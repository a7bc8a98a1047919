import { BEYOND, CUT_OFF, UNKNOWN } from "./errors";
import { copyLoosely, fillLoosely } from "./loose";
import { paintUncompressed } from "./uncompressed";

// Orders, [MS-RDPBCGR] 3.1.9, as the low four bits of their mega forms.
const BACKGROUND_RUN: u32 = 0;
const FOREGROUND_RUN: u32 = 1;
const MASKED_IMAGE: u32 = 2;
const COLOR_RUN: u32 = 3;
const COLOR_IMAGE: u32 = 4;
const SET_FOREGROUND_RUN: u32 = 6;
const SET_FOREGROUND_MASKED_IMAGE: u32 = 7;
const DITHERED_RUN: u32 = 8;
const SPECIAL_IMAGE_1: u32 = 9;
const SPECIAL_IMAGE_2: u32 = 10;
const WHITE: u32 = 13;
const BLACK: u32 = 14;

/**
 * Interleaved RLE, [MS-RDPBCGR] 2.2.9.1.1.3.1.2.4: paints the `columns` x `rows` pixels at the top left of the `width` x
 * `height` bitmap, which is stored from the lowest row on. Pixels that the orders do not reach are black.
 * @param bitsPerPixel 8, 15, 16 or 24
 * @param palette address of 256 ABGR words, for 8 bits a pixel
 * @param workspace of 4 * width * height + 64 bytes
 */
export function decodeInterleavedRle(
  from: usize,
  length: u32,
  bitsPerPixel: i32,
  palette: usize,
  width: i32,
  height: i32,
  workspace: usize,
  to: usize,
  stride: i32,
  columns: i32,
  rows: i32,
): i32 {
  let problem: i32;
  let depth = bitsPerPixel;
  let pixelBytes: u32;
  if (bitsPerPixel == 8) {
    problem = readOrders<u8>(from, length, workspace, width, height);
    pixelBytes = 1;
  } else if (bitsPerPixel == 24) {
    problem = readOrders<u32>(from, length, workspace, width, height);
    pixelBytes = 4;
    depth = 32;
  } else {
    problem = readOrders<u16>(from, length, workspace, width, height);
    pixelBytes = 2;
    if (bitsPerPixel == 15) depth = 15;
  }
  if (problem) return problem;
  const rowBytes = <u32>width * pixelBytes;
  return paintUncompressed(
    workspace, rowBytes * height, depth, palette, rowBytes, height, true, to, stride, columns, rows,
  );
}

/** Carries out the orders; pixels keep their stored order and value, one `T` each (24 bits in a u32). */
function readOrders<T>(at: usize, length: u32, pixels: usize, width: i32, height: i32): i32 {
  const end = at + length;
  const above = <usize>width * sizeof<T>();
  const limit = pixels + above * height;
  const white = <T>(sizeof<T>() == 4 ? 0xffffff : -1);
  let foreground = white;
  let to = pixels;
  let firstRow = true;
  let afterBackgroundRun = false;

  while (at < end) {
    // An order that begins in the first row has black above it, however far it goes.
    if (firstRow && to >= pixels + above) {
      firstRow = false;
      afterBackgroundRun = false;
    }

    // Regular orders take the three high bits, lite ones four (0xc to 0xe), mega ones eight.
    const header = <u32>load<u8>(at++);
    const mega = header >= 0xf0;
    const lite = header >= 0xc0;
    const order = mega ? header & 15 : lite ? (header >> 4) - 6 : header >> 5;
    const image = order == MASKED_IMAGE || order == SET_FOREGROUND_MASKED_IMAGE;
    let count = header & (lite ? 15 : 31);
    if (mega) {
      if (order <= DITHERED_RUN) {
        count = load<u16>(at);
        at += 2;
      } else count = order <= SPECIAL_IMAGE_2 ? 8 : 1;
    } else if (count > 0) {
      if (image) count *= 8;
    } else {
      count = <u32>load<u8>(at++) + (image ? 1 : lite ? 16 : 32);
    }
    const bytes = <usize>count * sizeof<T>() * (order == DITHERED_RUN ? 2 : 1);
    if (bytes > limit - to) return BEYOND;

    if (order == SET_FOREGROUND_RUN || order == SET_FOREGROUND_MASKED_IMAGE) {
      foreground = readPixel<T>(at);
      at += pixelBytes<T>();
    }
    switch (order) {
      case BACKGROUND_RUN: {
        let start = to;
        // A background run that follows another one begins with a foreground pixel.
        if (afterBackgroundRun && count > 0) {
          store<T>(to, firstRow ? foreground : load<T>(to - above) ^ foreground);
          start += sizeof<T>();
        }
        xorRun<T>(start, firstRow ? 0 : above, to + bytes - start, 0);
        break;
      }
      case FOREGROUND_RUN:
      case SET_FOREGROUND_RUN:
        xorRun<T>(to, firstRow ? 0 : above, bytes, foreground);
        break;
      case MASKED_IMAGE:
      case SET_FOREGROUND_MASKED_IMAGE: {
        const masks = <usize>(count + 7) >> 3;
        if (at + masks > end) return CUT_OFF;
        xorMasked<T>(to, firstRow ? 0 : above, count, at, foreground);
        at += masks;
        break;
      }
      case SPECIAL_IMAGE_1:
        xorMask<T>(to, firstRow ? 0 : above, 8, 0x03, foreground);
        break;
      case SPECIAL_IMAGE_2:
        xorMask<T>(to, firstRow ? 0 : above, 8, 0x05, foreground);
        break;
      case COLOR_RUN:
        fillLoosely(to, v128.splat<T>(readPixel<T>(at)), bytes);
        at += pixelBytes<T>();
        break;
      case DITHERED_RUN:
        fillLoosely(to, splatPair<T>(readPixel<T>(at), readPixel<T>(at + pixelBytes<T>())), bytes);
        at += 2 * pixelBytes<T>();
        break;
      case COLOR_IMAGE:
        if (at + <usize>count * pixelBytes<T>() > end) return CUT_OFF;
        copyImage<T>(to, at, count);
        at += <usize>count * pixelBytes<T>();
        break;
      case WHITE:
        store<T>(to, white);
        break;
      case BLACK:
        store<T>(to, <T>0);
        break;
      default:
        return UNKNOWN;
    }
    to += bytes;
    afterBackgroundRun = order == BACKGROUND_RUN;
  }
  memory.fill(to, 0, limit - to);
  return at > end ? CUT_OFF : 0;
}

// @ts-expect-error: decorator
@inline
function pixelBytes<T>(): usize {
  return sizeof<T>() == 4 ? 3 : sizeof<T>();
}

/** Zeros follow the data: up to 64 bytes of it may be read without asking. */
// @ts-expect-error: decorator
@inline
function readPixel<T>(at: usize): T {
  return <T>(sizeof<T>() == 4 ? load<u32>(at) & 0xffffff : load<T>(at));
}

// @ts-expect-error: decorator
@inline
function splatPair<T>(first: T, second: T): v128 {
  if (sizeof<T>() == 1) return i16x8.splat(<i16>((<u32>second << 8) | <u32>first));
  if (sizeof<T>() == 2) return i32x4.splat((<u32>second << 16) | <u32>first);
  return i64x2.splat((<u64>second << 32) | <u64>first);
}

/** Pixels are those of the row before, `above` bytes back, with `color` flipped; black is above if that is 0. */
// @ts-expect-error: decorator
@inline
function xorRun<T>(to: usize, above: usize, bytes: usize, color: T): void {
  const pattern = v128.splat<T>(color);
  const end = to + bytes;
  if (above == 0) {
    fillLoosely(to, pattern, bytes);
  } else if (above >= 16) {
    for (; to < end; to += 16) v128.store(to, v128.xor(v128.load(to - above), pattern));
  } else {
    for (; to < end; to += sizeof<T>()) store<T>(to, load<T>(to - above) ^ color);
  }
}

/** Flips `color` where the mask bytes at `masks` have a bit, the lowest first. */
// @ts-expect-error: decorator
@inline
function xorMasked<T>(to: usize, above: usize, count: u32, masks: usize, color: T): void {
  while (count > 0) {
    const pixels = min(count, 8);
    xorMask<T>(to, above, pixels, load<u8>(masks++), color);
    to += <usize>8 * sizeof<T>();
    count -= pixels;
  }
}

function xorMask<T>(to: usize, above: usize, count: u32, mask: u32, color: T): void {
  if (above > 0 && above < 16) {
    for (let i: u32 = 0; i < count; i++) {
      store<T>(to, load<T>(to - above) ^ (mask & (1 << i) ? color : <T>0));
      to += sizeof<T>();
    }
  } else if (sizeof<T>() == 1) {
    const bits = v128(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0);
    const chosen = i8x16.eq(v128.and(i8x16.splat(<i8>mask), bits), bits);
    flip(to, above, v128.and(chosen, v128.splat<T>(color)));
  } else if (sizeof<T>() == 2) {
    const bits = i16x8(1, 2, 4, 8, 16, 32, 64, 128);
    const chosen = i16x8.eq(v128.and(i16x8.splat(<i16>mask), bits), bits);
    flip(to, above, v128.and(chosen, v128.splat<T>(color)));
  } else {
    const bits = i32x4(1, 2, 4, 8);
    const colors = v128.splat<T>(color);
    const low = i32x4.eq(v128.and(i32x4.splat(mask), bits), bits);
    const high = i32x4.eq(v128.and(i32x4.splat(mask >> 4), bits), bits);
    flip(to, above, v128.and(low, colors));
    flip(to + 16, above, v128.and(high, colors));
  }
}

// @ts-expect-error: decorator
@inline
function flip(to: usize, above: usize, colors: v128): void {
  v128.store(to, above == 0 ? colors : v128.xor(v128.load(to - above), colors));
}

// @ts-expect-error: decorator
@inline
function copyImage<T>(to: usize, at: usize, count: u32): void {
  if (sizeof<T>() < 4) {
    copyLoosely(to, at, <usize>count * sizeof<T>());
    return;
  }
  for (let i: u32 = 0; i < count; i += 4) {
    const bytes = v128.load(at);
    const zero = i32x4.splat(0);
    v128.store(to, v128.shuffle<u8>(bytes, zero, 0, 1, 2, 16, 3, 4, 5, 16, 6, 7, 8, 16, 9, 10, 11, 16));
    at += 12;
    to += 16;
  }
}
