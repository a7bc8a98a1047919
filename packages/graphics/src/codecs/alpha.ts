import { GraphicsDecodeError } from "../decode-error.ts";
import { ByteReader } from "../reader.ts";
import { readRunLength } from "./clearcodec-runs.ts";
import type { PixelTarget } from "./target.ts";

const SIGNATURE = 0x414c;

/**
 * ALPHACODEC_BITMAP_STREAM, [MS-RDPEGFX] 2.2.4.3: sets the alpha of every pixel of `target`, colours stay.
 * Throws GraphicsDecodeError.
 */
export function decodeAlpha(data: Uint8Array, target: PixelTarget): void {
  const reader = new ByteReader(data, "ALPHACODEC_BITMAP_STREAM");
  const signature = reader.u16();
  if (signature !== SIGNATURE) {
    throw new GraphicsDecodeError("ALPHACODEC_BITMAP_STREAM", `signature 0x${signature.toString(16)} is not "LA"`);
  }
  const compressed = reader.u16() !== 0;
  const alphas = compressed ? expandRuns(reader, target.width * target.height) : reader;
  for (let y = 0; y < target.height; y++) {
    const row = alphas.bytes(target.width);
    let at = y * target.stride;
    for (const alpha of row) {
      target.words[at] = (target.words[at] & 0xffffff) | (alpha << 24);
      at++;
    }
  }
}

/** The runs of 2.2.4.3.1, which give `count` alpha values together. */
function expandRuns(reader: ByteReader, count: number): ByteReader {
  const alphas = new Uint8Array(count);
  let at = 0;
  while (at < count) {
    const alpha = reader.u8();
    const length = readRunLength(reader);
    if (length > count - at) {
      throw new GraphicsDecodeError("ALPHACODEC_BITMAP_STREAM", `a run of ${length} goes beyond the bitmap`);
    }
    alphas.fill(alpha, at, at + length);
    at += length;
  }
  return new ByteReader(alphas, "ALPHACODEC_BITMAP_STREAM");
}
