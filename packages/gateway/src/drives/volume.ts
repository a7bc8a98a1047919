/** Why something on a volume could not be done. */
export type VolumeProblem =
  /** The last name of the path is not there. */
  | "not-found"
  /** A folder on the way there is not there, or is no folder. */
  | "path-not-found"
  | "exists"
  /** No right to it, or it leads out of the volume. */
  | "not-allowed"
  | "not-empty"
  | "is-folder"
  | "not-folder"
  /** No file of Windows can have this name, or the path is too long. */
  | "bad-name"
  /** Quota or disk. */
  | "full"
  /** The drive takes no further file or folder. */
  | "too-many-files"
  /** More files are open than may be. */
  | "too-many-open"
  | "failed";

export class VolumeError extends Error {
  override readonly name = "VolumeError";
  readonly problem: VolumeProblem;

  /** @param message what could not be done, with the path inside the volume */
  constructor(problem: VolumeProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

/** What is known of a file or folder. Times are epoch milliseconds, sizes bytes. */
export interface FileFacts {
  /** As it is spelt on the volume; "" for the root. */
  readonly name: string;
  readonly isFolder: boolean;
  readonly size: number;
  /** Bytes on the disk. */
  readonly allocated: number;
  readonly created: number;
  readonly modified: number;
  readonly accessed: number;
  readonly changed: number;
  readonly isReadOnly: boolean;
  readonly isHidden: boolean;
  /** The same for the same file as long as it is there. */
  readonly id: bigint;
}

/** An open file or folder. It stays usable when it is renamed or removed meanwhile. */
export interface OpenFile {
  readonly isFolder: boolean;
  facts(): Promise<FileFacts>;
  /** At most `length` bytes; fewer at the end of the file, or when more than 16 MiB are asked for. */
  read(offset: number, length: number): Promise<Uint8Array>;
  write(offset: number, data: Uint8Array): Promise<void>;
  truncate(size: number): Promise<void>;
  /** Those that are given change. */
  setTimes(times: { readonly modified?: number; readonly accessed?: number }): Promise<void>;
  setReadOnly(isReadOnly: boolean): Promise<void>;
  /** Writes what is only in memory to the disk. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly access: "read" | "write";
  /** `if-missing` makes it, `always` fails with "exists" when it is there. */
  readonly create: "never" | "if-missing" | "always";
  /** What to make, or what must be there; absent: whatever is there, else a file. */
  readonly kind?: "file" | "folder";
}

export interface VolumeChange {
  readonly path: string;
  readonly kind: "added" | "removed" | "modified";
  /** The path from the folder that is watched. */
  readonly below: string;
}

/**
 * A tree of files that a desktop or a page works on: names and bytes, safely inside a root. Paths are from its root, with `/`
 * between names; "" is the root. Names are found without regard to case, as Windows does. Everything throws VolumeError.
 */
export interface Volume {
  /** Undefined: the last name is not there. */
  lookup(path: string): Promise<FileFacts | undefined>;
  open(path: string, options: OpenOptions): Promise<OpenFile>;
  /** What is in a folder, in the order of names. */
  list(path: string): Promise<readonly FileFacts[]>;
  /** A file, or a folder that is empty. */
  remove(path: string): Promise<void>;
  /** @param replace whether a file that has the name already gives way */
  rename(from: string, to: string, replace: boolean): Promise<void>;
  /** Bytes. */
  space(): Promise<{ readonly total: number; readonly free: number }>;
  /** Calls `changed` for what happens in a folder, or anywhere below it, also when it is renamed. Returns how to stop that. */
  watch(path: string, isTree: boolean, changed: (change: VolumeChange) => void): () => void;
}
