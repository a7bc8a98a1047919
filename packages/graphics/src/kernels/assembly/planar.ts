import { paintRgbRow, paintYCoCgRow } from "./color-planes";
import { BEYOND, CUT_OFF } from "./errors";
import { fillLoosely } from "./loose";

/** What loose writing needs behind each plane. */
const PADDING: u32 = 64;

/**
 * RDP6_BITMAP_STREAM, [MS-RDPEGDI] 2.2.2.5.1, behind its header: paints the `columns` x `rows` pixels at the bitmap's top
 * left.
 * @param lossLevel 0 if the planes are red, green and blue
 * @param workspace of 3 * (width * height + 64) bytes
 * @param bottomUp whether the first stored row is the lowest
 */
export function decodePlanar(
  at: usize,
  length: u32,
  lossLevel: i32,
  subsampled: bool,
  runLength: bool,
  hasAlpha: bool,
  width: i32,
  height: i32,
  workspace: usize,
  bottomUp: bool,
  to: usize,
  stride: i32,
  columns: i32,
  rows: i32,
): i32 {
  const end = at + length;
  const chromaWidth = subsampled ? (width + 1) >> 1 : width;
  const chromaHeight = subsampled ? (height + 1) >> 1 : height;
  const size = <usize>width * height;
  const chromaSize = <usize>chromaWidth * chromaHeight;
  let first = at;
  let second: usize;
  let third: usize;
  if (runLength) {
    first = workspace;
    second = first + size + PADDING;
    third = second + size + PADDING;
    if (hasAlpha) {
      at = readPlane(at, end, first, width, height);
      if (at < PROBLEMS) return <i32>at;
    }
    at = readPlane(at, end, first, width, height);
    if (at < PROBLEMS) return <i32>at;
    at = readPlane(at, end, second, chromaWidth, chromaHeight);
    if (at < PROBLEMS) return <i32>at;
    at = readPlane(at, end, third, chromaWidth, chromaHeight);
    if (at < PROBLEMS) return <i32>at;
  } else {
    if (hasAlpha) first += size;
    second = first + size;
    third = second + chromaSize;
    if (<u64>size * (hasAlpha ? 2 : 1) + <u64>chromaSize * 2 > length) return CUT_OFF;
  }

  for (let y = 0; y < rows; y++) {
    const row = bottomUp ? height - 1 - y : y;
    const luma = first + <usize>row * width;
    const chroma = <usize>(subsampled ? row >> 1 : row) * chromaWidth;
    if (lossLevel == 0) paintRgbRow(luma, second + chroma, third + chroma, to, columns);
    // Servers encode AYCoCg from pixels whose red and blue are swapped: orange counts towards blue.
    else paintYCoCgRow(luma, second + chroma, third + chroma, lossLevel, subsampled, true, to, columns);
    to += <usize>stride << 2;
  }
  return 0;
}

/** What `readPlane` returns below this is no address. */
const PROBLEMS: usize = 16;

/**
 * RDP6_RLE_SEGMENTS, 3.1.9.2: rows of segments; every row but the first holds differences to the row above.
 * @returns where the next plane begins, or an error number
 */
function readPlane(at: usize, end: usize, plane: usize, width: i32, height: i32): usize {
  for (let row = 0; row < height; row++) {
    at = readSegments(at, end, plane, plane + width);
    if (at < PROBLEMS) return at;
    if (row > 0) addRowAbove(plane, width);
    plane += width;
  }
  return at > end ? <usize>CUT_OFF : at;
}

/** The segments of one row, RDP6_RLE_SEGMENT, 2.2.2.5.1.2. Literals are read without asking: zeros follow the data. */
// @ts-expect-error: decorator
@inline
function readSegments(at: usize, end: usize, to: usize, rowEnd: usize): usize {
  let values = i8x16.splat(0);
  while (to < rowEnd) {
    if (at >= end) return CUT_OFF;
    const control = <u32>load<u8>(at++);
    let run = control & 15;
    let literals = control >> 4;
    if (run - 1 < 2) {
      run = literals + run * 16;
      literals = 0;
    }
    if (literals + run > <u32>(rowEnd - to)) return BEYOND;
    if (literals > 0) {
      v128.store(to, v128.load(at));
      at += literals;
      to += literals;
      values = v128.load_splat<u8>(at - 1);
    }
    fillLoosely(to, values, run);
    to += run;
  }
  return at;
}

/** Odd codes stand for negative differences: 0, -1, 1, -2, 2, ... */
// @ts-expect-error: decorator
@inline
function addRowAbove(row: usize, width: i32): void {
  const one = i8x16.splat(1);
  const end = row + width;
  for (let at = row; at < end; at += 16) {
    const codes = v128.load(at);
    const differences = v128.xor(i8x16.shr_u(codes, 1), i8x16.neg(v128.and(codes, one)));
    v128.store(at, i8x16.add(v128.load(at - width), differences));
  }
}
