/** JSON payload of `DeviceUp.LocalFolder`: a folder of this computer that the desktop sees as a drive; null: no longer. */
export interface LocalFolder {
  /** As the person knows it. */
  readonly name: string;
  readonly isWritable: boolean;
}

/** Bytes of one `LocalFolderData` record, in both directions. */
export const MOST_LOCAL_DATA = 32 * 1024;

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
  | { readonly action: "list"; readonly path: string }
  /** Answered by `LocalFolderData` records with `length` bytes or what is there, and then `LocalFolderAnswer`. */
  | { readonly action: "read"; readonly path: string; readonly offset: number; readonly length: number }
  /** `LocalFolderData` with the bytes comes just before. */
  | { readonly action: "write"; readonly path: string; readonly offset: number }
  | { readonly action: "truncate"; readonly path: string; readonly size: number }
  | { readonly action: "create"; readonly path: string; readonly isFolder: boolean }
  | { readonly action: "remove"; readonly path: string }
  | { readonly action: "rename"; readonly path: string; readonly to: string }
  /** Nobody uses the file any more: what was written is kept from now on. */
  | { readonly action: "close"; readonly path: string };

/** JSON payload of `DeviceDown.LocalFolderRequest`. */
export type LocalFolderRequest = { readonly request: number } & LocalFolderAction;

/** JSON payload of `DeviceUp.LocalFolderAnswer`. */
export type LocalFolderAnswer = { readonly request: number } & (
  | { readonly problem: "not-found" | "exists" | "not-allowed" | "not-empty" | "full" | "failed" }
  | { readonly entries?: readonly LocalEntry[] }
);
