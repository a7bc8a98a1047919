import { FileAttribute, type FileDetails, type VolumeDetails } from "@passerelle/rdp";
import type { FileFacts, Volume } from "../../drives/volume.ts";

/** What programs know to have long names and files of more than 4 GB. */
const FILE_SYSTEM = "NTFS";
const SERIAL_NUMBER = 0x50_53_52_4c;

/** What Windows is told of a file. */
export function detailsOf(facts: FileFacts): FileDetails {
  const attributes =
    (facts.isFolder ? FileAttribute.Directory : FileAttribute.Archive) |
    (facts.isReadOnly ? FileAttribute.ReadOnly : 0) |
    (facts.isHidden ? FileAttribute.Hidden : 0);
  return { ...facts, attributes };
}

/** Throws VolumeError. */
export async function volumeDetails(volume: Volume, label: string): Promise<VolumeDetails> {
  return { label, serialNumber: SERIAL_NUMBER, fileSystem: FILE_SYSTEM, ...(await volume.space()) };
}
