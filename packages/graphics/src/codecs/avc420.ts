import { GraphicsDecodeError } from "../decode-error.ts";
import type { Rect } from "../geometry.ts";
import { ByteReader } from "../reader.ts";
import { readRect16 } from "../rect16.ts";

const STRUCTURE = "RFX_AVC420_BITMAP_STREAM";

/** RDPGFX_RECT16 with its RDPGFX_AVC420_QUANT_QUALITY. */
const REGION_SIZE = 8 + 2;
/** Each macroblock of a picture of 4096 x 4096. */
const MAX_REGIONS = 65_536;

/** One picture of an H.264 stream, and where on the surface it is to be seen. */
export interface Avc420Bitmap {
  readonly regions: readonly Rect[];
  /** In the byte stream format of [ITU-H.264] Annex B. */
  readonly unit: Uint8Array;
}

/** Reads an RFX_AVC420_BITMAP_STREAM, [MS-RDPEGFX] 2.2.4.4. Throws GraphicsDecodeError. */
export function readAvc420(data: Uint8Array): Avc420Bitmap {
  const reader = new ByteReader(data, STRUCTURE);
  const count = reader.u32();
  if (count > MAX_REGIONS || count * REGION_SIZE > reader.remaining) {
    throw new GraphicsDecodeError(STRUCTURE, `${count} regions in ${reader.remaining} bytes`);
  }
  const regions = Array.from({ length: count }, () => readRect16(reader, STRUCTURE));
  reader.skip(count * 2); // quantQualityVals: how the encoder made it
  return { regions, unit: reader.bytes(reader.remaining) };
}
