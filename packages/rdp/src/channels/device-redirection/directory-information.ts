import { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";
import { type FileDetails, writeTimes } from "./file-information.ts";

/** FileInformationClass of what is in a folder ([MS-RDPEFS] 2.2.3.3.10). */
export const DirectoryInformationClass = { Directory: 1, FullDirectory: 2, BothDirectory: 3, Names: 12 } as const;

const shortNameLength = 24;
/** From the times to the attributes. */
const detailsLength = 52;

/**
 * One entry of a folder; undefined: there is no such class. Entries come one at a time, for the server does not say how many it has room
 * for. The reserved byte behind ShortNameLength stays away, as elsewhere in [MS-RDPEFS].
 */
export function encodeDirectoryEntry(
  informationClass: number,
  name: string,
  details: FileDetails,
): Uint8Array | undefined {
  const { BothDirectory, FullDirectory, Names } = DirectoryInformationClass;
  if (!Object.values<number>(DirectoryInformationClass).includes(informationClass)) return undefined;
  const writer = new Writer(100 + name.length * 2).u32(0).u32(0);
  if (informationClass !== Names) {
    writeTimes(writer, details).u64(BigInt(details.size)).u64(BigInt(details.allocated)).u32(details.attributes);
  }
  writer.u32(name.length * 2);
  if (informationClass === FullDirectory || informationClass === BothDirectory) writer.u32(0);
  if (informationClass === BothDirectory) writer.u8(0).zeros(shortNameLength);
  return writer.utf16(name).finish();
}

/** The name in an entry. Throws DecodeError. */
export function decodeDirectoryEntry(informationClass: number, data: Uint8Array): string {
  const { BothDirectory, FullDirectory, Names } = DirectoryInformationClass;
  const reader = new Reader(data, "directory entry");
  reader.skip(8);
  if (informationClass !== Names) reader.skip(detailsLength);
  const length = reader.u32();
  if (informationClass === FullDirectory || informationClass === BothDirectory) reader.skip(4);
  if (informationClass === BothDirectory) reader.skip(1 + shortNameLength);
  return reader.utf16(length);
}

/** Action of FILE_NOTIFY_INFORMATION. */
const actions = { added: 1, removed: 2, modified: 3 } as const;
const noticeAlignment = 4;

/** Something that has happened in a folder. */
export interface FolderNotice {
  readonly action: keyof typeof actions;
  /** From the folder, with `\` between names. */
  readonly path: string;
}

/** FILE_NOTIFY_INFORMATION ([MS-FSCC] 2.7.1), one after the other. */
export function encodeFolderNotices(notices: readonly FolderNotice[]): Uint8Array {
  const writer = new Writer();
  for (const [index, { action, path }] of notices.entries()) {
    const start = writer.length;
    writer
      .u32(0)
      .u32(actions[action])
      .u32(path.length * 2)
      .utf16(path);
    if (index === notices.length - 1) break;
    writer.zeros(-writer.length & (noticeAlignment - 1));
    writer.patchU32(start, writer.length - start);
  }
  return writer.finish();
}

/** Throws DecodeError. */
export function decodeFolderNotices(data: Uint8Array): FolderNotice[] {
  const reader = new Reader(data, "FILE_NOTIFY_INFORMATION");
  const notices: FolderNotice[] = [];
  for (let next = -1; next !== 0 && reader.remaining > 0; ) {
    const start = reader.offset;
    next = reader.u32();
    const number = reader.u32();
    const action = (["added", "removed", "modified"] as const)[number - 1];
    if (!action) throw reader.error(`action ${number}`);
    notices.push({ action, path: reader.utf16(reader.u32()) });
    if (next > 0) reader.skip(start + next - reader.offset);
  }
  return notices;
}
