import { problemWith } from "./os-error.ts";

/** The size of a file that is open, shared by all who have it open for writing. */
export interface LiveSize {
  size: number;
  users: number;
  isRemoved: boolean;
}

/** What is on a drive. */
export interface DriveContents {
  /** Bytes: the sizes of files, as Windows shows them, holes included. */
  readonly size: number;
  /** Files and folders. */
  readonly entries: number;
}

/** Counts what is on a drive. */
export class Usage {
  /** Bytes; 0: any number. */
  readonly quota: number;
  /** Files and folders; 0: any number. */
  readonly mostEntries: number;
  /** With a quota: once it is known what is there. Nothing grows before. */
  counted: Promise<void> = Promise.resolve();
  /** Changes whenever something is counted. */
  version = 0;
  #used = 0;
  #entries = 0;
  /** Files that are open for writing, by their numbers. */
  readonly #live = new Map<bigint, LiveSize>();

  constructor(quota: number, mostEntries: number) {
    this.quota = quota;
    this.mostEntries = mostEntries;
  }

  get used(): number {
    return Math.max(this.#used, 0);
  }

  /** Bytes that the quota leaves; undefined: there is none. */
  get left(): number | undefined {
    return this.quota === 0 ? undefined : Math.max(this.quota - this.used, 0);
  }

  /** Counts bytes more, or fewer. */
  add(bytes: number): void {
    this.#used += bytes;
    this.version++;
  }

  /** All has been counted anew. */
  set({ size, entries }: DriveContents): void {
    this.#used = size;
    this.#entries = entries;
  }

  /** Throws VolumeError when the drive takes no further file or folder. */
  requireEntry(path: string): void {
    if (this.mostEntries > 0 && this.#entries >= this.mostEntries) throw problemWith("too-many-files", path);
  }

  /** A file or folder was made. */
  made(): void {
    this.#entries++;
    this.version++;
  }

  /** A folder is gone. */
  removedFolder(): void {
    this.#entries--;
    this.version++;
  }

  /** A file is opened for writing; to be given back to `closed`. */
  opened(id: bigint, size: number): LiveSize {
    const live = this.#live.get(id) ?? { size, users: 0, isRemoved: false };
    live.users++;
    this.#live.set(id, live);
    return live;
  }

  closed(id: bigint, live: LiveSize): void {
    live.users--;
    if (live.users > 0) return;
    this.#live.delete(id);
    if (live.isRemoved) this.add(-live.size);
  }

  /** A file is to have `size` bytes. Throws VolumeError when the quota does not leave them. */
  resize(live: LiveSize, size: number, path: string): void {
    const more = size - live.size;
    if (more > 0 && this.left !== undefined && more > this.left) {
      throw problemWith("full", path);
    }
    live.size = size;
    this.add(more);
  }

  /** A file that had `size` bytes is on no folder any more. */
  removed(id: bigint, size: number): void {
    this.#entries--;
    this.version++;
    const live = this.#live.get(id);
    if (live) live.isRemoved = true;
    else this.add(-size);
  }
}
