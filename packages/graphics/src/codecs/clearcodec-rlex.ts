import { GraphicsDecodeError } from "../decode-error.ts";
import { ByteReader } from "../reader.ts";
import { RunWriter, readColor, readRunLength } from "./clearcodec-runs.ts";
import type { PixelTarget } from "./target.ts";

const STRUCTURE = "CLEARCODEC_SUBCODEC_RLEX";

/**
 * [MS-RDPEGFX] 2.2.4.1.1.3.1.2: palette, then segments of one run and one suite of consecutive palette entries.
 * Fills the whole target; throws GraphicsDecodeError.
 */
export function decodeRlex(data: Uint8Array, target: PixelTarget): void {
  const reader = new ByteReader(data, STRUCTURE);
  const count = reader.u8();
  if (count < 1 || count > 127) throw new GraphicsDecodeError(STRUCTURE, `a palette of ${count} colours`);
  const palette = Array.from({ length: count }, () => readColor(reader));
  // floor(log2(count - 1)) + 1, and 1 for a single colour.
  const indexBits = count === 1 ? 1 : 32 - Math.clz32(count - 1);

  const pixels = new RunWriter(target, STRUCTURE);
  while (reader.remaining > 0) {
    const packed = reader.u8();
    const runLength = readRunLength(reader);
    const stop = packed & ((1 << indexBits) - 1);
    const start = stop - (packed >> indexBits);
    if (start < 0 || stop >= count) {
      throw new GraphicsDecodeError(STRUCTURE, `suite ${start} to ${stop} of ${count} colours`);
    }
    pixels.fill(palette[start], runLength);
    for (let i = start; i <= stop; i++) pixels.fill(palette[i], 1);
  }
  pixels.finish();
}
