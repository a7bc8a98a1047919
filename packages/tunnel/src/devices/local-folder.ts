import { TunnelFormatError } from "../record.ts";

/** JSON payload of `DeviceUp.LocalFolder`: a folder of this computer that the desktop sees as a drive; null: no longer. */
export interface LocalFolder {
  /** As the person knows it. */
  readonly name: string;
  readonly isWritable: boolean;
}

/** Bytes of one `LocalFolderData` record, in both directions. */
const MOST_LOCAL_DATA = 32 * 1024;

/** What a folder holds under one name. */
export interface LocalEntry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly size: number;
  /** Epoch milliseconds. */
  readonly modified: number;
}

/** Paths are from the folder's root, with `/` between names; "" is the root. */
export type LocalFolderAction =
  | { readonly action: "stat"; readonly path: string }
  /** The entries from number `from` on, as many as fit a record. */
  | { readonly action: "list"; readonly path: string; readonly from: number }
  /** Answered by `LocalFolderData` records with `length` bytes or what is there, and then `LocalFolderAnswer`. */
  | { readonly action: "read"; readonly path: string; readonly offset: number; readonly length: number }
  /** `LocalFolderData` records with the bytes come just before. */
  | { readonly action: "write"; readonly path: string; readonly offset: number }
  | { readonly action: "truncate"; readonly path: string; readonly size: number }
  | { readonly action: "create"; readonly path: string; readonly isFolder: boolean }
  | { readonly action: "remove"; readonly path: string }
  | { readonly action: "rename"; readonly path: string; readonly to: string }
  /** Nobody uses the file any more: what was written is kept from now on. */
  | { readonly action: "close"; readonly path: string };

/** JSON payload of `DeviceDown.LocalFolderRequest`. */
export type LocalFolderRequest = { readonly request: number } & LocalFolderAction;

export const LOCAL_FOLDER_PROBLEMS = [
  ...(["not-found", "exists", "not-allowed", "not-empty", "is-folder", "not-folder", "bad-name"] as const),
  ...(["full", "failed"] as const),
] as const;
export type LocalFolderProblem = (typeof LOCAL_FOLDER_PROBLEMS)[number];

/** JSON payload of `DeviceUp.LocalFolderAnswer`. */
export type LocalFolderAnswer = { readonly request: number } & (
  | { readonly problem: LocalFolderProblem }
  /** `hasMore`: the folder holds entries beyond these. */
  | { readonly entries?: readonly LocalEntry[]; readonly hasMore?: boolean }
);

/** u32 request, then data: the payload of `LocalFolderData` records, no longer than `MOST_LOCAL_DATA` each. */
export function encodeLocalData(request: number, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + data.length);
  new DataView(bytes.buffer).setUint32(0, request, true);
  bytes.set(data, 4);
  return bytes;
}

/** Throws TunnelFormatError. `data` is a view. */
export function decodeLocalData(payload: Uint8Array): { readonly request: number; readonly data: Uint8Array } {
  if (payload.length < 4) throw new TunnelFormatError("local folder data is too short");
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  return { request: view.getUint32(0, true), data: payload.subarray(4) };
}

/** `data` in pieces for records. */
export function* localPieces(data: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < data.length; start += MOST_LOCAL_DATA)
    yield data.subarray(start, start + MOST_LOCAL_DATA);
}
