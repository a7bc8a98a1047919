import { type PlacedMonitor, Writer } from "@passerelle/rdp";
import type { Rect } from "../drawing/rect.ts";

/** codecId of RDPGFX_WIRE_TO_SURFACE_PDU_1 ([MS-RDPEGFX] 2.2.2.1). */
export const CodecId = { Uncompressed: 0x0000, ClearCodec: 0x0008, Planar: 0x000a } as const;
/** codecId of RDPGFX_WIRE_TO_SURFACE_PDU_2 (2.2.2.2). */
const CODEC_ID_PROGRESSIVE = 0x0009;

const PIXEL_FORMAT_XRGB = 0x20;
const RESET_GRAPHICS_LENGTH = 340;
const HEADER_LENGTH = 8;
const MONITOR_PRIMARY = 1;

/** Server messages of the graphics pipeline ([MS-RDPEGFX] 2.2.2), each with its header. */
export const pipelinePdus = {
  wireToSurface: (surface: number, codec: number, rect: Rect, data: Uint8Array) =>
    pdu(
      0x01,
      writeRect(new Writer(data.length + 17).u16(surface).u16(codec).u8(PIXEL_FORMAT_XRGB), rect)
        .u32(data.length)
        .bytes(data),
    ),
  /** @param data says itself where it belongs */
  wireToSurfaceProgressively: (surface: number, data: Uint8Array) =>
    pdu(
      0x02,
      new Writer(data.length + 13)
        .u16(surface)
        .u16(CODEC_ID_PROGRESSIVE)
        .u32(0)
        .u8(PIXEL_FORMAT_XRGB)
        .u32(data.length)
        .bytes(data),
    ),
  /** @param color 0xffRRGGBB */
  solidFill: (surface: number, color: number, rect: Rect) =>
    pdu(0x04, writeRect(new Writer().u16(surface).u32(color).u16(1), rect)),
  surfaceToSurface: (surface: number, rect: Rect, x: number, y: number) =>
    pdu(0x05, writeRect(new Writer().u16(surface).u16(surface), rect).u16(1).i16(x).i16(y)),
  /** @param key unique for what the slot holds */
  surfaceToCache: (surface: number, key: number, slot: number, rect: Rect) =>
    pdu(0x06, writeRect(new Writer().u16(surface).u32(key).u32(0).u16(slot), rect)),
  cacheToSurface: (slot: number, surface: number, x: number, y: number) =>
    pdu(0x07, new Writer().u16(slot).u16(surface).u16(1).i16(x).i16(y)),
  createSurface: (surface: number, width: number, height: number) =>
    pdu(0x09, new Writer().u16(surface).u16(width).u16(height).u8(PIXEL_FORMAT_XRGB)),
  deleteSurface: (surface: number) => pdu(0x0a, new Writer().u16(surface)),
  startFrame: (frame: number) => pdu(0x0b, new Writer().u32(0).u32(frame)),
  endFrame: (frame: number) => pdu(0x0c, new Writer().u32(frame)),
  /** @param monitors the primary one first, placed from its corner; their box has this size */
  resetGraphics: (width: number, height: number, monitors: readonly PlacedMonitor[]) => {
    const body = new Writer(RESET_GRAPHICS_LENGTH).u32(width).u32(height).u32(monitors.length);
    for (const [index, monitor] of monitors.entries()) {
      body
        .i32(monitor.left)
        .i32(monitor.top)
        .i32(monitor.left + monitor.width - 1)
        .i32(monitor.top + monitor.height - 1)
        .u32(index === 0 ? MONITOR_PRIMARY : 0);
    }
    return pdu(0x0e, body.zeros(RESET_GRAPHICS_LENGTH - HEADER_LENGTH - body.length));
  },
  mapSurfaceToOutput: (surface: number) => pdu(0x0f, new Writer().u16(surface).u16(0).u32(0).u32(0)),
};

function pdu(command: number, body: Writer): Uint8Array {
  return new Writer(body.length + HEADER_LENGTH)
    .u16(command)
    .u16(0)
    .u32(body.length + HEADER_LENGTH)
    .bytes(body.finish())
    .finish();
}

function writeRect(writer: Writer, { x, y, width, height }: Rect): Writer {
  return writer
    .u16(x)
    .u16(y)
    .u16(x + width)
    .u16(y + height);
}

const SEGMENT_LENGTH = 65535;
const SINGLE_SEGMENT = 0xe0;
const MULTIPLE_SEGMENTS = 0xe1;
/** RDP8_BULK_ENCODED_DATA of type RDP 8.0, not compressed. */
const PLAIN = 0x04;

/** RDP_SEGMENTED_DATA ([MS-RDPEGFX] 2.2.5.1) of what is not compressed. */
export function encodeSegments(data: Uint8Array): Uint8Array {
  if (data.length <= SEGMENT_LENGTH) {
    return new Writer(data.length + 2).u8(SINGLE_SEGMENT).u8(PLAIN).bytes(data).finish();
  }
  const count = Math.ceil(data.length / SEGMENT_LENGTH);
  const writer = new Writer(data.length + 7 + count * 5).u8(MULTIPLE_SEGMENTS).u16(count).u32(data.length);
  for (let start = 0; start < data.length; start += SEGMENT_LENGTH) {
    const segment = data.subarray(start, start + SEGMENT_LENGTH);
    writer
      .u32(segment.length + 1)
      .u8(PLAIN)
      .bytes(segment);
  }
  return writer.finish();
}
