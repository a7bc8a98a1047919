import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";
import { type DataBlock, decodeConferenceCreateResponse, encodeConferenceCreateResponse } from "./gcc.ts";

const SC_CORE = 0x0c01;
const SC_SECURITY = 0x0c02;
const SC_NET = 0x0c03;
const SC_MCS_MSGCHANNEL = 0x0c04;
const SC_MULTITRANSPORT = 0x0c08;

/** earlyCapabilityFlags of the server ([MS-RDPBCGR] 2.2.1.4.2). */
export const ServerCapabilityFlag = { SkipChannelJoin: 0x0008 } as const;

interface ServerSecurityData {
  /** One of `EncryptionMethod`, or 0. */
  readonly encryptionMethod: number;
  /** 0 none, 1 low, 2 client compatible, 3 high, 4 FIPS. */
  readonly encryptionLevel: number;
  /** Both empty without encryption. */
  readonly serverRandom: Uint8Array;
  readonly serverCertificate: Uint8Array;
}

/** The server's data blocks ([MS-RDPBCGR] 2.2.1.4). */
export interface ServerData {
  readonly version: number;
  readonly requestedProtocols: number;
  readonly earlyCapabilityFlags: number;
  readonly security: ServerSecurityData;
  readonly ioChannel: number;
  /** In the order of the client's channel definitions; 0 = refused. */
  readonly channels: readonly number[];
  readonly messageChannel: number | undefined;
}

const SERVER_RANDOM_LENGTH = 32;
const MAX_CHANNELS = 31;

/** The GCC Conference Create Response with the server's data blocks. */
export function encodeServerData(data: ServerData): Uint8Array {
  const blocks: DataBlock[] = [
    [SC_CORE, new Writer(12).u32(data.version).u32(data.requestedProtocols).u32(data.earlyCapabilityFlags).finish()],
    [SC_SECURITY, encodeSecurity(data.security)],
    [SC_NET, encodeNetwork(data)],
  ];
  if (data.messageChannel !== undefined) {
    blocks.push([SC_MCS_MSGCHANNEL, new Writer(2).u16(data.messageChannel).finish()]);
    blocks.push([SC_MULTITRANSPORT, new Writer(4).u32(0).finish()]);
  }
  return encodeConferenceCreateResponse(blocks);
}

/** The data blocks in a GCC Conference Create Response. Throws DecodeError. */
export function decodeServerData(bytes: Uint8Array): ServerData {
  const blocks = decodeConferenceCreateResponse(bytes);
  const core = block(blocks, SC_CORE, "TS_UD_SC_CORE");
  const network = block(blocks, SC_NET, "TS_UD_SC_NET");
  const messageChannel = blocks.get(SC_MCS_MSGCHANNEL);
  return {
    version: core.u32(),
    requestedProtocols: core.remaining >= 4 ? core.u32() : 0,
    earlyCapabilityFlags: core.remaining >= 4 ? core.u32() : 0,
    security: decodeSecurity(block(blocks, SC_SECURITY, "TS_UD_SC_SEC1")),
    ...decodeNetwork(network),
    messageChannel: messageChannel && new Reader(messageChannel, "TS_UD_SC_MCS_MSGCHANNEL").u16(),
  };
}

function block(blocks: Map<number, Uint8Array>, type: number, structure: string): Reader {
  const content = blocks.get(type);
  const reader = new Reader(content ?? new Uint8Array(0), structure);
  if (!content) throw reader.error("missing");
  return reader;
}

function encodeSecurity(security: ServerSecurityData): Uint8Array {
  const { encryptionMethod, encryptionLevel, serverRandom, serverCertificate } = security;
  const writer = new Writer().u32(encryptionMethod).u32(encryptionLevel);
  if (encryptionMethod === 0) return writer.finish();
  writer.u32(serverRandom.length).u32(serverCertificate.length);
  return writer.bytes(serverRandom, serverCertificate).finish();
}

function decodeSecurity(reader: Reader): ServerSecurityData {
  const encryptionMethod = reader.u32();
  const encryptionLevel = reader.u32();
  if (encryptionMethod === 0) {
    const none = new Uint8Array(0);
    return { encryptionMethod, encryptionLevel, serverRandom: none, serverCertificate: none };
  }
  const randomLength = reader.u32();
  const certificateLength = reader.u32();
  if (randomLength !== SERVER_RANDOM_LENGTH) throw reader.error(`server random of ${randomLength} bytes`);
  const serverRandom = reader.bytes(randomLength);
  return { encryptionMethod, encryptionLevel, serverRandom, serverCertificate: reader.bytes(certificateLength) };
}

function encodeNetwork(data: ServerData): Uint8Array {
  const writer = new Writer().u16(data.ioChannel).u16(data.channels.length);
  for (const channel of data.channels) writer.u16(channel);
  if (data.channels.length % 2 === 1) writer.u16(0);
  return writer.finish();
}

function decodeNetwork(reader: Reader): { ioChannel: number; channels: number[] } {
  const ioChannel = reader.u16();
  const count = reader.u16();
  if (count > MAX_CHANNELS) throw reader.error(`${count} channels`);
  return { ioChannel, channels: Array.from({ length: count }, () => reader.u16()) };
}
