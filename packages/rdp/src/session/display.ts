import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

/** A rectangle of the desktop in pixels; right and bottom are exclusive. */
export interface DesktopRect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const MAX_RECTS = 0xff;

/** TS_REFRESH_RECT_PDU data ([MS-RDPBCGR] 2.2.11.2.1); at most 255 rectangles. */
export function encodeRefreshRect(rects: readonly DesktopRect[]): Uint8Array {
  if (rects.length > MAX_RECTS) throw new RangeError(`${rects.length} rectangles to refresh`);
  const writer = new Writer(4 + rects.length * 8).u8(rects.length).zeros(3);
  for (const rect of rects) writeInclusive(writer, rect);
  return writer.finish();
}

/** TS_REFRESH_RECT_PDU data. Throws DecodeError. */
export function decodeRefreshRect(data: Uint8Array): DesktopRect[] {
  const reader = new Reader(data, "TS_REFRESH_RECT_PDU");
  const count = reader.u8();
  reader.skip(3);
  return Array.from({ length: count }, () => readInclusive(reader));
}

/** TS_SUPPRESS_OUTPUT_PDU data ([MS-RDPBCGR] 2.2.11.3.1). @param shown what is to be painted again; undefined: no output */
export function encodeSuppressOutput(shown: DesktopRect | undefined): Uint8Array {
  const writer = new Writer(12).u8(shown ? 1 : 0).zeros(3);
  if (shown) writeInclusive(writer, shown);
  return writer.finish();
}

/** TS_SUPPRESS_OUTPUT_PDU data: what is to be painted again; undefined: no output. Throws DecodeError. */
export function decodeSuppressOutput(data: Uint8Array): DesktopRect | undefined {
  const reader = new Reader(data, "TS_SUPPRESS_OUTPUT_PDU");
  const allowed = reader.u8();
  reader.skip(3);
  return allowed ? readInclusive(reader) : undefined;
}

/** TS_FRAME_ACKNOWLEDGE_PDU data ([MS-RDPRFX] 2.2.3.1). */
export function encodeFrameAcknowledge(frameId: number): Uint8Array {
  return new Writer(4).u32(frameId).finish();
}

/** TS_FRAME_ACKNOWLEDGE_PDU data: the frame. Throws DecodeError. */
export function decodeFrameAcknowledge(data: Uint8Array): number {
  return new Reader(data, "TS_FRAME_ACKNOWLEDGE_PDU").u32();
}

/** TS_RECTANGLE16 includes its right and bottom edge. */
function writeInclusive(writer: Writer, rect: DesktopRect): void {
  writer
    .u16(rect.left)
    .u16(rect.top)
    .u16(rect.right - 1)
    .u16(rect.bottom - 1);
}

function readInclusive(reader: Reader): DesktopRect {
  return { left: reader.u16(), top: reader.u16(), right: reader.u16() + 1, bottom: reader.u16() + 1 };
}
