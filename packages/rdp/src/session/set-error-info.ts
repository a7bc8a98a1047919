import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

/** TS_SET_ERROR_INFO_PDU data ([MS-RDPBCGR] 2.2.5.1.1). */
export function encodeSetErrorInfo(code: number): Uint8Array {
  return new Writer(4).u32(code).finish();
}

/** The errorInfo code. Throws DecodeError. */
export function decodeSetErrorInfo(data: Uint8Array): number {
  return new Reader(data, "TS_SET_ERROR_INFO_PDU").u32();
}
