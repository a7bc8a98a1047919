import { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";

/** FsInformationClass of questions about a volume ([MS-FSCC] 2.5). */
export const VolumeInformationClass = { Volume: 1, Size: 3, Device: 4, Attribute: 5, FullSize: 7 } as const;

const deviceTypeDisk = 0x00000007;
/** FILE_REMOTE_DEVICE. */
const characteristics = 0x00000010;
/** FILE_CASE_PRESERVED_NAMES and FILE_UNICODE_ON_DISK. */
const attributes = 0x00000006;
const maximumNameLength = 255;
const bytesPerSector = 512;
const sectorsPerUnit = 8;
const bytesPerUnit = BigInt(bytesPerSector * sectorsPerUnit);

export interface VolumeDetails {
  readonly label: string;
  readonly serialNumber: number;
  /** Such as `NTFS`: some programs decide by it what a volume can do. */
  readonly fileSystem: string;
  /** Bytes. */
  readonly total: number;
  readonly free: number;
}

/** Answers a question about a volume; undefined: there is no such one. */
export function encodeVolumeInformation(informationClass: number, volume: VolumeDetails): Uint8Array | undefined {
  const writer = new Writer();
  const total = BigInt(volume.total) / bytesPerUnit;
  const free = BigInt(volume.free) / bytesPerUnit;
  switch (informationClass) {
    case VolumeInformationClass.Volume:
      // The reserved byte before the label stays away, as elsewhere in [MS-RDPEFS].
      return writer
        .u64(0n)
        .u32(volume.serialNumber)
        .u32(volume.label.length * 2)
        .u8(0)
        .utf16(volume.label)
        .finish();
    case VolumeInformationClass.Size:
      return writer.u64(total).u64(free).u32(sectorsPerUnit).u32(bytesPerSector).finish();
    case VolumeInformationClass.FullSize:
      return writer.u64(total).u64(free).u64(free).u32(sectorsPerUnit).u32(bytesPerSector).finish();
    case VolumeInformationClass.Attribute:
      writer.u32(attributes).u32(maximumNameLength);
      return writer
        .u32(volume.fileSystem.length * 2)
        .utf16(volume.fileSystem)
        .finish();
    case VolumeInformationClass.Device:
      return writer.u32(deviceTypeDisk).u32(characteristics).finish();
    default:
      return undefined;
  }
}

/** Bytes in all and free, from FileFsFullSizeInformation. Throws DecodeError. */
export function decodeFullSize(data: Uint8Array): { readonly total: number; readonly free: number } {
  const reader = new Reader(data, "FileFsFullSizeInformation");
  const total = reader.u64();
  const free = reader.u64();
  reader.skip(8);
  const unit = BigInt(reader.u32()) * BigInt(reader.u32());
  return { total: Number(total * unit), free: Number(free * unit) };
}
