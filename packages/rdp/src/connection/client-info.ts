import type { Environment } from "../environment.ts";
import type { AutoReconnectCookie, Experience, TimeZone, TimeZoneChange } from "../settings.ts";
import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

/** flags of TS_INFO_PACKET ([MS-RDPBCGR] 2.2.1.11.1.1). */
export const InfoFlag = {
  Mouse: 0x00000001,
  DisableCtrlAltDel: 0x00000002,
  AutoLogon: 0x00000008,
  Unicode: 0x00000010,
  MaximizeShell: 0x00000020,
  LogonNotify: 0x00000040,
  EnableWindowsKey: 0x00000100,
  RemoteConsoleAudio: 0x00002000,
  ForceEncryptedClientPdu: 0x00004000,
  LogonErrors: 0x00010000,
  MouseHasWheel: 0x00020000,
  NoAudioPlayback: 0x00080000,
  AudioCapture: 0x00200000,
} as const;

/** performanceFlags of TS_EXTENDED_INFO_PACKET ([MS-RDPBCGR] 2.2.1.11.1.1.1). */
const PerformanceFlag = {
  DisableWallpaper: 0x001,
  DisableFullWindowDrag: 0x002,
  DisableMenuAnimations: 0x004,
  DisableTheming: 0x008,
  EnableFontSmoothing: 0x080,
  EnableDesktopComposition: 0x100,
} as const;

const ADDRESS_FAMILY_INET = 2;
const TIME_ZONE_NAME_BYTES = 64;
const AUTO_RECONNECT_LENGTH = 28;
const AUTO_RECONNECT_VERSION = 1;
/** Longest text of any field without terminator: servers take 512 bytes ([MS-RDPBCGR] 2.2.1.11.1.1). */
const MAX_TEXT_UNITS = 255;

/** The client's half of the auto-reconnect exchange, ARC_CS_PRIVATE_PACKET ([MS-RDPBCGR] 2.2.4.3). */
export interface AutoReconnectProof {
  readonly logonId: number;
  /** 16 bytes. */
  readonly verifier: Uint8Array;
}

/** TS_INFO_PACKET with TS_EXTENDED_INFO_PACKET ([MS-RDPBCGR] 2.2.1.11.1.1). */
export interface ClientInfo {
  readonly flags: number;
  readonly domain: string;
  readonly username: string;
  readonly password: string;
  readonly alternateShell: string;
  readonly workingDirectory: string;
  readonly clientAddress: string;
  readonly clientDirectory: string;
  readonly timeZone: TimeZone;
  readonly performanceFlags: number;
  readonly autoReconnect: AutoReconnectProof | undefined;
}

/** performanceFlags of TS_EXTENDED_INFO_PACKET. */
export function performanceFlags(experience: Experience): number {
  return (
    (experience.wallpaper ? 0 : PerformanceFlag.DisableWallpaper) |
    (experience.fullWindowDrag ? 0 : PerformanceFlag.DisableFullWindowDrag) |
    (experience.menuAnimations ? 0 : PerformanceFlag.DisableMenuAnimations) |
    (experience.theming ? 0 : PerformanceFlag.DisableTheming) |
    (experience.fontSmoothing ? PerformanceFlag.EnableFontSmoothing : 0) |
    (experience.desktopComposition ? PerformanceFlag.EnableDesktopComposition : 0)
  );
}

/**
 * Proves to the server that this client had the session before ([MS-RDPBCGR] 5.5).
 * @param clientRandom the 32 bytes of the security exchange; zeros where enhanced security does without one
 */
export function proveAutoReconnect(
  cookie: AutoReconnectCookie,
  clientRandom: Uint8Array,
  environment: Environment,
): AutoReconnectProof {
  return { logonId: cookie.logonId, verifier: environment.hmac("md5", cookie.randomBits, clientRandom) };
}

/** Client Info PDU data, without security header; longer texts than servers take are cut. */
export function encodeClientInfo(info: ClientInfo): Uint8Array {
  const { domain, username, password, alternateShell, workingDirectory } = info;
  const texts = [domain, username, password, alternateShell, workingDirectory].map(cut);
  const writer = new Writer(1024).u32(0).u32(info.flags);
  for (const text of texts) writer.u16(text.length * 2);
  for (const text of texts) writer.utf16(text).u16(0);
  writer.u16(ADDRESS_FAMILY_INET);
  for (const text of [info.clientAddress, info.clientDirectory].map(cut)) {
    writer
      .u16(text.length * 2 + 2)
      .utf16(text)
      .u16(0);
  }
  writeTimeZone(writer, info.timeZone);
  writer.u32(0).u32(info.performanceFlags); // clientSessionId
  if (info.autoReconnect) {
    writer.u16(AUTO_RECONNECT_LENGTH).u32(AUTO_RECONNECT_LENGTH).u32(AUTO_RECONNECT_VERSION);
    writer.u32(info.autoReconnect.logonId).bytes(info.autoReconnect.verifier);
  } else {
    writer.u16(0);
  }
  writer.u16(0).u16(0);
  // the time zone's key in the Windows registry, by which the server finds the rules of other years: its standard name
  const key = cut(info.timeZone.standardName);
  return writer
    .u16(key.length * 2)
    .utf16(key)
    .u16(info.timeZone.daylightDate ? 0 : 1)
    .finish();
}

/** Client Info PDU data, without security header, in Unicode. Throws DecodeError. */
export function decodeClientInfo(data: Uint8Array): ClientInfo {
  const reader = new Reader(data, "TS_INFO_PACKET");
  reader.skip(4);
  const flags = reader.u32();
  if ((flags & InfoFlag.Unicode) === 0) throw reader.error("not in Unicode");
  const lengths = [reader.u16(), reader.u16(), reader.u16(), reader.u16(), reader.u16()];
  const [domain = "", username = "", password = "", alternateShell = "", workingDirectory = ""] = lengths.map(
    (length) => text(reader, length + 2),
  );
  reader.skip(2);
  const clientAddress = text(reader, reader.u16());
  const clientDirectory = text(reader, reader.u16());
  const timeZone = readTimeZone(reader);
  reader.skip(4);
  return {
    flags,
    domain,
    username,
    password,
    alternateShell,
    workingDirectory,
    clientAddress,
    clientDirectory,
    timeZone,
    performanceFlags: reader.remaining >= 4 ? reader.u32() : 0,
    autoReconnect: readAutoReconnect(reader),
  };
}

function cut(text: string): string {
  return text.slice(0, MAX_TEXT_UNITS);
}

function text(reader: Reader, bytes: number): string {
  if (bytes > (MAX_TEXT_UNITS + 1) * 2) throw reader.error(`text of ${bytes} bytes`);
  return reader.utf16(bytes);
}

function readAutoReconnect(reader: Reader): AutoReconnectProof | undefined {
  if (reader.remaining < 2 || reader.u16() !== AUTO_RECONNECT_LENGTH) return undefined;
  reader.skip(8);
  return { logonId: reader.u32(), verifier: reader.bytes(16) };
}

function writeTimeZone(writer: Writer, zone: TimeZone): void {
  writer.i32(zone.bias).utf16Fixed(zone.standardName, TIME_ZONE_NAME_BYTES);
  writeChange(writer, zone.standardDate);
  writer.i32(zone.standardBias).utf16Fixed(zone.daylightName, TIME_ZONE_NAME_BYTES);
  writeChange(writer, zone.daylightDate);
  writer.i32(zone.daylightBias);
}

function readTimeZone(reader: Reader): TimeZone {
  const bias = reader.i32();
  const standardName = reader.utf16(TIME_ZONE_NAME_BYTES);
  const standardDate = readChange(reader);
  const standardBias = reader.i32();
  const daylightName = reader.utf16(TIME_ZONE_NAME_BYTES);
  const daylightDate = readChange(reader);
  return {
    bias,
    standardName,
    standardBias,
    ...(standardDate ? { standardDate } : {}),
    daylightName,
    daylightBias: reader.i32(),
    ...(daylightDate ? { daylightDate } : {}),
  };
}

/** TS_SYSTEMTIME with wYear 0: the rule of every year. */
function writeChange(writer: Writer, change: TimeZoneChange | undefined): void {
  if (!change) writer.zeros(16);
  else
    writer.u16(0).u16(change.month).u16(change.dayOfWeek).u16(change.week).u16(change.hour).u16(change.minute).u32(0);
}

function readChange(reader: Reader): TimeZoneChange | undefined {
  reader.skip(2);
  const month = reader.u16();
  const change = { month, dayOfWeek: reader.u16(), week: reader.u16(), hour: reader.u16(), minute: reader.u16() };
  reader.skip(4);
  return month === 0 ? undefined : change;
}
