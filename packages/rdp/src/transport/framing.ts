import { DecodeError } from "../wire/decode-error.ts";
import { Writer } from "../wire/writer.ts";

/** First byte of a TPKT header ([T123] section 8); every other first byte has the fast-path action in its low two bits. */
const TPKT_VERSION = 3;

/** The shortest that a TPKT can be: its header and an X.224 header of three bytes. */
const MIN_TPKT = 7;

/** Measures a TPKT: there is nothing else before the session. */
export function measureTpkt(bytes: Uint8Array): number | undefined {
  if (bytes[0] !== TPKT_VERSION) throw new DecodeError("TPKT", `version ${bytes[0]}`, 0);
  if (bytes.length < 4) return undefined;
  const length = ((bytes[2] as number) << 8) | (bytes[3] as number);
  if (length < MIN_TPKT) throw new DecodeError("TPKT", `length ${length} is too short`, 2);
  return length;
}

/**
 * Measures a TPKT or a fast-path PDU (TS_FP_UPDATE_PDU and TS_FP_INPUT_PDU, [MS-RDPBCGR] 2.2.9.1.2 and 2.2.8.1.2).
 * At most 65535 and 32767 bytes.
 */
export function measurePdu(bytes: Uint8Array): number | undefined {
  if (bytes[0] === TPKT_VERSION) return measureTpkt(bytes);
  if (bytes.length < 2) return undefined;
  if (((bytes[0] as number) & 3) !== 0) throw new DecodeError("TPKT", "neither TPKT nor fast-path", 0);
  const first = bytes[1] as number;
  if ((first & 0x80) === 0) return checkFastPath(first, 2);
  if (bytes.length < 3) return undefined;
  return checkFastPath(((first & 0x7f) << 8) | (bytes[2] as number), 3);
}

function checkFastPath(length: number, headerLength: number): number {
  if (length <= headerLength) throw new DecodeError("TS_FP_UPDATE_PDU", `length ${length} is too short`, 1);
  return length;
}

/** True if a PDU that was measured is a fast-path one. */
export function isFastPath(pdu: Uint8Array): boolean {
  return pdu[0] !== TPKT_VERSION;
}

/** Begins a TPKT; `finishTpkt` sets its length when all is written. */
export function beginTpkt(capacity?: number): Writer {
  return new Writer(capacity).u8(TPKT_VERSION).u8(0).u16be(0);
}

/** The TPKT with its length, as a view. Throws RangeError above 65535 bytes. */
export function finishTpkt(writer: Writer): Uint8Array<ArrayBuffer> {
  if (writer.length > 0xffff) throw new RangeError(`TPKT of ${writer.length} bytes`);
  writer.patchU16be(2, writer.length);
  return writer.finish();
}
