import type { AutoReconnectCookie } from "../settings.ts";
import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

const InfoType = { Logon: 0, LogonLong: 1, PlainNotify: 2, LogonExtended: 3 } as const;
const FieldPresent = { AutoReconnectCookie: 1, LogonErrors: 2 } as const;
const SHORT_DOMAIN_BYTES = 52;
const SHORT_USER_BYTES = 512;
const LONG_PADDING = 558;
const EXTENDED_PADDING = 570;
const MAX_DOMAIN_BYTES = 52;
const MAX_USER_BYTES = 512;
const COOKIE_LENGTH = 28;
const LONG_LENGTH = 18 + LONG_PADDING;

/** Save Session Info PDU ([MS-RDPBCGR] 2.2.10.1). */
export interface SessionInfo {
  /** Someone is logged on; empty names in a plain notification. */
  readonly loggedOn?: { readonly username: string; readonly domain: string };
  readonly autoReconnect?: AutoReconnectCookie;
  /** [MS-RDPBCGR] 2.2.10.1.1.4.1.1. */
  readonly logonError?: { readonly type: number; readonly data: number };
}

/** TS_SAVE_SESSION_INFO_PDU_DATA; a logon in its long form, anything else in the extended one. */
export function encodeSessionInfo(info: SessionInfo): Uint8Array {
  const writer = new Writer(1024);
  if (info.loggedOn) return writeLogon(writer, info.loggedOn);
  const { autoReconnect, logonError } = info;
  const present = (autoReconnect ? FieldPresent.AutoReconnectCookie : 0) | (logonError ? FieldPresent.LogonErrors : 0);
  const fieldsLength = (autoReconnect ? 4 + COOKIE_LENGTH : 0) + (logonError ? 4 + 8 : 0);
  writer
    .u32(InfoType.LogonExtended)
    .u16(6 + fieldsLength)
    .u32(present);
  if (autoReconnect) {
    writer.u32(COOKIE_LENGTH).u32(COOKIE_LENGTH).u32(1).u32(autoReconnect.logonId).bytes(autoReconnect.randomBits);
  }
  if (logonError) writer.u32(8).u32(logonError.type).u32(logonError.data);
  return writer.zeros(EXTENDED_PADDING).finish();
}

function writeLogon(writer: Writer, logon: { username: string; domain: string }): Uint8Array {
  const { username, domain } = logon;
  return writer
    .u32(InfoType.LogonLong)
    .u16(1)
    .u32(LONG_LENGTH)
    .u32(0)
    .u32(domain.length * 2 + 2)
    .u32(username.length * 2 + 2)
    .zeros(LONG_PADDING)
    .utf16(`${domain}\0${username}\0`)
    .finish();
}

/** TS_SAVE_SESSION_INFO_PDU_DATA. Texts are cut at their first NUL. Throws DecodeError. */
export function decodeSessionInfo(data: Uint8Array): SessionInfo {
  const reader = new Reader(data, "TS_SAVE_SESSION_INFO_PDU_DATA");
  const type = reader.u32();
  switch (type) {
    case InfoType.Logon: {
      reader.skip(4);
      const domain = reader.utf16(SHORT_DOMAIN_BYTES);
      reader.skip(4);
      return { loggedOn: { domain, username: reader.utf16(SHORT_USER_BYTES) } };
    }
    case InfoType.LogonLong: {
      reader.skip(10);
      const domainLength = reader.u32();
      const userLength = reader.u32();
      if (domainLength > MAX_DOMAIN_BYTES || userLength > MAX_USER_BYTES) throw reader.error("name is too long");
      reader.skip(LONG_PADDING);
      return { loggedOn: { domain: reader.utf16(domainLength), username: reader.utf16(userLength) } };
    }
    case InfoType.PlainNotify:
      return { loggedOn: { username: "", domain: "" } };
    case InfoType.LogonExtended:
      return decodeExtended(reader);
    default:
      throw reader.error(`info type ${type}`);
  }
}

function decodeExtended(reader: Reader): SessionInfo {
  reader.skip(2);
  const present = reader.u32();
  let info: SessionInfo = {};
  if (present & FieldPresent.AutoReconnectCookie) {
    const cookie = reader.part(reader.u32(), "ARC_SC_PRIVATE_PACKET");
    cookie.skip(8);
    // a copy: it outlives the buffer by far
    info = { autoReconnect: { logonId: cookie.u32(), randomBits: cookie.bytes(16).slice() } };
  }
  if (present & FieldPresent.LogonErrors) {
    const errors = reader.part(reader.u32(), "TS_LOGON_ERRORS_INFO");
    info = { ...info, logonError: { type: errors.u32(), data: errors.u32() } };
  }
  return info;
}
