import { Reader } from "../wire/reader.ts";
import { beginTpkt, finishTpkt } from "./framing.ts";

/** requestedProtocols and selectedProtocol ([MS-RDPBCGR] 2.2.1.1.1). */
export const SecurityProtocol = { Rdp: 0, Ssl: 1, Hybrid: 2, Rdstls: 4, HybridEx: 8 } as const;

/** failureCode ([MS-RDPBCGR] 2.2.1.2.2). */
export const NegotiationFailure = {
  SSL_REQUIRED_BY_SERVER: 1,
  SSL_NOT_ALLOWED_BY_SERVER: 2,
  SSL_CERT_NOT_ON_SERVER: 3,
  INCONSISTENT_FLAGS: 4,
  HYBRID_REQUIRED_BY_SERVER: 5,
  SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER: 6,
} as const;

/** flags of RDP_NEG_RSP ([MS-RDPBCGR] 2.2.1.2.1). */
export const NegotiationResponseFlag = { ExtendedClientData: 1, DynamicGraphics: 2 } as const;

/** What a client asks for first ([MS-RDPBCGR] 2.2.1.1). */
export interface ConnectionRequest {
  /** Routing token or cookie without its final CR LF. */
  readonly routing?: Uint8Array;
  /** Absent: a client from before the negotiation. */
  readonly negotiation?: { readonly flags: number; readonly protocols: number };
}

/** What a server answers ([MS-RDPBCGR] 2.2.1.2); `legacy`: it knows of no negotiation. */
export type ConnectionConfirm =
  /** A server from before the negotiation: standard RDP security. */
  | { readonly kind: "legacy" }
  | { readonly kind: "selected"; readonly flags: number; readonly protocol: number }
  | { readonly kind: "failure"; readonly code: number };

const CONNECTION_REQUEST = 0xe0;
const CONNECTION_CONFIRM = 0xd0;
const DATA = 0xf0;
const DISCONNECT_REQUEST = 0x80;
const TYPE_NEG_REQ = 1;
const TYPE_NEG_RSP = 2;
const TYPE_NEG_FAILURE = 3;
const FIXED_PART = 6;
/** Bytes that a routing token may have: the length indicator is a byte, and 255 is reserved ([X224] 13.2.1). */
export const MAX_ROUTING = 254 - FIXED_PART - 2 - 8;

/** X.224 Connection Request with its TPKT header ([MS-RDPBCGR] 2.2.1.1). */
export function encodeConnectionRequest(request: ConnectionRequest): Uint8Array {
  const { routing, negotiation } = request;
  if (routing && routing.length > MAX_ROUTING) throw new RangeError(`routing token of ${routing.length} bytes`);
  const writer = beginTpkt();
  const variable = (routing ? routing.length + 2 : 0) + (negotiation ? 8 : 0);
  writer
    .u8(FIXED_PART + variable)
    .u8(CONNECTION_REQUEST)
    .zeros(5);
  if (routing) writer.bytes(routing).u8(0x0d).u8(0x0a);
  if (negotiation) writer.u8(TYPE_NEG_REQ).u8(negotiation.flags).u16(8).u32(negotiation.protocols);
  return finishTpkt(writer);
}

/** X.224 Connection Request with its TPKT header. Throws DecodeError. */
export function decodeConnectionRequest(pdu: Uint8Array): ConnectionRequest {
  const reader = openTpdu(pdu, CONNECTION_REQUEST, "X.224 Connection Request");
  const variable = reader.rest();
  const end = lineEnd(variable);
  const rest = new Reader(variable.subarray(end === undefined ? 0 : end + 2), "RDP_NEG_REQ");
  const routing = end === undefined ? {} : { routing: variable.subarray(0, end) };
  if (rest.remaining < 8) return routing;
  if (rest.u8() !== TYPE_NEG_REQ) throw rest.error("not a negotiation request");
  const flags = rest.u8();
  rest.skip(2);
  return { ...routing, negotiation: { flags, protocols: rest.u32() } };
}

/** X.224 Connection Confirm with its TPKT header ([MS-RDPBCGR] 2.2.1.2). */
export function encodeConnectionConfirm(confirm: ConnectionConfirm): Uint8Array {
  const writer = beginTpkt();
  writer
    .u8(FIXED_PART + (confirm.kind === "legacy" ? 0 : 8))
    .u8(CONNECTION_CONFIRM)
    .zeros(5);
  if (confirm.kind === "selected") writer.u8(TYPE_NEG_RSP).u8(confirm.flags).u16(8).u32(confirm.protocol);
  if (confirm.kind === "failure") writer.u8(TYPE_NEG_FAILURE).u8(0).u16(8).u32(confirm.code);
  return finishTpkt(writer);
}

/** X.224 Connection Confirm with its TPKT header. Throws DecodeError. */
export function decodeConnectionConfirm(pdu: Uint8Array): ConnectionConfirm {
  const reader = openTpdu(pdu, CONNECTION_CONFIRM, "X.224 Connection Confirm");
  if (reader.remaining === 0) return { kind: "legacy" };
  const type = reader.u8();
  const flags = reader.u8();
  if (reader.u16() !== 8) throw reader.error("negotiation structure is not 8 bytes");
  const value = reader.u32();
  if (type === TYPE_NEG_RSP) return { kind: "selected", flags, protocol: value };
  if (type === TYPE_NEG_FAILURE) return { kind: "failure", code: value };
  throw reader.error(`negotiation structure of type ${type}`);
}

/** Begins an X.224 Data TPDU ([X224] 13.7) with its TPKT header; finish with `finishTpkt`. */
export function beginData(capacity?: number) {
  return beginTpkt(capacity).u8(2).u8(DATA).u8(0x80);
}

/** What an X.224 Data TPDU carries, as a view; undefined for a Disconnect Request, with which a server may hang up. */
export function decodeData(pdu: Uint8Array): Uint8Array | undefined {
  const reader = new Reader(pdu, "X.224 Data");
  reader.skip(4);
  const length = reader.u8();
  const code = reader.u8();
  if (code === DISCONNECT_REQUEST) return undefined;
  if (length !== 2 || code !== DATA) throw reader.error("not a data TPDU");
  reader.skip(1);
  return reader.rest();
}

function openTpdu(pdu: Uint8Array, code: number, structure: string): Reader {
  const reader = new Reader(pdu, structure);
  reader.skip(4);
  const length = reader.u8();
  if (length < FIXED_PART || length > reader.remaining) throw reader.error(`length indicator ${length}`);
  const found = reader.u8();
  if (found !== code) throw reader.error(`TPDU code 0x${found.toString(16)}`);
  reader.skip(5);
  return reader.part(length - FIXED_PART, structure);
}

function lineEnd(bytes: Uint8Array): number | undefined {
  for (let index = 0; index + 1 < bytes.length; index++) {
    if (bytes[index] === 0x0d && bytes[index + 1] === 0x0a) return index;
  }
  return undefined;
}
