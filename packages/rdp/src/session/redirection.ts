import type { Redirection } from "../output.ts";
import type { Credentials } from "../settings.ts";
import { MAX_ROUTING } from "../transport/x224.ts";
import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

/** Flags field of every RDP_SERVER_REDIRECTION_PACKET. */
const redirectionPacket = 0x0400;

/** RedirFlags ([MS-RDPBCGR] 2.2.13.1). */
const redirectionFlags = {
  targetNetAddress: 0x00000001,
  loadBalanceInfo: 0x00000002,
  username: 0x00000004,
  domain: 0x00000008,
  password: 0x00000010,
  noRedirect: 0x00000080,
  targetFqdn: 0x00000100,
  targetNetBiosName: 0x00000200,
  targetNetAddresses: 0x00000800,
  clientTsvUrl: 0x00001000,
  passwordIsEncrypted: 0x00004000,
  redirectionGuid: 0x00008000,
  targetCertificate: 0x00010000,
} as const;

/** The fields that are a length and its bytes, in the order of the wire; the list of addresses follows them. */
const fields = [
  "targetNetAddress",
  "loadBalanceInfo",
  "username",
  "domain",
  "password",
  "targetFqdn",
  "targetNetBiosName",
  "clientTsvUrl",
  "redirectionGuid",
  "targetCertificate",
] as const;

type Field = (typeof fields)[number];

const maximumAddresses = 64;
/** Bytes of a name, an address or a password: what a Client Info PDU takes ([MS-RDPBCGR] 2.2.1.11.1.1). */
const maximumText = 512;

/**
 * RDP_SERVER_REDIRECTION_PACKET, starting at its Flags field (0x0400): after the pad of the enhanced security form. A
 * password that is encrypted for the target alone is left out, since only the target could read it. Throws DecodeError.
 */
export function decodeRedirectionPacket(packet: Uint8Array): Redirection {
  const reader = new Reader(packet, "RDP_SERVER_REDIRECTION_PACKET");
  const type = reader.u16();
  if (type !== redirectionPacket) throw reader.error(`flags 0x${type.toString(16)}`);
  reader.skip(2); // Length
  const sessionId = reader.u32();
  const flags = reader.u32();

  const found: Partial<Record<Field, Uint8Array>> = {};
  for (const field of fields) {
    if (flags & redirectionFlags[field]) found[field] = reader.bytes(reader.u32());
  }
  if (found.loadBalanceInfo && found.loadBalanceInfo.length > MAX_ROUTING) {
    throw reader.error(`load balance info of ${found.loadBalanceInfo.length} bytes`);
  }
  const addresses = flags & redirectionFlags.targetNetAddresses ? readAddresses(reader) : [];

  const names = [found.targetFqdn, found.targetNetAddress].map(text).concat(addresses, text(found.targetNetBiosName));
  const staysHere = (flags & redirectionFlags.noRedirect) !== 0;
  const credentials = readCredentials(found, (flags & redirectionFlags.passwordIsEncrypted) !== 0);
  return {
    targets: staysHere ? [] : [...new Set(names.filter((name) => name !== ""))],
    sessionId,
    ...(found.loadBalanceInfo && { loadBalanceInfo: found.loadBalanceInfo }),
    ...(credentials && { credentials }),
  };
}

function readAddresses(reader: Reader): string[] {
  const list = reader.part(reader.u32(), "TARGET_NET_ADDRESSES");
  const count = list.u32();
  if (count > maximumAddresses) throw list.error(`${count} addresses`);
  return Array.from({ length: count }, () => text(list.bytes(list.u32())));
}

function readCredentials(
  found: Partial<Record<Field, Uint8Array>>,
  passwordIsEncrypted: boolean,
): Partial<Credentials> | undefined {
  if (!found.username && !found.domain && !found.password) return undefined;
  return {
    ...(found.username && { username: text(found.username) }),
    ...(found.domain && { domain: text(found.domain) }),
    ...(found.password && !passwordIsEncrypted && { password: text(found.password) }),
  };
}

function text(bytes: Uint8Array | undefined): string {
  if (!bytes) return "";
  const reader = new Reader(bytes, "RDP_SERVER_REDIRECTION_PACKET");
  if (bytes.length > maximumText + 2) throw reader.error(`text of ${bytes.length} bytes`);
  return reader.utf16(bytes.length);
}

/** The packet that leads to `redirection`: a first target as TargetNetAddress, and all of them as the list. */
export function encodeRedirectionPacket({ targets, sessionId, loadBalanceInfo, credentials }: Redirection): Uint8Array {
  const present: Partial<Record<Field, Uint8Array>> = {
    ...(targets.length > 0 && { targetNetAddress: terminated(targets[0]) }),
    ...(loadBalanceInfo && { loadBalanceInfo }),
    ...(credentials?.username !== undefined && { username: terminated(credentials.username) }),
    ...(credentials?.domain !== undefined && { domain: terminated(credentials.domain) }),
    ...(credentials?.password !== undefined && { password: terminated(credentials.password) }),
  };
  let flags = targets.length > 0 ? redirectionFlags.targetNetAddresses : 0;
  const body = new Writer();
  for (const field of fields) {
    const value = present[field];
    if (!value) continue;
    flags |= redirectionFlags[field];
    body.u32(value.length).bytes(value);
  }
  if (targets.length > 0) writeAddresses(body, targets);
  const headerLength = 12;
  return new Writer()
    .u16(redirectionPacket)
    .u16(headerLength + body.length)
    .u32(sessionId)
    .u32(flags)
    .bytes(body.finish())
    .finish();
}

function writeAddresses(writer: Writer, addresses: readonly string[]): void {
  const list = new Writer().u32(addresses.length);
  for (const address of addresses.map(terminated)) list.u32(address.length).bytes(address);
  writer.u32(list.length).bytes(list.finish());
}

function terminated(value: string): Uint8Array {
  return new Writer().utf16(value).u16(0).finish();
}
