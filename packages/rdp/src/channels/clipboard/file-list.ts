import { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";

/** Name of the format that lists files, and of the one in which their contents are; the latter is never asked for by itself. */
export const FILE_LIST_FORMAT = "FileGroupDescriptorW";
export const FILE_CONTENTS_FORMAT = "FileContents";

/** A file in a clipboard: CLIPRDR_FILEDESCRIPTOR ([MS-RDPECLIP] 2.2.5.2.3.1). */
export interface FileDescriptor {
  /** Relative, with backslashes between names, as the peer says it. */
  readonly name: string;
  readonly isFolder: boolean;
  /** Bytes; undefined: it is not said. */
  readonly size?: bigint;
  /** Epoch milliseconds. */
  readonly modified?: number;
}

const descriptorLength = 592;
const nameLength = 520;
/** flags: which fields are valid. */
const hasAttributes = 0x04;
const hasWriteTime = 0x20;
const hasSize = 0x40;
const showProgress = 0x4000;
/** fileAttributes. */
const folderAttribute = 0x10;
const normalAttribute = 0x80;

/** FILETIME counts 100 ns from 1601. */
const ticksPerMillisecond = 10_000n;
const epochMilliseconds = 11_644_473_600_000n;

/** CLIPRDR_FILELIST ([MS-RDPECLIP] 2.2.5.2.3). Throws DecodeError. */
export function decodeFileList(data: Uint8Array): FileDescriptor[] {
  const reader = new Reader(data, "CLIPRDR_FILELIST");
  const count = reader.u32();
  if (count * descriptorLength > reader.remaining) throw reader.error(`${count} files in ${data.length} bytes`);
  return Array.from({ length: count }, () => decodeDescriptor(reader));
}

export function encodeFileList(files: readonly FileDescriptor[]): Uint8Array {
  const writer = new Writer(4 + files.length * descriptorLength).u32(files.length);
  for (const file of files) encodeDescriptor(writer, file);
  return writer.finish();
}

function decodeDescriptor(reader: Reader): FileDescriptor {
  const flags = reader.u32();
  reader.skip(32);
  const attributes = reader.u32();
  reader.skip(16);
  const written = reader.u64();
  const size = (BigInt(reader.u32()) << 32n) | BigInt(reader.u32());
  const name = reader.utf16(nameLength);
  return {
    name,
    isFolder: (flags & hasAttributes) !== 0 && (attributes & folderAttribute) !== 0,
    ...((flags & hasSize) !== 0 && { size }),
    ...((flags & hasWriteTime) !== 0 && { modified: Number(written / ticksPerMillisecond - epochMilliseconds) }),
  };
}

function encodeDescriptor(writer: Writer, { name, isFolder, size, modified }: FileDescriptor): void {
  const timeFlag = modified === undefined ? 0 : hasWriteTime;
  const sizeFlag = size === undefined ? 0 : hasSize;
  writer.u32(hasAttributes | showProgress | timeFlag | sizeFlag).zeros(32);
  writer.u32(isFolder ? folderAttribute : normalAttribute).zeros(16);
  writer.u64(modified === undefined ? 0n : (BigInt(Math.round(modified)) + epochMilliseconds) * ticksPerMillisecond);
  writer.u32(Number((size ?? 0n) >> 32n)).u32(Number((size ?? 0n) & 0xffffffffn));
  writer.utf16Fixed(name, nameLength);
}
