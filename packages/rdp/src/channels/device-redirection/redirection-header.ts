import { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";

export const REDIRECTION_CHANNEL = "rdpdr";

/** Component of RDPDR_HEADER ([MS-RDPEFS] 2.2.1.1): the core, or printing ([MS-RDPEPC]). */
export const Component = { Core: 0x4472, Printer: 0x5052 } as const;

/** PacketId of RDPDR_HEADER ([MS-RDPEFS] 2.2.1.1). */
export const PacketId = {
  ServerAnnounce: 0x496e,
  ClientIdConfirm: 0x4343,
  ClientName: 0x434e,
  DeviceListAnnounce: 0x4441,
  DeviceReply: 0x6472,
  IoRequest: 0x4952,
  IoCompletion: 0x4943,
  ServerCapability: 0x5350,
  ClientCapability: 0x4350,
  DeviceListRemove: 0x444d,
  UserLoggedOn: 0x554c,
} as const;

/** A message with its header taken off. */
export interface RedirectionMessage {
  readonly component: number;
  readonly packetId: number;
  readonly body: Reader;
}

/** Throws DecodeError. */
export function openRedirectionMessage(message: Uint8Array): RedirectionMessage {
  const body = new Reader(message, "RDPDR_HEADER");
  return { component: body.u16(), packetId: body.u16(), body };
}

/** A message of the core, with room for a body of `capacity` bytes. */
export function coreMessage(packetId: (typeof PacketId)[keyof typeof PacketId], capacity = 60): Writer {
  return new Writer(capacity + 4).u16(Component.Core).u16(packetId);
}
