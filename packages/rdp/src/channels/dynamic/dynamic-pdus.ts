import { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";

/** Cmd of the drydnvc header ([MS-RDPEDYC] 2.2). */
const commands = {
  create: 1,
  dataFirst: 2,
  data: 3,
  close: 4,
  capabilities: 5,
  dataFirstCompressed: 6,
  dataCompressed: 7,
  softSyncRequest: 8,
  softSyncResponse: 9,
} as const;

/** A dynamic virtual channel message without what differs by direction. */
type DynamicPdu =
  | { readonly type: "data"; readonly channelId: number; readonly data: Uint8Array }
  /** `length`: bytes of the whole message that begins here. */
  | { readonly type: "dataFirst"; readonly channelId: number; readonly length: number; readonly data: Uint8Array }
  | { readonly type: "close"; readonly channelId: number };

/** What a server sends. */
export type ServerDynamicPdu =
  | DynamicPdu
  | { readonly type: "capabilities"; readonly version: number }
  | { readonly type: "create"; readonly channelId: number; readonly name: string }
  /** DYNVC_SOFT_SYNC_REQUEST: which channels are to move to multitransport. */
  | { readonly type: "softSync" };

/** What a client sends. */
export type ClientDynamicPdu =
  | DynamicPdu
  | { readonly type: "capabilities"; readonly version: number }
  /** `status`: HRESULT, negative for a refusal. */
  | { readonly type: "created"; readonly channelId: number; readonly status: number }
  | { readonly type: "softSync" };

/** Longest name of a channel that is taken. */
const maximumName = 256;

/** Throws DecodeError, also for compressed data, which version 2 does not have. */
export function decodeServerDynamicPdu(bytes: Uint8Array): ServerDynamicPdu {
  const { reader, command, sp, cbId } = open(bytes);
  switch (command) {
    case commands.capabilities:
      reader.skip(1);
      return { type: "capabilities", version: reader.u16() };
    case commands.create:
      return { type: "create", channelId: readSized(reader, cbId), name: readName(reader) };
    case commands.softSyncRequest:
      return { type: "softSync" };
    default:
      return decodeCommon(reader, command, sp, cbId);
  }
}

/** Throws DecodeError. */
export function decodeClientDynamicPdu(bytes: Uint8Array): ClientDynamicPdu {
  const { reader, command, sp, cbId } = open(bytes);
  switch (command) {
    case commands.capabilities:
      reader.skip(1);
      return { type: "capabilities", version: reader.u16() };
    case commands.create:
      return { type: "created", channelId: readSized(reader, cbId), status: reader.i32() };
    case commands.softSyncResponse:
      return { type: "softSync" };
    default:
      return decodeCommon(reader, command, sp, cbId);
  }
}

/** One message of the static channel drdynvc, as a server sends it. */
export function encodeServerDynamicPdu(pdu: ServerDynamicPdu): Uint8Array {
  switch (pdu.type) {
    case "capabilities": {
      const priorityCharges = pdu.version > 1 ? 8 : 0;
      return header(commands.capabilities, 0, 0).u8(0).u16(pdu.version).zeros(priorityCharges).finish();
    }
    case "create":
      return channelHeader(commands.create, 0, pdu.channelId).bytes(new TextEncoder().encode(pdu.name)).u8(0).finish();
    case "softSync": {
      const length = 8;
      return header(commands.softSyncRequest, 0, 0).u8(0).u32(length).u16(1).u16(0).finish();
    }
    default:
      return encodeCommon(pdu);
  }
}

/** One message of the static channel drdynvc, as a client sends it. */
export function encodeClientDynamicPdu(pdu: ClientDynamicPdu): Uint8Array {
  switch (pdu.type) {
    case "capabilities":
      return header(commands.capabilities, 0, 0).u8(0).u16(pdu.version).finish();
    case "created":
      return channelHeader(commands.create, 0, pdu.channelId).i32(pdu.status).finish();
    case "softSync":
      return header(commands.softSyncResponse, 0, 0).u8(0).u32(0).finish();
    default:
      return encodeCommon(pdu);
  }
}

/** A dynamic channel PDU must fit one chunk of the static channel. */
const maximumPdu = 1600;

/** A message on a dynamic channel as DYNVC_DATA, or DYNVC_DATA_FIRST and what follows it. */
export function encodeDynamicMessage(channelId: number, message: Uint8Array): Uint8Array[] {
  const dataHeader = 1 + (1 << sizeOf(channelId));
  if (dataHeader + message.length <= maximumPdu) return [encodeCommon({ type: "data", channelId, data: message })];
  const firstLength = maximumPdu - dataHeader - 4;
  const pdus = [
    encodeCommon({ type: "dataFirst", channelId, length: message.length, data: message.subarray(0, firstLength) }),
  ];
  for (let start = firstLength; start < message.length; start += maximumPdu - dataHeader) {
    const data = message.subarray(start, start + maximumPdu - dataHeader);
    pdus.push(encodeCommon({ type: "data", channelId, data }));
  }
  return pdus;
}

function open(bytes: Uint8Array): { reader: Reader; command: number; sp: number; cbId: number } {
  const reader = new Reader(bytes, "DYNVC");
  const first = reader.u8();
  return { reader, command: first >> 4, sp: (first >> 2) & 3, cbId: first & 3 };
}

function decodeCommon(reader: Reader, command: number, sp: number, cbId: number): DynamicPdu {
  switch (command) {
    case commands.data:
      return { type: "data", channelId: readSized(reader, cbId), data: reader.rest() };
    case commands.dataFirst: {
      const channelId = readSized(reader, cbId);
      const length = readSized(reader, sp);
      const data = reader.rest();
      if (data.length > length) throw reader.error(`${data.length} bytes of a message of ${length}`);
      return { type: "dataFirst", channelId, length, data };
    }
    case commands.close:
      return { type: "close", channelId: readSized(reader, cbId) };
    case commands.dataCompressed:
    case commands.dataFirstCompressed:
      throw reader.error("compressed data, which was not offered");
    default:
      throw reader.error(`command ${command}`);
  }
}

function encodeCommon(pdu: DynamicPdu): Uint8Array {
  switch (pdu.type) {
    case "data":
      return channelHeader(commands.data, 0, pdu.channelId).bytes(pdu.data).finish();
    case "dataFirst": {
      const size = sizeOf(pdu.length);
      const writer = channelHeader(commands.dataFirst, size, pdu.channelId);
      return writeSized(writer, size, pdu.length).bytes(pdu.data).finish();
    }
    case "close":
      return channelHeader(commands.close, 0, pdu.channelId).finish();
  }
}

function header(command: number, sp: number, cbId: number): Writer {
  return new Writer().u8((command << 4) | (sp << 2) | cbId);
}

function channelHeader(command: number, sp: number, channelId: number): Writer {
  const size = sizeOf(channelId);
  return writeSized(header(command, sp, size), size, channelId);
}

/** The code of the smallest field that holds `value`: 0 for 1 byte, 1 for 2, 2 for 4. */
function sizeOf(value: number): number {
  if (value < 0x100) return 0;
  return value < 0x10000 ? 1 : 2;
}

function readSized(reader: Reader, size: number): number {
  if (size === 0) return reader.u8();
  return size === 1 ? reader.u16() : reader.u32();
}

function writeSized(writer: Writer, size: number, value: number): Writer {
  if (size === 0) return writer.u8(value);
  return size === 1 ? writer.u16(value) : writer.u32(value);
}

function readName(reader: Reader): string {
  const bytes = reader.rest();
  const end = bytes.indexOf(0);
  if (end < 0 || end > maximumName) throw reader.error("a channel name without end");
  return new TextDecoder().decode(bytes.subarray(0, end));
}
