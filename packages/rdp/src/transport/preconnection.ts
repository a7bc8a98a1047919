import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

/** What RDP_PRECONNECTION_PDU_V2 says ([MS-RDPEPS] 2.2.1.2). */
export interface Preconnection {
  readonly id: number;
  /** Empty: version 1 of the PDU. */
  readonly blob: string;
}

const MAX_BLOB_UNITS = 1024;

/** RDP_PRECONNECTION_PDU_V1 or V2 ([MS-RDPEPS] 2.2.1): sent before everything else, TLS included. */
export function encodePreconnection(preconnection: Preconnection): Uint8Array {
  const { id, blob } = preconnection;
  const units = blob.length + 1;
  const size = blob ? 18 + units * 2 : 16;
  const writer = new Writer(size)
    .u32(size)
    .u32(0)
    .u32(blob ? 2 : 1)
    .u32(id);
  if (blob) writer.u16(units).utf16(blob).u16(0);
  return writer.finish();
}

/** RDP_PRECONNECTION_PDU_V1 or V2. Throws DecodeError. */
export function decodePreconnection(pdu: Uint8Array): Preconnection {
  const reader = new Reader(pdu, "RDP_PRECONNECTION_PDU");
  if (reader.u32() !== pdu.length) throw reader.error("size field is wrong");
  reader.skip(4);
  const version = reader.u32();
  const id = reader.u32();
  if (version < 2) return { id, blob: "" };
  const units = reader.u16();
  if (units > MAX_BLOB_UNITS) throw reader.error(`blob of ${units} characters`);
  return { id, blob: reader.utf16(units * 2) };
}
