import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";
import { encodeShareControl, ShareControlType } from "./share-control.ts";

/** pduType2 of TS_SHAREDATAHEADER ([MS-RDPBCGR] 2.2.8.1.1.1.2). */
export const ShareDataType = {
  Update: 2,
  Control: 20,
  Pointer: 27,
  Input: 28,
  Synchronize: 31,
  RefreshRect: 33,
  SuppressOutput: 35,
  ShutdownRequest: 36,
  ShutdownDenied: 37,
  SaveSessionInfo: 38,
  FontList: 39,
  FontMap: 40,
  SetKeyboardIndicators: 41,
  SetErrorInfo: 47,
  MonitorLayout: 55,
  FrameAcknowledge: 56,
} as const;

const STREAM_LOW = 1;
const PACKET_COMPRESSED = 0x20;
const HEADER_LENGTH = 12;

/** What a TS_SHAREDATAHEADER stands before, and what it says of it. */
export interface ShareDataPdu {
  readonly shareId: number;
  /** One of `ShareDataType`. */
  readonly type: number;
  readonly data: Uint8Array;
}

/** A data PDU with share data and share control header. @param source the sender's MCS user */
export function encodeShareData(source: number, pdu: ShareDataPdu): Uint8Array {
  const { shareId, type, data } = pdu;
  const writer = new Writer(data.length + HEADER_LENGTH).u32(shareId).u8(0).u8(STREAM_LOW);
  // uncompressedLength counts from pduType2 on
  writer.u16(data.length + 4).u8(type);
  writer.u8(0).u16(0).bytes(data);
  return encodeShareControl({ type: ShareControlType.Data, source, data: writer.finish() });
}

/** Takes what follows the share control header. Compressed data is an error: compression is never agreed to. */
export function decodeShareData(bytes: Uint8Array): ShareDataPdu {
  const reader = new Reader(bytes, "TS_SHAREDATAHEADER");
  const shareId = reader.u32();
  reader.skip(4);
  const type = reader.u8();
  if ((reader.u8() & PACKET_COMPRESSED) !== 0) throw reader.error("compressed, which was not agreed");
  reader.skip(2);
  return { shareId, type, data: reader.rest() };
}
