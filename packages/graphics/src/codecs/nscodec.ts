import type { Bitmap } from "../bitmap.ts";
import { GraphicsDecodeError } from "../decode-error.ts";
import { PADDING } from "../kernels/padding.ts";
import { expectDecoded } from "../kernels/problems.ts";
import { checkBitmapSize, type RowOrder } from "./target.ts";

const STRUCTURE = "NSCODEC_BITMAP_STREAM";
const LOSS_LEVEL_OFFSET = 16;

/**
 * NSCodec, [MS-RDPNSC] 2.2.2: paints the `width` x `height` bitmap `data` at the top left of `target`, clipped to it and
 * opaque (an alpha plane is dropped). Throws GraphicsDecodeError.
 */
export function decodeNsCodec(
  data: Uint8Array,
  width: number,
  height: number,
  target: Bitmap,
  rows: RowOrder = "topDown",
): void {
  checkBitmapSize(STRUCTURE, width, height);
  const lossLevel = data[LOSS_LEVEL_OFFSET];
  if (lossLevel < 1 || lossLevel > 7) throw new GraphicsDecodeError(STRUCTURE, `colour loss level ${lossLevel}`);
  const { kernels } = target;
  const problem = kernels.exports.decodeNsCodec(
    kernels.input(data),
    data.length,
    width,
    height,
    kernels.workspace(3 * ((width + 7) * (height + 1) + PADDING)),
    rows === "bottomUp",
    target.address,
    target.stride,
    Math.min(width, target.width),
    Math.min(height, target.height),
  );
  expectDecoded(STRUCTURE, problem);
}
