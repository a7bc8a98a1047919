import { paintYCoCgRow } from "./color-planes";
import { BEYOND, CUT_OFF } from "./errors";
import { fillLoosely } from "./loose";

const HEADER_SIZE: u32 = 20;
/** The last bytes of a run-length encoded plane are literals. */
const TAIL: usize = 4;
/** What loose writing needs behind each plane. */
const PADDING: u32 = 64;

/**
 * NSCODEC_BITMAP_STREAM, [MS-RDPNSC] 2.2.2, whose colour loss level was checked: paints the `columns` x `rows` pixels at
 * the top left of the `width` x `height` bitmap, opaque.
 * @param workspace of 3 * ((width + 7) * height + 64) bytes
 * @param bottomUp whether the first stored row is the lowest
 */
export function decodeNsCodec(
  from: usize,
  length: u32,
  width: i32,
  height: i32,
  workspace: usize,
  bottomUp: bool,
  to: usize,
  stride: i32,
  columns: i32,
  rows: i32,
): i32 {
  if (length < HEADER_SIZE) return CUT_OFF;
  const lumaLength = load<u32>(from);
  const orangeLength = load<u32>(from, 4);
  const greenLength = load<u32>(from, 8);
  const lossLevel = <i32>load<u8>(from, 16);
  const subsampled = load<u8>(from, 17) != 0;
  if (<u64>HEADER_SIZE + lumaLength + orangeLength + greenLength > length) return CUT_OFF;

  // With subsampling the planes are padded to even sides, the luma rows to a multiple of eight (3.1.8.1.3).
  const lumaWidth = subsampled ? (width + 7) & ~7 : width;
  const chromaWidth = subsampled ? lumaWidth >> 1 : lumaWidth;
  const lumaSize = <usize>lumaWidth * height;
  const chromaSize = <usize>chromaWidth * (subsampled ? (height + 1) >> 1 : height);
  let at = from + HEADER_SIZE;
  const luma = readPlane(at, lumaLength, workspace, lumaSize);
  workspace += lumaSize + PADDING;
  at += lumaLength;
  const orange = readPlane(at, orangeLength, workspace, chromaSize);
  workspace += chromaSize + PADDING;
  at += orangeLength;
  const green = readPlane(at, greenLength, workspace, chromaSize);
  if (luma < PROBLEMS) return <i32>luma;
  if (orange < PROBLEMS) return <i32>orange;
  if (green < PROBLEMS) return <i32>green;

  for (let y = 0; y < rows; y++) {
    const row = bottomUp ? height - 1 - y : y;
    const chroma = <usize>(subsampled ? row >> 1 : row) * chromaWidth;
    paintYCoCgRow(
      luma + <usize>row * lumaWidth, orange + chroma, green + chroma, lossLevel, subsampled, false, to, columns,
    );
    to += <usize>stride << 2;
  }
  return 0;
}

/** What `readPlane` returns below this is no address. */
const PROBLEMS: usize = 16;

/**
 * A plane of `size` bytes: left out (all 0xff), as it is, or, if shorter, run-length encoded.
 * @returns its address, which is `plane` unless it could stay where it was, or an error number
 */
function readPlane(at: usize, length: u32, plane: usize, size: usize): usize {
  if (length == 0) {
    memory.fill(plane, 0xff, size);
    return plane;
  }
  if (<usize>length >= size) return at;
  const problem = readRuns(at, at + length, plane, size);
  return problem ? <usize>problem : plane;
}

/** 3.1.8.2: literals, runs (a byte twice, then the count less two, or 0xff and the count in 32 bits), a literal tail. */
function readRuns(at: usize, end: usize, plane: usize, size: usize): i32 {
  let to = plane;
  const tail = plane + size - min(size, TAIL);
  while (to < tail) {
    const value = load<u8>(at);
    store<u8>(to++, value);
    at++;
    if (at > end) return CUT_OFF;
    if (to >= tail || at == end || load<u8>(at) != value) continue;
    const short = <u32>load<u8>(at, 1);
    const count = short < 0xff ? short + 1 : load<u32>(at, 2) - 1;
    at += short < 0xff ? 2 : 6;
    if (at > end) return CUT_OFF;
    if (count > <u32>(tail - to)) return BEYOND;
    fillLoosely(to, i8x16.splat(value), count);
    to += count;
  }
  const left = plane + size - to;
  if (at + left > end) return CUT_OFF;
  memory.copy(to, at, left);
  return 0;
}
