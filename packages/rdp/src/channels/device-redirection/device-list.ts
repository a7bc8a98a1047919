import type { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";
import { coreMessage, PacketId } from "./redirection-header.ts";

/** DeviceType of DEVICE_ANNOUNCE ([MS-RDPEFS] 2.2.1.3). */
const types = { drive: 0x00000008, printer: 0x00000004 } as const;
const dosNameLength = 8;
const maximumDevices = 64;

/** A device as the server is told of it. */
export interface AnnouncedDevice {
  readonly type: keyof typeof types;
  /** At most 7 characters of ASCII: what a printer or drive is called where there is no room for more. */
  readonly dosName: string;
  /** A drive's `driveData`, or DR_PRN_DEVICE_ANNOUNCE ([MS-RDPEPC] 2.2.2.1) from its field Flags on. */
  readonly data: Uint8Array | DataForServer;
}

/** @param version of the server, in TS_UD_SC_CORE ([MS-RDPBCGR] 2.2.1.4.2) */
type DataForServer = (version: number) => Uint8Array;

export type NumberedDevice = Pick<AnnouncedDevice, "type" | "dosName"> & {
  readonly id: number;
  readonly data: Uint8Array;
};

/** DeviceData of a drive: its whole name ([MS-RDPEFS] 2.2.3.1). */
export function driveData(name: string): Uint8Array {
  return new Writer().utf16(name).u16(0).finish();
}

/** DR_CORE_DEVICELIST_ANNOUNCE_REQ ([MS-RDPEFS] 2.2.2.9). */
export function encodeDeviceList(devices: readonly NumberedDevice[]): Uint8Array {
  const writer = coreMessage(PacketId.DeviceListAnnounce).u32(devices.length);
  for (const { type, id, dosName, data } of devices) {
    writer.u32(types[type]).u32(id).bytes(dosNameField(dosName)).u32(data.length).bytes(data);
  }
  return writer.finish();
}

/** Takes the body; devices of other types are left out. Throws DecodeError. */
export function decodeDeviceList(body: Reader): NumberedDevice[] {
  const count = body.u32();
  if (count > maximumDevices) throw body.error(`${count} devices`);
  const devices: NumberedDevice[] = [];
  for (let index = 0; index < count; index++) {
    const number = body.u32();
    const id = body.u32();
    const dosName = String.fromCharCode(...body.bytes(dosNameLength)).replace(/\0.*/s, "");
    const data = body.bytes(body.u32());
    const type = number === types.drive ? "drive" : number === types.printer ? "printer" : undefined;
    if (type) devices.push({ type, id, dosName, data });
  }
  return devices;
}

/** DR_DEVICELIST_REMOVE ([MS-RDPEFS] 2.2.3.2). */
export function encodeDeviceRemoval(ids: readonly number[]): Uint8Array {
  const writer = coreMessage(PacketId.DeviceListRemove).u32(ids.length);
  for (const id of ids) writer.u32(id);
  return writer.finish();
}

/** Takes the body. Throws DecodeError. */
export function decodeDeviceRemoval(body: Reader): number[] {
  const count = body.u32();
  if (count > maximumDevices) throw body.error(`${count} devices`);
  return Array.from({ length: count }, () => body.u32());
}

function dosNameField(name: string): Uint8Array {
  const field = new Uint8Array(dosNameLength);
  for (let index = 0; index < Math.min(name.length, dosNameLength - 1); index++) field[index] = name.charCodeAt(index);
  return field;
}
