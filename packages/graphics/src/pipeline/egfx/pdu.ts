import { GraphicsDecodeError } from "../../decode-error.ts";
import type { Rect } from "../../geometry.ts";
import { ByteReader } from "../../reader.ts";
import { readRect16 } from "../../rect16.ts";

/** Where a rectangle is copied to. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What the server says on the graphics channel, [MS-RDPEGFX] 2.2.2. */
export type EgfxPdu =
  | {
      readonly type: "wireToSurface1";
      readonly surfaceId: number;
      readonly codecId: number;
      readonly rect: Rect;
      readonly data: Uint8Array;
    }
  | {
      readonly type: "wireToSurface2";
      readonly surfaceId: number;
      readonly codecId: number;
      readonly data: Uint8Array;
    }
  /** `word` is an ABGR word. */
  | { readonly type: "solidFill"; readonly surfaceId: number; readonly word: number; readonly rects: readonly Rect[] }
  | {
      readonly type: "surfaceToSurface";
      readonly sourceId: number;
      readonly destinationId: number;
      readonly rect: Rect;
      readonly points: readonly Point[];
    }
  | { readonly type: "surfaceToCache"; readonly surfaceId: number; readonly slot: number; readonly rect: Rect }
  | {
      readonly type: "cacheToSurface";
      readonly slot: number;
      readonly surfaceId: number;
      readonly points: readonly Point[];
    }
  | { readonly type: "evictCacheEntry"; readonly slot: number }
  | { readonly type: "createSurface"; readonly surfaceId: number; readonly width: number; readonly height: number }
  | { readonly type: "deleteSurface"; readonly surfaceId: number }
  | { readonly type: "startFrame"; readonly frameId: number }
  | { readonly type: "endFrame"; readonly frameId: number }
  | { readonly type: "resetGraphics"; readonly width: number; readonly height: number }
  | { readonly type: "mapSurfaceToOutput"; readonly surfaceId: number; readonly origin: Point }
  | {
      readonly type: "mapSurfaceToScaledOutput";
      readonly surfaceId: number;
      readonly origin: Point;
      readonly width: number;
      readonly height: number;
    }
  | { readonly type: "capsConfirm"; readonly version: number; readonly flags: number };

/** One kind of them. */
export type Pdu<Type extends EgfxPdu["type"]> = Extract<EgfxPdu, { type: Type }>;

/** RDPGFX_CODECID_* of [MS-RDPEGFX] 2.2.2.1 and 2.2.2.2. */
export const Codec = {
  uncompressed: 0x0000,
  caVideo: 0x0003,
  clearCodec: 0x0008,
  caProgressive: 0x0009,
  planar: 0x000a,
  avc420: 0x000b,
  alpha: 0x000c,
  caProgressiveV2: 0x000d,
  avc444: 0x000e,
  avc444v2: 0x000f,
} as const;

const HEADER_SIZE = 8;

/** By cmdId (2.2.1.5): the structure's name and its decoder. What only clients send, RAIL's windows and
 * DeleteEncodingContext (a surface keeps its tiles as long as it lives) are missing. */
const DECODERS: Readonly<Record<number, readonly [structure: string, decode: (reader: ByteReader) => EgfxPdu]>> = {
  1: ["RDPGFX_WIRE_TO_SURFACE_PDU_1", readWireToSurface1],
  2: ["RDPGFX_WIRE_TO_SURFACE_PDU_2", readWireToSurface2],
  4: ["RDPGFX_SOLIDFILL_PDU", readSolidFill],
  5: ["RDPGFX_SURFACE_TO_SURFACE_PDU", readSurfaceToSurface],
  6: ["RDPGFX_SURFACE_TO_CACHE_PDU", readSurfaceToCache],
  7: [
    "RDPGFX_CACHE_TO_SURFACE_PDU",
    (reader) => ({
      type: "cacheToSurface",
      slot: reader.u16(),
      surfaceId: reader.u16(),
      points: readPoints(reader),
    }),
  ],
  8: ["RDPGFX_EVICT_CACHE_ENTRY_PDU", (reader) => ({ type: "evictCacheEntry", slot: reader.u16() })],
  9: ["RDPGFX_CREATE_SURFACE_PDU", readCreateSurface],
  10: ["RDPGFX_DELETE_SURFACE_PDU", (reader) => ({ type: "deleteSurface", surfaceId: reader.u16() })],
  11: ["RDPGFX_START_FRAME_PDU", readStartFrame],
  12: ["RDPGFX_END_FRAME_PDU", (reader) => ({ type: "endFrame", frameId: reader.u32() })],
  14: ["RDPGFX_RESET_GRAPHICS_PDU", readResetGraphics],
  15: ["RDPGFX_MAP_SURFACE_TO_OUTPUT_PDU", readMapSurfaceToOutput],
  19: ["RDPGFX_CAPS_CONFIRM_PDU", readCapsConfirm],
  23: ["RDPGFX_MAP_SURFACE_TO_SCALED_OUTPUT_PDU", readMapSurfaceToScaledOutput],
};

/**
 * Decodes the PDUs of one decompressed message, one by one; unknown ones are skipped, as are those that `wanted` does not
 * have. Throws GraphicsDecodeError.
 * @param wanted values of cmdId
 */
export function* decodePdus(message: Uint8Array, wanted?: ReadonlySet<number>): Generator<EgfxPdu> {
  const reader = new ByteReader(message, "RDPGFX_HEADER");
  while (reader.remaining > 0) {
    const command = reader.u16();
    reader.skip(2);
    const length = reader.u32();
    if (length < HEADER_SIZE) throw new GraphicsDecodeError("RDPGFX_HEADER", `a PDU of ${length} bytes`);
    const body = reader.bytes(length - HEADER_SIZE);
    const entry = DECODERS[command];
    if (entry && (wanted?.has(command) ?? true)) {
      const [structure, decode] = entry;
      yield decode(new ByteReader(body, structure));
    }
  }
}

function readWireToSurface1(reader: ByteReader): EgfxPdu {
  const surfaceId = reader.u16();
  const codecId = reader.u16();
  reader.skip(1); // pixelFormat: both formats have the same layout.
  const rect = readRect16(reader, "RDPGFX_WIRE_TO_SURFACE_PDU_1");
  return { type: "wireToSurface1", surfaceId, codecId, rect, data: reader.bytes(reader.u32()) };
}

function readWireToSurface2(reader: ByteReader): EgfxPdu {
  const surfaceId = reader.u16();
  const codecId = reader.u16();
  reader.skip(5); // codecContextId, which separates nothing that a surface does not, and pixelFormat
  return { type: "wireToSurface2", surfaceId, codecId, data: reader.bytes(reader.u32()) };
}

/** fillPixel is stored as blue, green, red, alpha (2.2.1.3). */
function readSolidFill(reader: ByteReader): EgfxPdu {
  const surfaceId = reader.u16();
  const [blue, green, red, alpha] = reader.bytes(4);
  const word = ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  const rectBytes = reader.u16() * 8;
  const rectReader = new ByteReader(reader.bytes(rectBytes), "RDPGFX_SOLIDFILL_PDU");
  const rects: Rect[] = [];
  while (rectReader.remaining > 0) rects.push(readRect16(rectReader, "RDPGFX_SOLIDFILL_PDU"));
  return { type: "solidFill", surfaceId, word, rects };
}

function readSurfaceToSurface(reader: ByteReader): EgfxPdu {
  const sourceId = reader.u16();
  const destinationId = reader.u16();
  const rect = readRect16(reader, "RDPGFX_SURFACE_TO_SURFACE_PDU");
  return { type: "surfaceToSurface", sourceId, destinationId, rect, points: readPoints(reader) };
}

/** The key serves a persistent cache alone; there is none. */
function readSurfaceToCache(reader: ByteReader): EgfxPdu {
  const surfaceId = reader.u16();
  reader.skip(8);
  const slot = reader.u16();
  return { type: "surfaceToCache", surfaceId, slot, rect: readRect16(reader, "RDPGFX_SURFACE_TO_CACHE_PDU") };
}

function readCreateSurface(reader: ByteReader): EgfxPdu {
  const surfaceId = reader.u16();
  const width = reader.u16();
  const height = reader.u16();
  reader.skip(1);
  return { type: "createSurface", surfaceId, width, height };
}

function readStartFrame(reader: ByteReader): EgfxPdu {
  reader.skip(4); // timestamp
  return { type: "startFrame", frameId: reader.u32() };
}

/** What follows, the monitors and the padding, says nothing a single output needs. */
function readResetGraphics(reader: ByteReader): EgfxPdu {
  return { type: "resetGraphics", width: reader.u32(), height: reader.u32() };
}

function readMapSurfaceToOutput(reader: ByteReader): EgfxPdu {
  const surfaceId = reader.u16();
  reader.skip(2);
  return { type: "mapSurfaceToOutput", surfaceId, origin: { x: reader.u32(), y: reader.u32() } };
}

function readMapSurfaceToScaledOutput(reader: ByteReader): EgfxPdu {
  const surfaceId = reader.u16();
  reader.skip(2);
  const origin = { x: reader.u32(), y: reader.u32() };
  return { type: "mapSurfaceToScaledOutput", surfaceId, origin, width: reader.u32(), height: reader.u32() };
}

/** All capability sets but version 10.1's (2.2.3.3, 16 reserved bytes) begin with their flags. */
function readCapsConfirm(reader: ByteReader): EgfxPdu {
  const version = reader.u32();
  const data = reader.bytes(reader.u32());
  return { type: "capsConfirm", version, flags: new ByteReader(data, "RDPGFX_CAPS_CONFIRM_PDU").u32() };
}

/** A count and RDPGFX_POINT16s (2.2.1.1), which are signed. */
function readPoints(reader: ByteReader): Point[] {
  const bytes = reader.bytes(reader.u16() * 4);
  const pointReader = new ByteReader(bytes, "RDPGFX_POINT16");
  const points: Point[] = [];
  while (pointReader.remaining > 0) points.push({ x: toSigned(pointReader.u16()), y: toSigned(pointReader.u16()) });
  return points;
}

function toSigned(value: number): number {
  return (value << 16) >> 16;
}
