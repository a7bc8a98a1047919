import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

/** NEGOTIATE flags ([MS-NLMP] 2.2.2.5). */
export const ntlmFlags = {
  unicode: 0x00000001,
  requestTarget: 0x00000004,
  sign: 0x00000010,
  seal: 0x00000020,
  ntlm: 0x00000200,
  alwaysSign: 0x00008000,
  targetTypeServer: 0x00020000,
  extendedSessionSecurity: 0x00080000,
  targetInfo: 0x00800000,
  version: 0x02000000,
  bits128: 0x20000000,
  keyExchange: 0x40000000,
} as const;

/** AvId of AV_PAIR ([MS-NLMP] 2.2.2.1). */
export const avIds = {
  endOfList: 0,
  computerName: 1,
  domainName: 2,
  dnsComputerName: 3,
  dnsDomainName: 4,
  flags: 6,
  timestamp: 7,
  targetName: 9,
  channelBindings: 10,
} as const;

/** Bit of MsvAvFlags: the AUTHENTICATE_MESSAGE carries a MIC. */
export const avFlagMicPresent = 2;

export interface AvPair {
  readonly id: number;
  readonly value: Uint8Array;
}

/** NEGOTIATE_MESSAGE ([MS-NLMP] 2.2.1.1), without domain and workstation, which only OEM clients supply. */
export interface NtlmNegotiate {
  readonly flags: number;
}

/** CHALLENGE_MESSAGE ([MS-NLMP] 2.2.1.2). */
export interface NtlmChallenge {
  readonly flags: number;
  readonly targetName: string;
  /** 8 bytes. */
  readonly serverChallenge: Uint8Array;
  readonly targetInfo: readonly AvPair[];
}

/** AUTHENTICATE_MESSAGE ([MS-NLMP] 2.2.1.3). */
export interface NtlmAuthenticate {
  readonly flags: number;
  readonly lmResponse: Uint8Array;
  /** NTLMv2_RESPONSE: 16 bytes of proof, then NTLMv2_CLIENT_CHALLENGE. */
  readonly ntResponse: Uint8Array;
  readonly domain: string;
  readonly username: string;
  readonly workstation: string;
  readonly encryptedSessionKey: Uint8Array;
  /** 16 bytes; zero while it is being computed. */
  readonly mic: Uint8Array;
}

/** Offset of the MIC within AUTHENTICATE_MESSAGE, and its length. */
export const micOffset = 72;
export const micLength = 16;

const signature = new TextEncoder().encode("NTLMSSP\0");
/** VERSION of Windows 10 with NTLMSSP_REVISION_W2K3 ([MS-NLMP] 2.2.2.10). */
const windowsVersion = Uint8Array.of(10, 0, 0x63, 0x45, 0, 0, 0, 15);
const versionLength = windowsVersion.length;

export function encodeNegotiate(message: NtlmNegotiate): Uint8Array {
  return header(1).u32(message.flags).zeros(16).bytes(windowsVersion).finish();
}

export function decodeNegotiate(bytes: Uint8Array): NtlmNegotiate {
  return { flags: open(bytes, 1, "NEGOTIATE_MESSAGE").u32() };
}

export function encodeChallenge(message: NtlmChallenge): Uint8Array {
  const payload = new Payload(56);
  const writer = header(2);
  payload.field(writer, utf16(message.targetName));
  writer.u32(message.flags).bytes(message.serverChallenge).zeros(8);
  payload.field(writer, encodeAvPairs(message.targetInfo));
  return writer.bytes(windowsVersion, payload.finish()).finish();
}

export function decodeChallenge(bytes: Uint8Array): NtlmChallenge {
  const reader = open(bytes, 2, "CHALLENGE_MESSAGE");
  const targetName = field(reader, bytes);
  const flags = reader.u32();
  const serverChallenge = reader.bytes(8);
  reader.skip(8);
  const targetInfo = field(reader, bytes);
  return {
    flags,
    targetName: text(targetName),
    serverChallenge,
    targetInfo: targetInfo.length > 0 ? decodeAvPairs(targetInfo) : [],
  };
}

export function encodeAuthenticate(message: NtlmAuthenticate): Uint8Array {
  const payload = new Payload(micOffset + micLength);
  const writer = header(3);
  const domain = utf16(message.domain);
  const username = utf16(message.username);
  const workstation = utf16(message.workstation);
  for (const part of [
    message.lmResponse,
    message.ntResponse,
    domain,
    username,
    workstation,
    message.encryptedSessionKey,
  ]) {
    payload.field(writer, part);
  }
  return writer.u32(message.flags).bytes(windowsVersion, message.mic, payload.finish()).finish();
}

export function decodeAuthenticate(bytes: Uint8Array): NtlmAuthenticate {
  const reader = open(bytes, 3, "AUTHENTICATE_MESSAGE");
  const [lmResponse, ntResponse, domain, username, workstation, encryptedSessionKey] = Array.from({ length: 6 }, () =>
    field(reader, bytes),
  );
  const flags = reader.u32();
  reader.skip(versionLength);
  return {
    flags,
    lmResponse,
    ntResponse,
    domain: text(domain),
    username: text(username),
    workstation: text(workstation),
    encryptedSessionKey,
    mic: reader.bytes(micLength),
  };
}

/** A list of AV_PAIR, closed by MsvAvEOL. */
export function encodeAvPairs(pairs: readonly AvPair[]): Uint8Array {
  const writer = new Writer();
  for (const { id, value } of pairs) writer.u16(id).u16(value.length).bytes(value);
  return writer.u16(avIds.endOfList).u16(0).finish();
}

export function decodeAvPairs(bytes: Uint8Array): AvPair[] {
  const reader = new Reader(bytes, "AV_PAIR");
  const pairs: AvPair[] = [];
  for (;;) {
    const id = reader.u16();
    const value = reader.bytes(reader.u16());
    if (id === avIds.endOfList) return pairs;
    pairs.push({ id, value });
  }
}

/** UTF-16LE without terminator, as NTLM hashes and carries text. */
export function utf16(value: string): Uint8Array {
  return new Writer(value.length * 2).utf16(value).finish();
}

function text(bytes: Uint8Array): string {
  return new Reader(bytes, "UNICODE_STRING").utf16(bytes.length);
}

function header(messageType: number): Writer {
  return new Writer().bytes(signature).u32(messageType);
}

function open(bytes: Uint8Array, messageType: number, structure: string): Reader {
  const reader = new Reader(bytes, structure);
  if (reader.bytes(signature.length).some((byte, index) => byte !== signature[index])) {
    throw reader.error("not an NTLM message");
  }
  const found = reader.u32();
  if (found !== messageType) throw reader.error(`message type ${found}`);
  return reader;
}

/** The bytes that a field descriptor (length, maximum length, offset) names within the message. */
function field(reader: Reader, message: Uint8Array): Uint8Array {
  const length = reader.u16();
  reader.skip(2);
  const offset = reader.u32();
  if (length === 0) return new Uint8Array(0);
  if (offset + length > message.length) throw reader.error(`a field that ends at ${offset + length}`);
  return message.subarray(offset, offset + length);
}

/** Gathers what the field descriptors point at. */
class Payload {
  readonly #start: number;
  readonly #writer = new Writer();

  constructor(start: number) {
    this.#start = start;
  }

  field(descriptors: Writer, content: Uint8Array): void {
    descriptors
      .u16(content.length)
      .u16(content.length)
      .u32(this.#start + this.#writer.length);
    this.#writer.bytes(content);
  }

  finish(): Uint8Array {
    return this.#writer.finish();
  }
}
