import { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";
import { fromFileTime, toFileTime } from "./file-time.ts";

/** FileInformationClass of questions about an open file and of changes to it ([MS-FSCC] 2.4). */
export const FileInformationClass = {
  Basic: 4,
  Standard: 5,
  Rename: 10,
  Disposition: 13,
  Allocation: 19,
  EndOfFile: 20,
  AttributeTag: 35,
} as const;

/** FileAttributes ([MS-FSCC] 2.6). */
export const FileAttribute = {
  ReadOnly: 0x00000001,
  Hidden: 0x00000002,
  Directory: 0x00000010,
  Archive: 0x00000020,
  Normal: 0x00000080,
} as const;

/** What a server may ask of a file. Times are epoch milliseconds, sizes bytes. */
export interface FileDetails {
  readonly created: number;
  readonly accessed: number;
  readonly modified: number;
  readonly changed: number;
  readonly attributes: number;
  readonly size: number;
  readonly allocated: number;
}

/**
 * Answers a question about an open file; undefined: there is no such one. The structures' last reserved bytes stay away, as
 * [MS-RDPEFS] 2.2.3.3.8 wants.
 */
export function encodeFileInformation(
  informationClass: number,
  details: FileDetails,
  isDeletePending: boolean,
): Uint8Array | undefined {
  switch (informationClass) {
    case FileInformationClass.Basic:
      return writeTimes(new Writer(36), details).u32(details.attributes).finish();
    case FileInformationClass.Standard:
      return new Writer(22)
        .u64(BigInt(details.allocated))
        .u64(BigInt(details.size))
        .u32(1)
        .u8(isDeletePending ? 1 : 0)
        .u8(details.attributes & FileAttribute.Directory ? 1 : 0)
        .finish();
    case FileInformationClass.AttributeTag:
      return new Writer(8).u32(details.attributes).u32(0).finish();
    default:
      return undefined;
  }
}

export function decodeBasicInformation(data: Uint8Array): { readonly modified: number; readonly attributes: number } {
  const reader = new Reader(data, "FILE_BASIC_INFORMATION");
  reader.skip(16);
  const modified = fromFileTime(reader.u64()) ?? 0;
  reader.skip(8);
  return { modified, attributes: reader.u32() };
}

/** Throws DecodeError. */
export function decodeStandardInformation(data: Uint8Array): {
  readonly size: number;
  readonly isDeletePending: boolean;
  readonly isFolder: boolean;
} {
  const reader = new Reader(data, "FILE_STANDARD_INFORMATION");
  reader.skip(8);
  const size = Number(reader.u64());
  reader.skip(4);
  return { size, isDeletePending: reader.u8() !== 0, isFolder: reader.u8() !== 0 };
}

/** Writes the four times that several structures begin with. */
export function writeTimes(writer: Writer, { created, accessed, modified, changed }: FileDetails): Writer {
  for (const time of [created, accessed, modified, changed]) writer.u64(toFileTime(time));
  return writer;
}

/** What a server may change of an open file. */
export type FileChange =
  | {
      readonly type: "basic";
      /** Epoch milliseconds; absent: it stays. */
      readonly accessed?: number;
      readonly modified?: number;
      /** 0: they stay. */
      readonly attributes: number;
    }
  | { readonly type: "size"; readonly size: bigint }
  | { readonly type: "allocation"; readonly size: bigint }
  | { readonly type: "disposition"; readonly isDeletePending: boolean }
  | { readonly type: "rename"; readonly replace: boolean; readonly path: string };

/** Reads a change ([MS-RDPEFS] 2.2.3.3.9); undefined: there is no such one. Throws DecodeError. */
export function decodeFileChange(informationClass: number, data: Uint8Array): FileChange | undefined {
  const reader = new Reader(data, `file information ${informationClass}`);
  switch (informationClass) {
    case FileInformationClass.Basic: {
      reader.skip(8);
      const accessed = fromFileTime(reader.u64());
      const modified = fromFileTime(reader.u64());
      reader.skip(8);
      const times = { ...(accessed !== undefined && { accessed }), ...(modified !== undefined && { modified }) };
      return { type: "basic", ...times, attributes: reader.u32() };
    }
    case FileInformationClass.EndOfFile:
      return { type: "size", size: reader.u64() };
    case FileInformationClass.Allocation:
      return { type: "allocation", size: reader.u64() };
    case FileInformationClass.Disposition:
      // Without a body it is meant to be deleted ([MS-RDPEFS] 2.2.3.3.9).
      return { type: "disposition", isDeletePending: reader.remaining === 0 || reader.u8() !== 0 };
    case FileInformationClass.Rename: {
      const replace = reader.u8() !== 0;
      reader.skip(1);
      return { type: "rename", replace, path: reader.utf16(reader.u32()) };
    }
    default:
      return undefined;
  }
}

/** The information class and the data of a change. */
export function encodeFileChange(change: FileChange): { readonly informationClass: number; readonly data: Uint8Array } {
  const writer = new Writer();
  switch (change.type) {
    case "basic": {
      const [accessed, modified] = [change.accessed, change.modified].map((time) =>
        time === undefined ? 0n : toFileTime(time),
      );
      writer.u64(0n).u64(accessed ?? 0n);
      writer.u64(modified ?? 0n).u64(0n);
      return { informationClass: FileInformationClass.Basic, data: writer.u32(change.attributes).finish() };
    }
    case "size":
      return { informationClass: FileInformationClass.EndOfFile, data: writer.u64(change.size).finish() };
    case "allocation":
      return { informationClass: FileInformationClass.Allocation, data: writer.u64(change.size).finish() };
    case "disposition":
      writer.u8(change.isDeletePending ? 1 : 0);
      return { informationClass: FileInformationClass.Disposition, data: writer.finish() };
    case "rename":
      writer
        .u8(change.replace ? 1 : 0)
        .u8(0)
        .u32(change.path.length * 2);
      return { informationClass: FileInformationClass.Rename, data: writer.utf16(change.path).finish() };
  }
}
