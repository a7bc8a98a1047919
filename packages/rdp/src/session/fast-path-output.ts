import type { StandardSecurity } from "../security/standard-security.ts";
import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

/** updateCode of a fast-path update ([MS-RDPBCGR] 2.2.9.1.2.1). */
export const UpdateCode = {
  Orders: 0,
  Bitmap: 1,
  Palette: 2,
  Synchronize: 3,
  SurfaceCommands: 4,
  PointerHidden: 5,
  PointerDefault: 6,
  PointerPosition: 8,
  PointerColor: 9,
  PointerCached: 10,
  PointerNew: 11,
  PointerLarge: 12,
} as const;

/** Where a piece stands in a fragmented update: the `fragmentation` bits. */
export const Fragmentation = { Single: 0, Last: 1, First: 2, Next: 3 } as const;

/** A fast-path update: updateHeader and, if it says so, compressionFlags; then its data. Views. */
export interface FastPathUpdate {
  readonly header: Uint8Array;
  readonly data: Uint8Array;
}

const COMPRESSION_USED = 0x80;
const SECURE_CHECKSUM = 0x40;
const ENCRYPTED = 0x80;
const LONG_LENGTH = 0x80;
/** With both headers it fits into 16384 bytes, which is the most that servers of Microsoft put into one PDU. */
const MAX_FRAGMENT = 16384 - 6;

/** The updates in a TS_FP_UPDATE_PDU ([MS-RDPBCGR] 2.2.9.1.2). @param security of standard RDP security, where that is on */
export function decodeFastPathOutput(pdu: Uint8Array, security: StandardSecurity | undefined): FastPathUpdate[] {
  const outer = new Reader(pdu, "TS_FP_UPDATE_PDU");
  const flags = outer.u8();
  if ((outer.u8() & LONG_LENGTH) !== 0) outer.skip(1);
  let updates = outer.rest();
  if ((flags & ENCRYPTED) !== 0) {
    if (!security) throw outer.error("encrypted, which was not agreed");
    updates = security.open(updates, (flags & SECURE_CHECKSUM) !== 0);
  }
  const decoded: FastPathUpdate[] = [];
  const reader = new Reader(updates, "TS_FP_UPDATE");
  while (reader.remaining > 0) {
    const start = reader.offset;
    const compressed = (reader.u8() & COMPRESSION_USED) !== 0;
    if (compressed) reader.skip(1);
    const header = updates.subarray(start, reader.offset);
    decoded.push({ header, data: reader.bytes(reader.u16()) });
  }
  return decoded;
}

/** An update as TS_FP_UPDATE_PDUs: one, or as many as its size takes. @param code of `UpdateCode` */
export function encodeFastPathUpdate(code: number, data: Uint8Array): Uint8Array[] {
  const pdus: Uint8Array[] = [];
  for (let offset = 0; offset === 0 || offset < data.length; offset += MAX_FRAGMENT) {
    const piece = data.subarray(offset, offset + MAX_FRAGMENT);
    const length = piece.length + 6;
    const header = code | (fragmentation(offset === 0, offset + MAX_FRAGMENT >= data.length) << 4);
    const writer = new Writer(length).u8(0).u16be(length | 0x8000);
    pdus.push(writer.u8(header).u16(piece.length).bytes(piece).finish());
  }
  return pdus;
}

function fragmentation(first: boolean, last: boolean): number {
  if (first) return last ? Fragmentation.Single : Fragmentation.First;
  return last ? Fragmentation.Last : Fragmentation.Next;
}
