import type { Rect } from "../geometry.ts";
import { ByteWriter, concat } from "./byte-writer.ts";

/** PDUs a server sends on the graphics channel, [MS-RDPEGFX] 2.2.2, each with its header. */
export const egfx = {
  createSurface: (id: number, width: number, height: number) =>
    pdu(0x09, new ByteWriter().u16(id, width, height).u8(0x20)),
  deleteSurface: (id: number) => pdu(0x0a, new ByteWriter().u16(id)),
  startFrame: (id: number) => pdu(0x0b, new ByteWriter().u32(0, id)),
  endFrame: (id: number) => pdu(0x0c, new ByteWriter().u32(id)),
  resetGraphics: (width: number, height: number) =>
    pdu(0x0e, new ByteWriter().u32(width, height, 0).bytes(new Uint8Array(320))),
  mapSurfaceToOutput: (id: number, x: number, y: number) => pdu(0x0f, new ByteWriter().u16(id, 0).u32(x, y)),
  mapSurfaceToScaledOutput: (id: number, x: number, y: number, width: number, height: number) =>
    pdu(0x17, new ByteWriter().u16(id, 0).u32(x, y, width, height)),
  wireToSurface1: (id: number, codec: number, rect: Rect, data: Uint8Array) =>
    pdu(0x01, new ByteWriter().u16(id, codec).u8(0x20).bytes(edges(rect)).u32(data.length).bytes(data)),
  wireToSurface2: (id: number, codec: number, context: number, data: Uint8Array) =>
    pdu(0x02, new ByteWriter().u16(id, codec).u32(context).u8(0x20).u32(data.length).bytes(data)),
  deleteEncodingContext: (id: number, context: number) => pdu(0x03, new ByteWriter().u16(id).u32(context)),
  /** Colour as blue, green, red. */
  solidFill: (id: number, color: readonly [number, number, number], ...rects: Rect[]) =>
    pdu(
      0x04,
      new ByteWriter()
        .u16(id)
        .u8(...color, 0)
        .u16(rects.length)
        .bytes(concat(rects.map(edges))),
    ),
  surfaceToSurface: (from: number, to: number, rect: Rect, ...points: (readonly [number, number])[]) =>
    pdu(
      0x05,
      new ByteWriter()
        .u16(from, to)
        .bytes(edges(rect))
        .u16(points.length, ...points.flat()),
    ),
  surfaceToCache: (id: number, slot: number, rect: Rect) =>
    pdu(0x06, new ByteWriter().u16(id).u32(1, 2).u16(slot).bytes(edges(rect))),
  cacheToSurface: (slot: number, id: number, ...points: (readonly [number, number])[]) =>
    pdu(0x07, new ByteWriter().u16(slot, id, points.length, ...points.flat())),
  evictCacheEntry: (slot: number) => pdu(0x08, new ByteWriter().u16(slot)),
  capsConfirm: (version: number, flags: number) => pdu(0x13, new ByteWriter().u32(version, 4, flags)),
  /** A command that no version of the protocol has. */
  unknown: () => pdu(0x7777, new ByteWriter().u32(1, 2, 3)),
};

/** The most bytes that one segment of a channel message holds. */
const SEGMENT_SIZE = 65_535;

/** The PDUs as one channel message of plain segments, [MS-RDPEGFX] 2.2.5.1. */
export function message(...pdus: Uint8Array[]): Uint8Array {
  const data = concat(pdus);
  if (data.length <= SEGMENT_SIZE) return new ByteWriter().u8(0xe0, 0x04).bytes(data).toBytes();
  const count = Math.ceil(data.length / SEGMENT_SIZE);
  const writer = new ByteWriter().u8(0xe1).u16(count).u32(data.length);
  for (let i = 0; i < count; i++) {
    const segment = data.subarray(i * SEGMENT_SIZE, (i + 1) * SEGMENT_SIZE);
    writer
      .u32(segment.length + 1)
      .u8(0x04)
      .bytes(segment);
  }
  return writer.toBytes();
}

function pdu(command: number, body: ByteWriter): Uint8Array {
  const bytes = body.toBytes();
  return new ByteWriter()
    .u16(command, 0)
    .u32(bytes.length + 8)
    .bytes(bytes)
    .toBytes();
}

function edges({ x, y, width, height }: Rect): Uint8Array {
  return new ByteWriter().u16(x, y, x + width, y + height).toBytes();
}
