import type { Bitmap } from "../bitmap.ts";
import { GraphicsDecodeError } from "../decode-error.ts";
import { PADDING } from "../kernels/padding.ts";
import { expectDecoded } from "../kernels/problems.ts";
import { ByteReader } from "../reader.ts";

const STRUCTURE = "ALPHACODEC_BITMAP_STREAM";
const SIGNATURE = 0x414c;

/**
 * ALPHACODEC_BITMAP_STREAM, [MS-RDPEGFX] 2.2.4.3: sets the alpha of every pixel of `target`, colours stay.
 * Throws GraphicsDecodeError.
 */
export function decodeAlpha(data: Uint8Array, target: Bitmap): void {
  const reader = new ByteReader(data, STRUCTURE);
  const signature = reader.u16();
  if (signature !== SIGNATURE) {
    throw new GraphicsDecodeError(STRUCTURE, `signature 0x${signature.toString(16)} is not "LA"`);
  }
  const compressed = reader.u16() !== 0;
  const segments = reader.bytes(reader.remaining);
  const { kernels, address, stride, width, height } = target;
  const workspace = kernels.workspace(width * height + PADDING);
  const input = kernels.input(segments);
  expectDecoded(
    STRUCTURE,
    kernels.exports.decodeAlpha(input, segments.length, compressed, workspace, address, stride, width, height),
  );
}
