import type { Bitmap } from "../bitmap.ts";
import { GraphicsDecodeError } from "../decode-error.ts";
import { PADDING } from "../kernels/padding.ts";
import { expectDecoded } from "../kernels/problems.ts";
import { checkBitmapSize, type RowOrder } from "./target.ts";

const STRUCTURE = "RDP6_BITMAP_STREAM";

/**
 * RDP 6.0 bitmap compression, [MS-RDPEGDI] 2.2.2.5.1: paints the `width` x `height` bitmap `data` at the top left of
 * `target`, clipped to it and opaque (an alpha plane is read and dropped). Throws GraphicsDecodeError.
 */
export function decodePlanar(
  data: Uint8Array,
  width: number,
  height: number,
  target: Bitmap,
  rows: RowOrder = "topDown",
): void {
  checkBitmapSize(STRUCTURE, width, height);
  if (data.length === 0) throw new GraphicsDecodeError(STRUCTURE, "it is empty");
  const header = data[0];
  const lossLevel = header & 7;
  const subsampled = (header & 8) !== 0;
  const runLength = (header & 16) !== 0;
  const hasAlpha = (header & 32) === 0;
  if (subsampled && lossLevel === 0) throw new GraphicsDecodeError(STRUCTURE, "chroma subsampling without AYCoCg");
  // The densest segment, one byte for 47 pixels, bounds what the bytes can fill.
  if (runLength && width * height > data.length * 47) throw new GraphicsDecodeError(STRUCTURE, "a plane is cut off");

  const { kernels } = target;
  const problem = kernels.exports.decodePlanar(
    kernels.input(data) + 1,
    data.length - 1,
    lossLevel,
    subsampled,
    runLength,
    hasAlpha,
    width,
    height,
    kernels.workspace(3 * (width * height + PADDING)),
    rows === "bottomUp",
    target.address,
    target.stride,
    Math.min(width, target.width),
    Math.min(height, target.height),
  );
  expectDecoded(STRUCTURE, problem);
}
