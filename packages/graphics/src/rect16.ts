import { GraphicsDecodeError } from "./decode-error.ts";
import type { Rect } from "./geometry.ts";
import type { ByteReader } from "./reader.ts";

/** RDPGFX_RECT16 ([MS-RDPEGFX] 2.2.1.2), whose right and bottom are exclusive. Throws GraphicsDecodeError. */
export function readRect16(reader: ByteReader, structure: string): Rect {
  const left = reader.u16();
  const top = reader.u16();
  const right = reader.u16();
  const bottom = reader.u16();
  if (right < left || bottom < top) {
    throw new GraphicsDecodeError(structure, `a rectangle from ${left}, ${top} to ${right}, ${bottom}`);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
