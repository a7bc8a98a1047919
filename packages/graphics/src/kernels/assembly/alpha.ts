import { runLength, runLengthBytes } from "./clearcodec-runs";
import { BEYOND, CUT_OFF } from "./errors";
import { fillLoosely } from "./loose";

/**
 * The segments of ALPHACODEC_BITMAP_STREAM, [MS-RDPEGFX] 2.2.4.3: sets the alpha of a rectangle's pixels, colours stay.
 * @param compressed whether they are runs (2.2.4.3.1) and not one byte a pixel
 * @param workspace of width * height + 64 bytes
 */
export function decodeAlpha(
  at: usize,
  length: u32,
  compressed: bool,
  workspace: usize,
  target: usize,
  stride: i32,
  width: i32,
  height: i32,
): i32 {
  let alphas = at;
  const count = <usize>width * height;
  if (compressed) {
    const problem = expandRuns(at, at + length, workspace, count);
    if (problem) return problem;
    alphas = workspace;
  } else if (count > length) return CUT_OFF;

  for (; height > 0; height--) {
    let to = target;
    let left = width;
    for (; left >= 4; left -= 4) {
      v128.store(to, withAlpha(to, alphas));
      to += 16;
      alphas += 4;
    }
    for (; left > 0; left--) {
      store<u8>(to, load<u8>(alphas++), 3);
      to += 4;
    }
    target += <usize>stride << 2;
  }
  return 0;
}

function expandRuns(at: usize, end: usize, to: usize, count: usize): i32 {
  const limit = to + count;
  while (to < limit) {
    if (at >= end) return CUT_OFF;
    const alpha = i8x16.splat(load<u8>(at));
    const run = runLength(at + 1);
    at += 1 + runLengthBytes(at + 1);
    if (run > <u32>(limit - to)) return BEYOND;
    fillLoosely(to, alpha, run);
    to += run;
  }
  return at > end ? CUT_OFF : 0;
}

/** The four pixels at `pixels` with the alphas at `alphas`. */
@inline
function withAlpha(pixels: usize, alphas: usize): v128 {
  return v128.shuffle<u8>(
    v128.load(pixels), v128.load_zero<u32>(alphas),
    0, 1, 2, 16, 4, 5, 6, 17, 8, 9, 10, 18, 12, 13, 14, 19,
  );
}
