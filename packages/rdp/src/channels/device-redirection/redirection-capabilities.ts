import type { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";
import { coreMessage, type PacketId } from "./redirection-header.ts";

/** CapabilityType of CAPABILITY_HEADER ([MS-RDPEFS] 2.2.1.2). */
const types = { general: 1, printer: 2, port: 3, drive: 4, smartCard: 5 } as const;
const headerLength = 8;
/** DRIVE_CAPABILITY_VERSION_02: drives have long names. GENERAL_CAPABILITY_VERSION_02: it says how many devices come before logon. */
const versions = { general: 2, printer: 1, drive: 2 } as const;
/** Those of IRP_MJ_* of ioCode1 that must be there, and locks: bit 0 to 15. */
const ALL_IO = 0x0000ffff;
/** extendedPDU of GENERAL_CAPS_SET. */
const PDU_REMOVE_DEVICE = 0x1;
const PDU_DISPLAY_NAME = 0x2;
const PDU_USER_LOGGED_ON = 0x4;
/** ENABLE_ASYNCIO of extraFlags1: several requests at a time. */
const ASYNCHRONOUS = 0x1;

export interface RedirectionCapabilities {
  /** The server tells when somebody has logged on; devices wait for that. */
  readonly tellsLogon: boolean;
  /** Devices may be removed again. */
  readonly removesDevices: boolean;
}

/**
 * DR_CORE_CAPABILITY_REQ ([MS-RDPEFS] 2.2.2.7) and DR_CORE_CAPABILITY_RSP (2.2.2.8), with the sets for drives and printers.
 */
export function encodeRedirectionCapabilities(
  packetId: typeof PacketId.ServerCapability | typeof PacketId.ClientCapability,
  { tellsLogon, removesDevices }: RedirectionCapabilities,
  versionMinor: number,
): Uint8Array {
  const extendedPdu =
    PDU_DISPLAY_NAME | (removesDevices ? PDU_REMOVE_DEVICE : 0) | (tellsLogon ? PDU_USER_LOGGED_ON : 0);
  const general = new Writer(36)
    .u32(0)
    .u32(0)
    .u16(1)
    .u16(versionMinor)
    .u32(ALL_IO)
    .u32(0)
    .u32(extendedPdu)
    .u32(ASYNCHRONOUS)
    .u32(0)
    .u32(0);
  const writer = coreMessage(packetId, 80).u16(3).u16(0);
  writeSet(writer, types.general, versions.general, general.finish());
  writeSet(writer, types.printer, versions.printer);
  writeSet(writer, types.drive, versions.drive);
  return writer.finish();
}

/** Takes the body; sets of other types are left out. Throws DecodeError. */
export function decodeRedirectionCapabilities(body: Reader): RedirectionCapabilities {
  const count = body.u16();
  body.skip(2);
  let extendedPdu = 0;
  for (let index = 0; index < count; index++) {
    const type = body.u16();
    const length = body.u16();
    body.skip(4);
    const set = body.part(length - headerLength, "CAPABILITY_SET");
    if (type !== types.general) continue;
    set.skip(20);
    extendedPdu = set.u32();
  }
  return {
    tellsLogon: (extendedPdu & PDU_USER_LOGGED_ON) !== 0,
    removesDevices: (extendedPdu & PDU_REMOVE_DEVICE) !== 0,
  };
}

function writeSet(writer: Writer, type: number, version: number, body = new Uint8Array()): void {
  writer
    .u16(type)
    .u16(headerLength + body.length)
    .u32(version)
    .bytes(body);
}
