import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

/** Flags of TS_SECURITY_HEADER ([MS-RDPBCGR] 2.2.8.1.1.2.1). */
export const SecurityFlag = {
  Exchange: 0x0001,
  TransportRequest: 0x0002,
  TransportResponse: 0x0004,
  Encrypt: 0x0008,
  Info: 0x0040,
  License: 0x0080,
  RedirectionPacket: 0x0400,
  SecureChecksum: 0x0800,
  AutoDetectRequest: 0x1000,
  AutoDetectResponse: 0x2000,
  Heartbeat: 0x4000,
} as const;

/** `data` with a basic security header before it. */
export function encodeBasicSecurity(flags: number, data: Uint8Array): Uint8Array {
  return new Writer(data.length + 4).u16(flags).u16(0).bytes(data).finish();
}

/** The flags, and what follows the basic security header: with `SecurityFlag.Encrypt`, signature and ciphertext. */
export function decodeBasicSecurity(bytes: Uint8Array): { flags: number; data: Uint8Array } {
  const reader = new Reader(bytes, "TS_SECURITY_HEADER");
  const flags = reader.u16();
  reader.skip(2);
  return { flags, data: reader.rest() };
}

/** Security Exchange PDU data ([MS-RDPBCGR] 2.2.1.10.1) without header. @param encrypted with its eight zero bytes */
export function encodeSecurityExchange(encrypted: Uint8Array): Uint8Array {
  return new Writer(encrypted.length + 4).u32(encrypted.length).bytes(encrypted).finish();
}

/** TS_SECURITY_PACKET data: the encrypted client random. Throws DecodeError. */
export function decodeSecurityExchange(data: Uint8Array): Uint8Array {
  const reader = new Reader(data, "TS_SECURITY_PACKET");
  return reader.bytes(reader.u32());
}
