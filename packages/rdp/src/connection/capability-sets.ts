import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

/** The capability sets of fixed shape ([MS-RDPBCGR] 2.2.7): type, and fields in order with their sizes in bytes. */
const LAYOUTS = {
  general: {
    type: 0x01,
    fields: {
      osMajorType: 2,
      osMinorType: 2,
      protocolVersion: 2,
      pad: 2,
      compressionTypes: 2,
      extraFlags: 2,
      updateCapability: 2,
      remoteUnshare: 2,
      compressionLevel: 2,
      refreshRectSupport: 1,
      suppressOutputSupport: 1,
    },
  },
  bitmap: {
    type: 0x02,
    fields: {
      preferredBitsPerPixel: 2,
      receive1BitPerPixel: 2,
      receive4BitsPerPixel: 2,
      receive8BitsPerPixel: 2,
      desktopWidth: 2,
      desktopHeight: 2,
      pad: 2,
      desktopResize: 2,
      bitmapCompression: 2,
      highColorFlags: 1,
      drawingFlags: 1,
      multipleRectangles: 2,
      pad2: 2,
    },
  },
  order: {
    type: 0x03,
    fields: {
      terminalDescriptor: 16,
      pad: 4,
      desktopSaveXGranularity: 2,
      desktopSaveYGranularity: 2,
      pad2: 2,
      maximumOrderLevel: 2,
      numberFonts: 2,
      orderFlags: 2,
      orderSupport: 32,
      textFlags: 2,
      orderSupportExFlags: 2,
      pad3: 4,
      desktopSaveSize: 4,
      pad4: 4,
      textAnsiCodePage: 2,
      pad5: 2,
    },
  },
  bitmapCache: { type: 0x04, fields: { pad: 24, caches: 12 } },
  control: { type: 0x05, fields: { flags: 2, remoteDetach: 2, controlInterest: 2, detachInterest: 2 } },
  activation: { type: 0x07, fields: { helpKey: 2, helpKeyIndex: 2, helpExtendedKey: 2, windowManagerKey: 2 } },
  pointer: { type: 0x08, fields: { colorPointer: 2, colorPointerCacheSize: 2, pointerCacheSize: 2 } },
  share: { type: 0x09, fields: { nodeId: 2, pad: 2 } },
  colorCache: { type: 0x0a, fields: { cacheSize: 2, pad: 2 } },
  sound: { type: 0x0c, fields: { flags: 2, pad: 2 } },
  input: {
    type: 0x0d,
    fields: {
      flags: 2,
      pad: 2,
      keyboardLayout: 4,
      keyboardType: 4,
      keyboardSubType: 4,
      keyboardFunctionKeys: 4,
      imeFileName: 64,
    },
  },
  font: { type: 0x0e, fields: { supportFlags: 2, pad: 2 } },
  brush: { type: 0x0f, fields: { supportLevel: 4 } },
  glyphCache: { type: 0x10, fields: { caches: 40, fragmentCache: 4, supportLevel: 2, pad: 2 } },
  offscreenCache: { type: 0x11, fields: { supportLevel: 4, cacheSize: 2, cacheEntries: 2 } },
  virtualChannel: { type: 0x14, fields: { flags: 4, chunkSize: 4 } },
  multifragmentUpdate: { type: 0x1a, fields: { maxRequestSize: 4 } },
  largePointer: { type: 0x1b, fields: { flags: 2 } },
  surfaceCommands: { type: 0x1c, fields: { flags: 4, reserved: 4 } },
  frameAcknowledge: { type: 0x1e, fields: { maxUnacknowledgedFrames: 4 } },
} as const;

const BITMAP_CODECS = 0x1d;
const MAX_SETS = 64;

/** Flags of the sets above, by the specification's names. */
export const GeneralFlag = {
  FastPathOutput: 0x0001,
  LongCredentials: 0x0004,
  AutoReconnect: 0x0008,
  NoBitmapCompressionHeader: 0x0400,
} as const;
export const InputFlag = {
  Scancodes: 0x0001,
  ExtendedMouse: 0x0004,
  FastPathInput: 0x0008,
  Unicode: 0x0010,
  FastPathInput2: 0x0020,
  RelativeMouse: 0x0080,
  HorizontalWheel: 0x0100,
} as const;
export const SurfaceCommandFlag = { SetSurfaceBits: 0x02, FrameMarker: 0x10, StreamSurfaceBits: 0x40 } as const;

type SetName = keyof typeof LAYOUTS;
/** The fields of a set; those longer than four bytes are not numbers and are always zero. */
export type CapabilityFields<Name extends SetName> = {
  -readonly [Field in keyof (typeof LAYOUTS)[Name]["fields"]]: number;
};

/** TS_CAPS_SET ([MS-RDPBCGR] 2.2.1.13.1.1.1): its type, and its data without header. */
export type CapabilitySet = readonly [type: number, data: Uint8Array];

/** The set `name` with `fields`; what is not given is zero. */
export function capabilitySet<Name extends SetName>(
  name: Name,
  fields: Partial<CapabilityFields<Name>>,
): CapabilitySet {
  const layout = LAYOUTS[name];
  const values: Readonly<Record<string, number | undefined>> = fields;
  const writer = new Writer(96);
  for (const [field, size] of Object.entries(layout.fields)) {
    const value = values[field] ?? 0;
    if (size === 1) writer.u8(value);
    else if (size === 2) writer.u16(value);
    else if (size === 4) writer.u32(value);
    else writer.zeros(size);
  }
  return [layout.type, writer.finish()];
}

/** The fields of the set `name`, or undefined if it is not there. Fields that an old, shorter set lacks are zero. */
export function findCapabilitySet<Name extends SetName>(
  sets: readonly CapabilitySet[],
  name: Name,
): CapabilityFields<Name> | undefined {
  const layout = LAYOUTS[name];
  const found = sets.find(([type]) => type === layout.type);
  if (!found) return undefined;
  const reader = new Reader(found[1], `capability set ${name}`);
  const values: Record<string, number> = {};
  for (const [field, size] of Object.entries(layout.fields)) {
    if (reader.remaining < size) values[field] = 0;
    else if (size === 1) values[field] = reader.u8();
    else if (size === 2) values[field] = reader.u16();
    else if (size === 4) values[field] = reader.u32();
    else {
      values[field] = 0;
      reader.skip(size);
    }
  }
  return values as CapabilityFields<Name>;
}

/** TS_BITMAPCODEC ([MS-RDPBCGR] 2.2.7.2.10.1.1). */
export interface BitmapCodec {
  /** 16 bytes as on the wire. */
  readonly guid: Uint8Array;
  readonly id: number;
  readonly properties: Uint8Array;
}

/** TS_BITMAPCODECS_CAPABILITYSET ([MS-RDPBCGR] 2.2.7.2.10). */
export function bitmapCodecsSet(codecs: readonly BitmapCodec[]): CapabilitySet {
  const writer = new Writer(128).u8(codecs.length);
  for (const { guid, id, properties } of codecs) writer.bytes(guid).u8(id).u16(properties.length).bytes(properties);
  return [BITMAP_CODECS, writer.finish()];
}

/** The codecs of the set TS_BITMAPCODECS_CAPABILITYSET, none if it is not there. Throws DecodeError. */
export function findBitmapCodecs(sets: readonly CapabilitySet[]): BitmapCodec[] {
  const found = sets.find(([type]) => type === BITMAP_CODECS);
  if (!found) return [];
  const reader = new Reader(found[1], "TS_BITMAPCODECS");
  const count = reader.u8();
  return Array.from({ length: count }, () => ({
    guid: reader.bytes(16),
    id: reader.u8(),
    properties: reader.bytes(reader.u16()),
  }));
}

/** numberCapabilities, padding and the sets, as Demand Active and Confirm Active hold them. */
export function encodeCapabilitySets(sets: readonly CapabilitySet[]): Uint8Array {
  const writer = new Writer(1024).u16(sets.length).u16(0);
  for (const [type, data] of sets)
    writer
      .u16(type)
      .u16(data.length + 4)
      .bytes(data);
  return writer.finish();
}

/** Reads what `encodeCapabilitySets` writes; views, of at most 64 sets. Throws DecodeError. */
export function decodeCapabilitySets(reader: Reader): CapabilitySet[] {
  const count = reader.u16();
  if (count > MAX_SETS) throw reader.error(`${count} capability sets`);
  reader.skip(2);
  return Array.from({ length: count }, () => {
    const type = reader.u16();
    return [type, reader.bytes(reader.u16() - 4)] as const;
  });
}
