import { GraphicsDecodeError } from "../decode-error.ts";
import type { Rect } from "../geometry.ts";

/**
 * Where a codec paints: RGBA pixels, one little-endian ABGR word each, row `y` starting at `y * stride`.
 * A Framebuffer is one; so is a part of it (`subTarget`).
 */
export interface PixelTarget {
  readonly words: Uint32Array;
  readonly width: number;
  readonly height: number;
  /** Words from one row to the next. */
  readonly stride: number;
}

/** In which order a bitmap's rows come. */
export type RowOrder = "topDown" | "bottomUp";

/** No single bitmap has more pixels: 7680 x 4320 fits. Checked before memory is taken for one. */
const MAX_BITMAP_PIXELS = 2 ** 25;

/** The part of two rectangles that is in both; undefined if there is none. */
export function intersect(a: Rect, b: Rect): Rect | undefined {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

/** The part of `rect` that lies on the target; undefined if there is none. */
export function clipToTarget(target: PixelTarget, rect: Rect): Rect | undefined {
  return intersect(rect, { x: 0, y: 0, width: target.width, height: target.height });
}

/** The same pixels seen as a target of their own, so that a codec's output is clipped to `rect`, which lies on `target`. */
export function subTarget(target: PixelTarget, rect: Rect): PixelTarget {
  return {
    words: target.words.subarray(rect.y * target.stride + rect.x),
    width: rect.width,
    height: rect.height,
    stride: target.stride,
  };
}

/** Fills what lies of `rect` on the target with one ABGR word. */
export function fillRect(target: PixelTarget, rect: Rect, word: number): void {
  const area = clipToTarget(target, rect);
  if (!area) return;
  let start = area.y * target.stride + area.x;
  for (let row = 0; row < area.height; row++) {
    target.words.fill(word, start, start + area.width);
    start += target.stride;
  }
}

/** Copies the pixels of `source` to (x, y) of the target, as far as they lie on it. The two do not overlap. */
export function copyPixels(source: PixelTarget, target: PixelTarget, x: number, y: number): void {
  const area = clipToTarget(target, { x, y, width: source.width, height: source.height });
  if (!area) return;
  let from = (area.y - y) * source.stride + (area.x - x);
  let to = area.y * target.stride + area.x;
  for (let row = 0; row < area.height; row++) {
    target.words.set(source.words.subarray(from, from + area.width), to);
    from += source.stride;
    to += target.stride;
  }
}

/** Throws before memory is taken for a bitmap of more than MAX_BITMAP_PIXELS. */
export function checkBitmapSize(structure: string, width: number, height: number): void {
  if (width * height > MAX_BITMAP_PIXELS) throw new GraphicsDecodeError(structure, `${width} x ${height} is too large`);
}

/** Writes `count` pixels of a bitmap, from (row, column) on, to `words` at `at`; rows and columns as stored. */
export type SpanWriter = (row: number, column: number, words: Uint32Array, at: number, count: number) => void;

/** Calls `writeSpan` for what of each row of a `width` x `height` bitmap at (x, y) lies on the target. */
export function paintBitmap(
  width: number,
  height: number,
  target: PixelTarget,
  x: number,
  y: number,
  rows: RowOrder,
  writeSpan: SpanWriter,
): void {
  const area = clipToTarget(target, { x, y, width, height });
  if (!area) return;
  for (let line = area.y; line < area.y + area.height; line++) {
    const row = rows === "topDown" ? line - y : height - 1 - (line - y);
    writeSpan(row, area.x - x, target.words, line * target.stride + area.x, area.width);
  }
}
