import { type CapabilitySet, decodeCapabilitySets, encodeCapabilitySets } from "../connection/capability-sets.ts";
import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

/** pduType of TS_SHARECONTROLHEADER ([MS-RDPBCGR] 2.2.8.1.1.1.1). */
export const ShareControlType = {
  DemandActive: 1,
  ConfirmActive: 3,
  DeactivateAll: 6,
  Data: 7,
  ServerRedirection: 10,
} as const;

const PROTOCOL_VERSION = 0x10;
const FLOW_MARKER = 0x8000;
const HEADER_LENGTH = 6;
const TEXT = new TextEncoder();

/** What a TS_SHARECONTROLHEADER stands before, and what it says of it. */
export interface ShareControlPdu {
  /** One of `ShareControlType`. */
  readonly type: number;
  /** The MCS user that it comes from. */
  readonly source: number;
  readonly data: Uint8Array;
}

/** A PDU with its TS_SHARECONTROLHEADER. */
export function encodeShareControl(pdu: ShareControlPdu): Uint8Array {
  const length = pdu.data.length + HEADER_LENGTH;
  return new Writer(length)
    .u16(length)
    .u16(pdu.type | PROTOCOL_VERSION)
    .u16(pdu.source)
    .bytes(pdu.data)
    .finish();
}

/** The PDUs in one MCS Send Data, which may hold several; the flow PDUs of T.128 are left out. */
export function* decodeShareControl(bytes: Uint8Array): Generator<ShareControlPdu> {
  const reader = new Reader(bytes, "TS_SHARECONTROLHEADER");
  while (reader.remaining > 0) {
    const totalLength = reader.u16();
    if (totalLength === FLOW_MARKER) {
      reader.skip(6);
      continue;
    }
    if (totalLength < 4) throw reader.error(`total length ${totalLength}`);
    const pdu = reader.part(totalLength - 2, "TS_SHARECONTROLHEADER");
    const type = pdu.u16() & 0x0f;
    // some servers leave the source out of a Deactivate All
    const source = pdu.remaining >= 2 ? pdu.u16() : 0;
    yield { type, source, data: pdu.rest() };
  }
}

/** Demand Active and Confirm Active ([MS-RDPBCGR] 2.2.1.13). */
export interface ActivePdu {
  readonly shareId: number;
  readonly sourceDescriptor: string;
  readonly capabilities: readonly CapabilitySet[];
}

/** TS_DEMAND_ACTIVE_PDU without its share control header. */
export function encodeDemandActive(pdu: ActivePdu): Uint8Array {
  const writer = new Writer(1024).u32(pdu.shareId);
  writeActive(writer, pdu);
  return writer.u32(0).finish(); // sessionId
}

/** TS_DEMAND_ACTIVE_PDU without its share control header. Throws DecodeError. */
export function decodeDemandActive(data: Uint8Array): ActivePdu {
  const reader = new Reader(data, "TS_DEMAND_ACTIVE_PDU");
  return readActive(reader, reader.u32());
}

/** TS_CONFIRM_ACTIVE_PDU without its share control header. */
export function encodeConfirmActive(pdu: ActivePdu): Uint8Array {
  const SERVER_CHANNEL_ID = 0x03ea;
  const writer = new Writer(1024).u32(pdu.shareId).u16(SERVER_CHANNEL_ID);
  writeActive(writer, pdu);
  return writer.finish();
}

/** TS_CONFIRM_ACTIVE_PDU without its share control header. Throws DecodeError. */
export function decodeConfirmActive(data: Uint8Array): ActivePdu {
  const reader = new Reader(data, "TS_CONFIRM_ACTIVE_PDU");
  const shareId = reader.u32();
  reader.skip(2);
  return readActive(reader, shareId);
}

function writeActive(writer: Writer, pdu: ActivePdu): void {
  const source = TEXT.encode(`${pdu.sourceDescriptor}\0`);
  const capabilities = encodeCapabilitySets(pdu.capabilities);
  writer.u16(source.length).u16(capabilities.length).bytes(source, capabilities);
}

/** The length of the sets is not looked at: their number is what counts, and some servers get the length wrong. */
function readActive(reader: Reader, shareId: number): ActivePdu {
  const sourceLength = reader.u16();
  reader.skip(2);
  const sourceDescriptor = String.fromCharCode(...reader.bytes(sourceLength).subarray(0, 64)).replace(/\0.*$/s, "");
  return { shareId, sourceDescriptor, capabilities: decodeCapabilitySets(reader) };
}
