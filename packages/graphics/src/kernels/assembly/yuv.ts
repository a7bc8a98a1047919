import { scratch } from "./memory";
import { row420, row444 } from "./yuv-rows";

// Planes of YUV 4:2:0 lie one behind the other: `width * height` of Y, then U and V of a quarter of that each. Both sides
// are multiples of 16, the size of a macroblock.

/** Errors; PROBLEMS of video/yuv-planes.ts says what they mean. */
const BAD_PLANES: i32 = 1;
const OUTSIDE_PLANES: i32 = 2;
const OUTSIDE_TARGET: i32 = 3;

/** The longest row of samples that fits the scratch memory four times. */
const MAX_ROW: i32 = 16384;

/**
 * A sample that differs less from its square's average is taken to be the average: to undo that would enlarge the codec's
 * noise fourfold. Of 0, 8, 16, 30 and 60, 30 comes nearest to the truth with what real encoders make of text and photos.
 */
const LEAST_DIFFERENCE: i16 = 30;

/**
 * Paints a rectangle of 4:2:0 planes, as [MS-RDPEGFX] 3.3.8.3.1 says.
 * @param target RGBA pixels, rows of `targetStride` words
 * @param x of the rectangle on the target; on the planes it lies at `fromX`, `fromY`
 */
export function yuv420ToRgba(
  planes: usize,
  planesWidth: i32,
  planesHeight: i32,
  fromX: i32,
  fromY: i32,
  target: usize,
  targetWidth: i32,
  targetHeight: i32,
  targetStride: i32,
  x: i32,
  y: i32,
  width: i32,
  height: i32,
): i32 {
  if (!arePlanes(planesWidth, planesHeight)) return BAD_PLANES;
  if (!isInside(fromX, fromY, width, height, planesWidth, planesHeight)) return OUTSIDE_PLANES;
  if (!isInside(x, y, width, height, targetWidth, targetHeight)) return OUTSIDE_TARGET;
  const u = planes + <usize>planesWidth * planesHeight;
  const v = u + ((<usize>planesWidth * planesHeight) >> 2);
  for (let row = 0; row < height; row++) {
    const chroma = <usize>((fromY + row) >> 1) * (planesWidth >> 1);
    row420(
      planes + <usize>(fromY + row) * planesWidth,
      u + chroma,
      v + chroma,
      fromX,
      width,
      target + ((<usize>(y + row) * targetStride + x) << 2),
    );
  }
  return 0;
}

/** Copies the samples of a rectangle from planes to planes. Its corners are even on both, or odd on both. */
export function copyYuv420(
  source: usize,
  sourceWidth: i32,
  sourceHeight: i32,
  fromX: i32,
  fromY: i32,
  target: usize,
  targetWidth: i32,
  targetHeight: i32,
  x: i32,
  y: i32,
  width: i32,
  height: i32,
): i32 {
  if (!arePlanes(sourceWidth, sourceHeight) || !arePlanes(targetWidth, targetHeight)) return BAD_PLANES;
  if (!isInside(fromX, fromY, width, height, sourceWidth, sourceHeight)) return OUTSIDE_PLANES;
  if (!isInside(x, y, width, height, targetWidth, targetHeight)) return OUTSIDE_TARGET;
  if (((fromX ^ x) | (fromY ^ y)) & 1) return OUTSIDE_PLANES;
  copyPlane(source, sourceWidth, fromX, fromY, target, targetWidth, x, y, width, height);
  const chromaWidth = ((x + width + 1) >> 1) - (x >> 1);
  const chromaHeight = ((y + height + 1) >> 1) - (y >> 1);
  let from = source + <usize>sourceWidth * sourceHeight;
  let to = target + <usize>targetWidth * targetHeight;
  for (let plane = 0; plane < 2; plane++) {
    copyPlane(
      from,
      sourceWidth >> 1,
      fromX >> 1,
      fromY >> 1,
      to,
      targetWidth >> 1,
      x >> 1,
      y >> 1,
      chromaWidth,
      chromaHeight,
    );
    from += (<usize>sourceWidth * sourceHeight) >> 2;
    to += (<usize>targetWidth * targetHeight) >> 2;
  }
  return 0;
}

/**
 * Paints a rectangle of a YUV 4:4:4 picture that came as two of 4:2:0, [MS-RDPEGFX] 3.3.8.3.2 (version 1) and 3.3.8.3.3
 * (version 2).
 * @param main planes of the main view, in the target's coordinates
 * @param auxiliary planes of the auxiliary view; their origin lies at `auxiliaryX`, `auxiliaryY` (multiples of 16) of the
 * main view. In version 2 the planes are as wide as the picture, and `auxiliaryX` is 0
 */
export function yuv444ToRgba(
  version: i32,
  main: usize,
  mainWidth: i32,
  mainHeight: i32,
  auxiliary: usize,
  auxiliaryWidth: i32,
  auxiliaryHeight: i32,
  auxiliaryX: i32,
  auxiliaryY: i32,
  target: usize,
  targetWidth: i32,
  targetHeight: i32,
  targetStride: i32,
  x: i32,
  y: i32,
  width: i32,
  height: i32,
): i32 {
  if (!arePlanes(mainWidth, mainHeight) || !arePlanes(auxiliaryWidth, auxiliaryHeight)) return BAD_PLANES;
  if ((auxiliaryX | auxiliaryY) & 15 || (version === 2 && auxiliaryX !== 0)) return BAD_PLANES;
  if (!isInside(x, y, width, height, mainWidth, mainHeight)) return OUTSIDE_PLANES;
  if (!isInside(x - auxiliaryX, y - auxiliaryY, width, height, auxiliaryWidth, auxiliaryHeight)) return OUTSIDE_PLANES;
  if (!isInside(x, y, width, height, targetWidth, targetHeight)) return OUTSIDE_TARGET;

  const mainSize = <usize>mainWidth * mainHeight;
  const mainU = main + mainSize;
  const mainV = mainU + (mainSize >> 2);
  const start = x & ~15;
  const end = (x + width + 15) & ~15;
  const evenU = scratch;
  const oddU = scratch + MAX_ROW;
  const evenV = scratch + 2 * MAX_ROW;
  const oddV = scratch + 3 * MAX_ROW;
  for (let even = y & ~1; even < y + height; even += 2) {
    const mainRow = <usize>(even >> 1) * (mainWidth >> 1);
    const row = even - auxiliaryY;
    if (version === 1) {
      chromaRows1(
        auxiliary,
        auxiliaryWidth,
        auxiliaryHeight,
        auxiliaryX,
        row,
        mainU + mainRow,
        0,
        start,
        end,
        evenU,
        oddU,
      );
      chromaRows1(
        auxiliary,
        auxiliaryWidth,
        auxiliaryHeight,
        auxiliaryX,
        row,
        mainV + mainRow,
        1,
        start,
        end,
        evenV,
        oddV,
      );
    } else {
      chromaRows2(auxiliary, auxiliaryWidth, auxiliaryHeight, row, mainU + mainRow, 0, start, end, evenU, oddU);
      chromaRows2(auxiliary, auxiliaryWidth, auxiliaryHeight, row, mainV + mainRow, 1, start, end, evenV, oddV);
    }
    for (let row = max(even, y); row < min(even + 2, y + height); row++) {
      const isOdd = row & 1;
      row444(
        main + <usize>row * mainWidth + x,
        (isOdd ? oddU : evenU) + x,
        (isOdd ? oddV : evenV) + x,
        width,
        target + ((<usize>row * targetStride + x) << 2),
      );
    }
  }
  return 0;
}

/** Makes U and V planes, one behind the other, of `count` pairs of samples (NV12). */
export function splitChroma(pairs: usize, planes: usize, count: usize): void {
  let i: usize = 0;
  for (; i + 16 <= count; i += 16) {
    const low = v128.load(pairs + 2 * i);
    const high = v128.load(pairs + 2 * i, 16);
    v128.store(planes + i, i8x16.shuffle(low, high, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30));
    v128.store(planes + count + i, i8x16.shuffle(low, high, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31));
  }
  for (; i < count; i++) {
    store<u8>(planes + i, load<u8>(pairs + 2 * i));
    store<u8>(planes + count + i, load<u8>(pairs + 2 * i, 1));
  }
}

function arePlanes(width: i32, height: i32): bool {
  return width > 0 && height > 0 && ((width | height) & 15) === 0 && width <= MAX_ROW && height <= MAX_ROW;
}

function isInside(x: i32, y: i32, width: i32, height: i32, outerWidth: i32, outerHeight: i32): bool {
  return x >= 0 && y >= 0 && width >= 0 && height >= 0 && width <= outerWidth - x && height <= outerHeight - y;
}

function copyPlane(
  source: usize,
  sourceStride: i32,
  fromX: i32,
  fromY: i32,
  target: usize,
  targetStride: i32,
  x: i32,
  y: i32,
  width: i32,
  height: i32,
): void {
  let from = source + <usize>fromY * sourceStride + fromX;
  let to = target + <usize>y * targetStride + x;
  for (let row = 0; row < height; row++) {
    memory.copy(to, from, width);
    from += sourceStride;
    to += targetStride;
  }
}

/**
 * U (part 0) or V (part 1) of two rows, version 1: of each square of four samples the main view has the average, the
 * auxiliary view's U or V plane the upper right one and its Y plane the two lower ones, eight rows of U and eight of V by turns.
 */
function chromaRows1(
  auxiliary: usize,
  width: i32,
  height: i32,
  originX: i32,
  row: i32,
  main: usize,
  part: usize,
  start: i32,
  end: i32,
  even: usize,
  odd: usize,
): void {
  const size = <usize>width * height;
  const lower = auxiliary + (<usize>(row & ~15) + ((row & 15) >> 1) + 8 * part) * width - originX;
  const upper = auxiliary + size + part * (size >> 2) + <usize>(row >> 1) * (width >> 1) - (originX >> 1);
  for (let x: usize = start; x < <usize>end; x += 16) {
    const pairs = v128.load(lower + x);
    storeSquares(
      v128.load8x8_u(main + (x >> 1)),
      v128.load8x8_u(upper + (x >> 1)),
      v128.and(pairs, i16x8.splat(0xff)),
      i16x8.shr_u(pairs, 8),
      even + x,
      odd + x,
    );
  }
}

/**
 * The same in version 2: the auxiliary view's Y plane has the two right ones, of U in its left half and of V in its right
 * half; the lower left ones are in its U plane (every second, from the first) and its V plane, which have such halves too.
 */
function chromaRows2(
  auxiliary: usize,
  width: i32,
  height: i32,
  row: i32,
  main: usize,
  part: usize,
  start: i32,
  end: i32,
  even: usize,
  odd: usize,
): void {
  const size = <usize>width * height;
  const right = auxiliary + <usize>row * width + part * <usize>(width >> 1);
  const first = auxiliary + size + <usize>(row >> 1) * (width >> 1) + part * <usize>(width >> 2);
  const second = first + (size >> 2);
  for (let x: usize = start; x < <usize>end; x += 16) {
    const lowerLeft = i8x16.shuffle(
      v128.load32_zero(first + (x >> 2)),
      v128.load32_zero(second + (x >> 2)),
      0,
      16,
      1,
      17,
      2,
      18,
      3,
      19,
      4,
      4,
      4,
      4,
      4,
      4,
      4,
      4,
    );
    storeSquares(
      v128.load8x8_u(main + (x >> 1)),
      v128.load8x8_u(right + (x >> 1)),
      i16x8.extend_low_i8x16_u(lowerLeft),
      v128.load8x8_u(right + width + (x >> 1)),
      even + x,
      odd + x,
    );
  }
}

/** Stores eight squares of samples; the upper left one of each is what makes the average right. */
function storeSquares(
  average: v128,
  upperRight: v128,
  lowerLeft: v128,
  lowerRight: v128,
  even: usize,
  odd: usize,
): void {
  const others = i16x8.add(i16x8.add(upperRight, lowerLeft), lowerRight);
  const exact = i16x8.min_s(i16x8.max_s(i16x8.sub(i16x8.shl(average, 2), others), i16x8.splat(0)), i16x8.splat(255));
  const isNear = i16x8.lt_s(i16x8.abs(i16x8.sub(exact, average)), i16x8.splat(LEAST_DIFFERENCE));
  const upperLeft = v128.bitselect(average, exact, isNear);
  v128.store(even, v128.or(upperLeft, i16x8.shl(upperRight, 8)));
  v128.store(odd, v128.or(lowerLeft, i16x8.shl(lowerRight, 8)));
}
