import type { Reader } from "../../wire/reader.ts";
import { coreMessage, PacketId } from "./redirection-header.ts";

/** What both sides say of themselves first: versions, and an id that the server chooses. */
export interface Announcement {
  readonly versionMajor: number;
  readonly versionMinor: number;
  readonly clientId: number;
}

/** DR_CORE_SERVER_ANNOUNCE_REQ ([MS-RDPEFS] 2.2.2.2), DR_CORE_SERVER_CLIENTID_CONFIRM (2.2.2.6) and the client's reply (2.2.2.3). */
export function encodeAnnouncement(
  packetId: typeof PacketId.ServerAnnounce | typeof PacketId.ClientIdConfirm,
  { versionMajor, versionMinor, clientId }: Announcement,
): Uint8Array {
  return coreMessage(packetId).u16(versionMajor).u16(versionMinor).u32(clientId).finish();
}

/** Takes the body. Throws DecodeError. */
export function decodeAnnouncement(body: Reader): Announcement {
  return { versionMajor: body.u16(), versionMinor: body.u16(), clientId: body.u32() };
}

/** DR_CORE_CLIENT_NAME_REQ ([MS-RDPEFS] 2.2.2.4), in Unicode. */
export function encodeClientName(name: string): Uint8Array {
  return coreMessage(PacketId.ClientName)
    .u32(1)
    .u32(0)
    .u32((name.length + 1) * 2)
    .utf16(name)
    .u16(0)
    .finish();
}

/** Takes the body of one in Unicode. Throws DecodeError. */
export function decodeClientName(body: Reader): string {
  body.skip(8);
  return body.utf16(body.u32());
}

/** DR_CORE_USER_LOGGEDON ([MS-RDPEFS] 2.2.2.5). */
export function encodeUserLoggedOn(): Uint8Array {
  return coreMessage(PacketId.UserLoggedOn).finish();
}

/** DR_CORE_DEVICE_ANNOUNCE_RSP ([MS-RDPEFS] 2.2.2.1): whether the server has taken a device. */
export interface DeviceReply {
  readonly deviceId: number;
  /** NTSTATUS. */
  readonly status: number;
}

export function encodeDeviceReply({ deviceId, status }: DeviceReply): Uint8Array {
  return coreMessage(PacketId.DeviceReply).u32(deviceId).u32(status).finish();
}

/** Takes the body. Throws DecodeError. */
export function decodeDeviceReply(body: Reader): DeviceReply {
  return { deviceId: body.u32(), status: body.u32() };
}
