import { toOrientation } from "../monitors.ts";
import type { Orientation, PlacedMonitor } from "../settings.ts";
import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";
import { type DataBlock, decodeConferenceCreateRequest, encodeConferenceCreateRequest } from "./gcc.ts";
import { keyboardKind } from "./keyboard-kind.ts";
import { decodeMonitors, encodeMonitorAttributes, encodeMonitorDefinitions } from "./monitor-data.ts";

const CS_CORE = 0xc001;
const CS_SECURITY = 0xc002;
const CS_NET = 0xc003;
const CS_CLUSTER = 0xc004;
const CS_MONITOR = 0xc005;
const CS_MCS_MSGCHANNEL = 0xc006;
const CS_MONITOR_EX = 0xc008;
const CS_MULTITRANSPORT = 0xc00a;

/** earlyCapabilityFlags of the client ([MS-RDPBCGR] 2.2.1.3.2). */
export const ClientCapabilityFlag = {
  SupportErrorInfo: 0x0001,
  Want32Bpp: 0x0002,
  StrongAsymmetricKeys: 0x0008,
  ValidConnectionType: 0x0020,
  SupportMonitorLayout: 0x0040,
  SupportAutoDetect: 0x0080,
  SupportGraphicsPipeline: 0x0100,
  SupportDynamicTimeZone: 0x0200,
  SupportSkipChannelJoin: 0x0800,
} as const;

/** connectionType of 2.2.1.3.2. */
export const CONNECTION_TYPE_LAN = 6;

/** supportedColorDepths of 2.2.1.3.2. */
const SUPPORT_24_16_15_32_BPP = 0x000f;
const COLOR_8BPP = 0xca01;
const SAS_DEL = 0xaa03;

/** Flags of TS_UD_CS_CLUSTER ([MS-RDPBCGR] 2.2.1.3.5). */
export const ClusterFlag = { RedirectionSupported: 1, SessionIdValid: 2, Version4: 3 << 2 } as const;
/** encryptionMethods of both sides' security data ([MS-RDPBCGR] 2.2.1.3.3). */
export const EncryptionMethod = { Bit40: 0x01, Bit128: 0x02, Bit56: 0x08, Fips: 0x10 } as const;
/** Options of a CHANNEL_DEF ([MS-RDPBCGR] 2.2.1.3.4.1). */
export const ChannelOption = { Initialized: 0x80000000, EncryptRdp: 0x40000000 } as const;

const MAX_CHANNELS = 31;

/** TS_UD_CS_CORE ([MS-RDPBCGR] 2.2.1.3.2). */
interface ClientCoreData {
  readonly version: number;
  readonly desktopWidth: number;
  readonly desktopHeight: number;
  /** 8, 15, 16 or 24; 32 is 24 with `ClientCapabilityFlag.Want32Bpp`. */
  readonly highColorDepth: number;
  readonly keyboardLayout: number;
  readonly clientBuild: number;
  readonly clientName: string;
  readonly earlyCapabilityFlags: number;
  readonly connectionType: number;
  readonly serverSelectedProtocol: number;
  /** Millimetres; 0 when not known. */
  readonly physicalWidth: number;
  readonly physicalHeight: number;
  readonly orientation: Orientation;
  /** Percent: 100 to 500, and 100, 140 or 180; 0 when not given. */
  readonly desktopScale: number;
  readonly deviceScale: number;
}

interface ChannelDefinition {
  readonly name: string;
  readonly options: number;
}

/** Asks for the message channel, names the multitransport protocols and the monitors. */
interface ExtendedClientData {
  readonly multitransport: number;
  /** The primary one first; empty: one of the desktop's size. */
  readonly monitors: readonly PlacedMonitor[];
}

/** The client's data blocks ([MS-RDPBCGR] 2.2.1.3). */
export interface ClientData {
  readonly core: ClientCoreData;
  readonly encryptionMethods: number;
  readonly cluster: { readonly flags: number; readonly sessionId: number };
  readonly channels: readonly ChannelDefinition[];
  /** Only if the server takes extended client data. */
  readonly extended: ExtendedClientData | undefined;
}

/** The GCC Conference Create Request with the client's data blocks. */
export function encodeClientData(data: ClientData): Uint8Array {
  const blocks: DataBlock[] = [
    [CS_CORE, encodeCore(data.core)],
    [CS_CLUSTER, new Writer(8).u32(data.cluster.flags).u32(data.cluster.sessionId).finish()],
    [CS_SECURITY, new Writer(8).u32(data.encryptionMethods).u32(0).finish()],
    [CS_NET, encodeChannels(data.channels)],
  ];
  if (data.extended) {
    blocks.push([CS_MCS_MSGCHANNEL, new Writer(4).u32(0).finish()]);
    blocks.push([CS_MULTITRANSPORT, new Writer(4).u32(data.extended.multitransport).finish()]);
    const { monitors } = data.extended;
    if (monitors.length > 0) {
      blocks.push([CS_MONITOR, encodeMonitorDefinitions(monitors)]);
      blocks.push([CS_MONITOR_EX, encodeMonitorAttributes(monitors)]);
    }
  }
  return encodeConferenceCreateRequest(blocks);
}

/** The data blocks in a GCC Conference Create Request; what a block lacks is 0. Throws DecodeError. */
export function decodeClientData(bytes: Uint8Array): ClientData {
  const blocks = decodeConferenceCreateRequest(bytes);
  const core = blocks.get(CS_CORE);
  if (!core) throw new Reader(bytes, "TS_UD_CS_CORE").error("missing");
  const cluster = blocks.get(CS_CLUSTER);
  const network = blocks.get(CS_NET);
  const security = blocks.get(CS_SECURITY);
  const multitransport = blocks.get(CS_MULTITRANSPORT);
  return {
    core: decodeCore(core),
    encryptionMethods: security ? new Reader(security, "TS_UD_CS_SEC").u32() : 0,
    cluster: cluster ? decodeCluster(cluster) : { flags: 0, sessionId: 0 },
    channels: network ? decodeChannels(network) : [],
    extended: blocks.has(CS_MCS_MSGCHANNEL)
      ? {
          multitransport: multitransport ? new Reader(multitransport, "TS_UD_CS_MULTITRANSPORT").u32() : 0,
          monitors: decodeMonitors(blocks.get(CS_MONITOR), blocks.get(CS_MONITOR_EX)),
        }
      : undefined,
  };
}

function encodeCore(core: ClientCoreData): Uint8Array {
  const keyboard = keyboardKind(core.keyboardLayout);
  return new Writer(240)
    .u32(core.version)
    .u16(core.desktopWidth)
    .u16(core.desktopHeight)
    .u16(COLOR_8BPP)
    .u16(SAS_DEL)
    .u32(core.keyboardLayout)
    .u32(core.clientBuild)
    .utf16Fixed(core.clientName, 32)
    .u32(keyboard.type)
    .u32(keyboard.subType)
    .u32(keyboard.functionKeys)
    .zeros(64) // imeFileName
    .u16(COLOR_8BPP)
    .u16(1) // clientProductId
    .u32(0)
    .u16(core.highColorDepth)
    .u16(SUPPORT_24_16_15_32_BPP)
    .u16(core.earlyCapabilityFlags)
    .zeros(64) // clientDigProductId
    .u8(core.connectionType)
    .u8(0)
    .u32(core.serverSelectedProtocol)
    .u32(core.physicalWidth)
    .u32(core.physicalHeight)
    .u16(core.orientation)
    .u32(core.desktopScale)
    .u32(core.deviceScale)
    .finish();
}

/** Each field from postBeta2ColorDepth on may be missing together with all after it. */
function decodeCore(bytes: Uint8Array): ClientCoreData {
  const reader = new Reader(bytes, "TS_UD_CS_CORE");
  const version = reader.u32();
  const desktopWidth = reader.u16();
  const desktopHeight = reader.u16();
  reader.skip(4);
  const keyboardLayout = reader.u32();
  const clientBuild = reader.u32();
  const clientName = reader.utf16(32);
  reader.skip(76);
  const optional = (size: 1 | 2 | 4) => {
    if (reader.remaining < size) return 0;
    return size === 1 ? reader.u8() : size === 2 ? reader.u16() : reader.u32();
  };
  optional(2);
  optional(2);
  optional(4);
  const highColorDepth = optional(2);
  optional(2);
  const earlyCapabilityFlags = optional(2);
  if (reader.remaining >= 64) reader.skip(64);
  const connectionType = optional(1);
  optional(1);
  const serverSelectedProtocol = optional(4);
  const physicalWidth = optional(4);
  const physicalHeight = optional(4);
  const orientation = toOrientation(optional(2));
  return {
    version,
    desktopWidth,
    desktopHeight,
    highColorDepth,
    keyboardLayout,
    clientBuild,
    clientName,
    earlyCapabilityFlags,
    connectionType,
    serverSelectedProtocol,
    physicalWidth,
    physicalHeight,
    orientation,
    desktopScale: optional(4),
    deviceScale: optional(4),
  };
}

function decodeCluster(bytes: Uint8Array): ClientData["cluster"] {
  const reader = new Reader(bytes, "TS_UD_CS_CLUSTER");
  return { flags: reader.u32(), sessionId: reader.u32() };
}

function encodeChannels(channels: readonly ChannelDefinition[]): Uint8Array {
  const writer = new Writer(4 + channels.length * 12).u32(channels.length);
  for (const { name, options } of channels) {
    const letters = [...name].slice(0, 7).map((letter) => letter.charCodeAt(0));
    writer
      .bytes(Uint8Array.from(letters))
      .zeros(8 - letters.length)
      .u32(options);
  }
  return writer.finish();
}

function decodeChannels(bytes: Uint8Array): ChannelDefinition[] {
  const reader = new Reader(bytes, "TS_UD_CS_NET");
  const count = reader.u32();
  if (count > MAX_CHANNELS) throw reader.error(`${count} channels`);
  return Array.from({ length: count }, () => {
    const name = String.fromCharCode(...reader.bytes(8)).replace(/\0.*$/s, "");
    return { name, options: reader.u32() };
  });
}
