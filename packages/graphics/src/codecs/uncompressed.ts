import type { Bitmap } from "../bitmap.ts";
import { expectDecoded } from "../kernels/problems.ts";
import { PALETTE_BYTES, placePalette, type RowOrder } from "./target.ts";

/** How a bitmap stores a pixel: bits a pixel, little-endian. 32 is XRGB or ARGB; alpha is dropped. */
export type BitsPerPixel = 8 | 15 | 16 | 24 | 32;

/**
 * Pixels as they are: paints the `width` x `height` bitmap `data` at the top left of `target`, clipped to it and opaque.
 * Each row takes `rowBytes` bytes. `palette` holds 256 ABGR words for 8 bits a pixel. Throws GraphicsDecodeError if bytes
 * are missing.
 */
export function decodeUncompressed(
  data: Uint8Array,
  bitsPerPixel: BitsPerPixel,
  rowBytes: number,
  width: number,
  height: number,
  target: Bitmap,
  rows: RowOrder = "topDown",
  palette?: Uint32Array,
): void {
  const { kernels } = target;
  const workspace = kernels.workspace(PALETTE_BYTES);
  if (palette) placePalette(kernels, palette, workspace);
  const problem = kernels.exports.paintUncompressed(
    kernels.input(data),
    data.length,
    bitsPerPixel,
    workspace,
    rowBytes,
    height,
    rows === "bottomUp",
    target.address,
    target.stride,
    Math.min(width, target.width),
    Math.min(height, target.height),
  );
  expectDecoded("uncompressed bitmap", problem);
}
