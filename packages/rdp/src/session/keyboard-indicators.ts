import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

/** TS_SET_KEYBOARD_INDICATORS_PDU data ([MS-RDPBCGR] 2.2.8.2.1.1). @param keys TS_SYNC_EVENT bits */
export function encodeKeyboardIndicators(keys: number): Uint8Array {
  return new Writer(4).u16(0).u16(keys).finish();
}

/** The lit indicators as TS_SYNC_EVENT bits. Throws DecodeError. */
export function decodeKeyboardIndicators(data: Uint8Array): number {
  const reader = new Reader(data, "TS_SET_KEYBOARD_INDICATORS_PDU");
  reader.skip(2);
  return reader.u16() & 0x0f;
}
