import { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";
import { type ClipboardFormatName, decodeFormatList, encodeFormatList } from "./format-list.ts";

export const clipboardChannelName = "cliprdr";

/** msgType of CLIPRDR_HEADER ([MS-RDPECLIP] 2.2.1). */
const types = {
  monitorReady: 1,
  formatList: 2,
  formatListResponse: 3,
  dataRequest: 4,
  dataResponse: 5,
  temporaryDirectory: 6,
  capabilities: 7,
  contentsRequest: 8,
  contentsResponse: 9,
  lock: 10,
  unlock: 11,
} as const;

/** msgFlags of CLIPRDR_HEADER. */
const flagOk = 1;
const flagFail = 2;
const flagAsciiNames = 4;

const headerLength = 8;
/** Of dataLen in CLIPRDR_HEADER. */
const lengthOffset = 4;
/** Bytes before the contents of a message that has some. */
const mostBeforeContents = 64;
const generalCapability = 1;
const generalCapabilityLength = 12;
const capabilitiesVersion = 2;
const temporaryPathLength = 520;
const wantsSize = 1;
const wantsRange = 2;
const sizeLength = 8;

/** generalFlags of the General Capability Set ([MS-RDPECLIP] 2.2.2.1.1.1). */
export const ClipboardFlag = {
  LongFormatNames: 2,
  StreamFiles: 4,
  NoFilePaths: 8,
  CanLock: 16,
  HugeFiles: 32,
} as const;

/** What is asked of a file's contents ([MS-RDPECLIP] 2.2.5.3). */
export interface ContentsRequest {
  /** Comes back with the answer. */
  readonly streamId: number;
  /** In the file list. */
  readonly index: number;
  /** Bytes of the file; absent: its size is asked for. */
  readonly range?: { readonly position: bigint; readonly length: number };
  /** The lock that holds the file list; absent: the clipboard of now. */
  readonly lock?: number;
}

/** What client and server say to each other on the clipboard channel. Bytes are views. */
export type ClipboardPdu =
  | { readonly type: "monitorReady" }
  | { readonly type: "capabilities"; readonly flags: number }
  | { readonly type: "temporaryDirectory"; readonly path: string }
  | { readonly type: "formatList"; readonly formats: readonly ClipboardFormatName[] }
  | { readonly type: "formatListResponse"; readonly isOk: boolean }
  | { readonly type: "dataRequest"; readonly format: number }
  /** `data` absent: it failed. */
  | { readonly type: "dataResponse"; readonly data?: Uint8Array }
  | ({ readonly type: "contentsRequest" } & ContentsRequest)
  /** `data` absent: it failed. */
  | { readonly type: "contentsResponse"; readonly streamId: number; readonly data?: Uint8Array }
  | { readonly type: "lock"; readonly id: number }
  | { readonly type: "unlock"; readonly id: number };

/** The beginning of an answer. `length`: of its data, and of what is before that. */
type LongAnswer =
  | { readonly type: "dataResponse"; readonly length: number }
  | { readonly type: "contentsResponse"; readonly length: number; readonly streamId: number };

/**
 * Reads a clipboard PDU ([MS-RDPECLIP] 2.2). Throws DecodeError.
 * @param longNames whether both sides have said `LongFormatNames`
 * @returns undefined for a type that is not known
 */
export function decodeClipboardPdu(message: Uint8Array, longNames: boolean): ClipboardPdu | undefined {
  const reader = new Reader(message, "CLIPRDR_HEADER");
  const type = reader.u16();
  const flags = reader.u16();
  const body = reader.part(reader.u32(), "CLIPRDR");
  const isOk = (flags & flagOk) !== 0;
  switch (type) {
    case types.monitorReady:
      return { type: "monitorReady" };
    case types.capabilities:
      return { type: "capabilities", flags: decodeCapabilities(body) };
    case types.temporaryDirectory:
      return { type: "temporaryDirectory", path: body.utf16(Math.min(body.remaining, temporaryPathLength)) };
    case types.formatList: {
      const encoding = longNames ? "long" : flags & flagAsciiNames ? "ascii" : "short";
      return { type: "formatList", formats: decodeFormatList(body.rest(), encoding) };
    }
    case types.formatListResponse:
      return { type: "formatListResponse", isOk };
    case types.dataRequest:
      return { type: "dataRequest", format: body.u32() };
    case types.dataResponse:
      return { type: "dataResponse", ...(isOk && { data: body.rest() }) };
    case types.contentsRequest:
      return { type: "contentsRequest", ...decodeContentsRequest(body) };
    case types.contentsResponse:
      return { type: "contentsResponse", streamId: body.u32(), ...(isOk && { data: body.rest() }) };
    case types.lock:
      return { type: "lock", id: body.u32() };
    case types.unlock:
      return { type: "unlock", id: body.u32() };
    default:
      return undefined;
  }
}

/** @param longNames whether both sides have said `LongFormatNames`; without, names of formats are cut to 31 characters of ASCII */
export function encodeClipboardPdu(pdu: ClipboardPdu, longNames = true): Uint8Array {
  // Contents may be long: they are copied once.
  const writer = new Writer(mostBeforeContents + ("data" in pdu ? pdu.data.length : 0));
  writer.u16(types[pdu.type]).u16(flagsOf(pdu, longNames)).u32(0);
  switch (pdu.type) {
    case "capabilities":
      writer.u16(1).u16(0).u16(generalCapability).u16(generalCapabilityLength);
      writer.u32(capabilitiesVersion).u32(pdu.flags);
      break;
    case "temporaryDirectory":
      writer.utf16Fixed(pdu.path, temporaryPathLength);
      break;
    case "formatList":
      writer.bytes(encodeFormatList(pdu.formats, longNames ? "long" : "ascii"));
      break;
    case "dataRequest":
      writer.u32(pdu.format);
      break;
    case "dataResponse":
      if (pdu.data) writer.bytes(pdu.data);
      break;
    case "contentsRequest":
      encodeContentsRequest(writer, pdu);
      break;
    case "contentsResponse":
      writer.u32(pdu.streamId);
      if (pdu.data) writer.bytes(pdu.data);
      break;
    case "lock":
    case "unlock":
      writer.u32(pdu.id);
      break;
  }
  writer.patchU32(lengthOffset, writer.length - headerLength);
  return writer.finish();
}

/** What a message that is too long to be read says of itself: a response, and to what. Throws DecodeError. */
export function decodeClipboardBeginning(beginning: Uint8Array): LongAnswer | undefined {
  const reader = new Reader(beginning, "CLIPRDR_HEADER");
  const type = reader.u16();
  reader.skip(2);
  const length = reader.u32();
  if (type === types.dataResponse) return { type: "dataResponse", length };
  return type === types.contentsResponse ? { type: "contentsResponse", length, streamId: reader.u32() } : undefined;
}

/** The answer to a request for a file's size. Throws DecodeError. */
export function decodeContentsSize(data: Uint8Array): bigint {
  return new Reader(data, "CLIPRDR_FILECONTENTS_RESPONSE").u64();
}

export function encodeContentsSize(size: bigint): Uint8Array {
  return new Writer(sizeLength).u64(size).finish();
}

function flagsOf(pdu: ClipboardPdu, longNames: boolean): number {
  if (pdu.type === "formatList") return longNames ? 0 : flagAsciiNames;
  if (pdu.type === "formatListResponse") return pdu.isOk ? flagOk : flagFail;
  if (pdu.type === "dataResponse" || pdu.type === "contentsResponse") return pdu.data ? flagOk : flagFail;
  return 0;
}

/** generalFlags of the General Capability Set; 0 without one. */
function decodeCapabilities(body: Reader): number {
  const count = body.u16();
  body.skip(2);
  let flags = 0;
  for (let index = 0; index < count; index++) {
    const type = body.u16();
    const length = body.u16();
    if (length < 4) throw body.error(`a capability set of ${length} bytes`);
    const set = body.part(length - 4, "CLIPRDR_CAPS_SET");
    if (type !== generalCapability) continue;
    set.skip(4);
    flags = set.u32();
  }
  return flags;
}

function decodeContentsRequest(body: Reader): ContentsRequest {
  const streamId = body.u32();
  const index = body.i32();
  const wanted = body.u32();
  const position = BigInt(body.u32()) | (BigInt(body.u32()) << 32n);
  const length = body.u32();
  const isRange = (wanted & wantsRange) !== 0;
  if (isRange === ((wanted & wantsSize) !== 0)) throw body.error(`dwFlags ${wanted}`);
  const lock = body.remaining >= 4 ? body.u32() : undefined;
  return { streamId, index, ...(isRange && { range: { position, length } }), ...(lock !== undefined && { lock }) };
}

function encodeContentsRequest(writer: Writer, { streamId, index, range, lock }: ContentsRequest): void {
  writer
    .u32(streamId)
    .i32(index)
    .u32(range ? wantsRange : wantsSize);
  writer.u64(range?.position ?? 0n).u32(range?.length ?? sizeLength);
  if (lock !== undefined) writer.u32(lock);
}
