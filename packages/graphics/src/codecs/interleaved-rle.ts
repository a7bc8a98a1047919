import type { Bitmap } from "../bitmap.ts";
import { PADDING } from "../kernels/padding.ts";
import { expectDecoded } from "../kernels/problems.ts";
import { checkBitmapSize, PALETTE_BYTES, placePalette } from "./target.ts";

const STRUCTURE = "interleaved RLE bitmap";

/**
 * Interleaved RLE, [MS-RDPBCGR] 2.2.9.1.1.3.1.2.4: paints the `width` x `height` bitmap `data`, stored bottom-up, at the
 * top left of `target`, clipped to it. Pixels that the orders do not reach are black. `palette` holds 256 ABGR words for
 * 8 bits a pixel. Throws GraphicsDecodeError.
 */
export function decodeInterleavedRle(
  data: Uint8Array,
  bitsPerPixel: 8 | 15 | 16 | 24,
  palette: Uint32Array,
  width: number,
  height: number,
  target: Bitmap,
): void {
  checkBitmapSize(STRUCTURE, width, height);
  const { kernels } = target;
  const workspace = kernels.workspace(PALETTE_BYTES + 4 * width * height + PADDING);
  if (bitsPerPixel === 8) placePalette(kernels, palette, workspace);
  const problem = kernels.exports.decodeInterleavedRle(
    kernels.input(data),
    data.length,
    bitsPerPixel,
    workspace,
    width,
    height,
    workspace + PALETTE_BYTES,
    target.address,
    target.stride,
    Math.min(width, target.width),
    Math.min(height, target.height),
  );
  expectDecoded(STRUCTURE, problem);
}
