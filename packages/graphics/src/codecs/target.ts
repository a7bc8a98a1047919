import type { Bitmap } from "../bitmap.ts";
import { GraphicsDecodeError } from "../decode-error.ts";
import { intersect, type Rect } from "../geometry.ts";
import type { Kernels } from "../kernels/kernels.ts";

/** In which order a bitmap's rows come. */
export type RowOrder = "topDown" | "bottomUp";

/** No single bitmap has more pixels: 7680 x 4320 fits. Checked before memory is taken for one. */
const MAX_BITMAP_PIXELS = 2 ** 25;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The part of `rect` that lies on the target; undefined if there is none. */
export function clipToTarget(target: Size, rect: Rect): Rect | undefined {
  return intersect(rect, { x: 0, y: 0, width: target.width, height: target.height });
}

/** Fills what lies of `rect` on the target with one ABGR word. */
export function fillRect(target: Bitmap, rect: Rect, word: number): void {
  const area = clipToTarget(target, rect);
  if (!area) return;
  const { kernels, address, stride } = target;
  kernels.exports.fillPixels(address + (area.y * stride + area.x) * 4, stride, area.width, area.height, word);
}

/** Copies the pixels of `source` to (x, y) of the target, as far as they lie on it, even from one place to another of it. */
export function copyBitmap(source: Bitmap, target: Bitmap, x: number, y: number): void {
  const left = Math.max(x, 0);
  const top = Math.max(y, 0);
  const width = Math.min(x + source.width, target.width) - left;
  const height = Math.min(y + source.height, target.height) - top;
  if (width <= 0 || height <= 0) return;
  const from = source.address + ((top - y) * source.stride + left - x) * 4;
  const to = target.address + (top * target.stride + left) * 4;
  target.kernels.exports.copyPixels(from, source.stride, to, target.stride, width, height);
}

/** Bytes that `placePalette` takes. */
export const PALETTE_BYTES = 1024;

/** Puts 256 ABGR words where kernels can read them. */
export function placePalette(kernels: Kernels, palette: Uint32Array, address: number): void {
  kernels.words.set(palette, address / 4);
}

/** Throws before memory is taken for a bitmap of more than MAX_BITMAP_PIXELS. */
export function checkBitmapSize(structure: string, width: number, height: number): void {
  if (width * height > MAX_BITMAP_PIXELS) throw new GraphicsDecodeError(structure, `${width} x ${height} is too large`);
}
