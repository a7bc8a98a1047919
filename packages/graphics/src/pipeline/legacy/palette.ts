import { rgbWord } from "../../codecs/color.ts";
import { GraphicsDecodeError } from "../../decode-error.ts";
import { ByteReader } from "../../reader.ts";

const UPDATETYPE_PALETTE = 2;
const COLORS = 256;

/** TS_UPDATE_PALETTE_DATA, [MS-RDPBCGR] 2.2.9.1.1.3.1.1.1: the 256 colours as ABGR words. Throws GraphicsDecodeError. */
export function readPalette(data: Uint8Array): Uint32Array {
  const reader = new ByteReader(data, "TS_UPDATE_PALETTE_DATA");
  if (reader.u16() !== UPDATETYPE_PALETTE) {
    throw new GraphicsDecodeError("TS_UPDATE_PALETTE_DATA", "updateType is not UPDATETYPE_PALETTE");
  }
  reader.skip(2); // pad2Octets
  const count = reader.u32();
  if (count !== COLORS) throw new GraphicsDecodeError("TS_UPDATE_PALETTE_DATA", `${count} colours instead of 256`);
  return Uint32Array.from({ length: COLORS }, () => rgbWord(reader.u8(), reader.u8(), reader.u8()));
}

/** Before the server sends one: shades of grey. */
export function greyPalette(): Uint32Array {
  return Uint32Array.from({ length: COLORS }, (_, shade) => rgbWord(shade, shade, shade));
}
