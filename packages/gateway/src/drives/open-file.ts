import type { BigIntStats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { volumeError } from "./os-error.ts";
import type { LiveSize, Usage } from "./usage.ts";
import { type FileFacts, type OpenFile, VolumeError } from "./volume.ts";

const OWNER_WRITES = 0o200n;
const PERMISSIONS = 0o777n;
/** Bytes that one read gives at most, whoever asks for more. */
const MOST_READ = 16 * 1024 * 1024;
/** Up to here it is not worth asking for the size first. */
const SMALL_READ = 1024 * 1024;

export function isReadOnly({ mode }: BigIntStats): boolean {
  return (mode & OWNER_WRITES) === 0n;
}

/** What is known of a file by its name and the disk's facts. */
export function factsOf(name: string, stats: BigIntStats): FileFacts {
  const isFolder = stats.isDirectory();
  return {
    name,
    isFolder,
    size: isFolder ? 0 : Number(stats.size),
    allocated: isFolder ? 0 : Number(stats.blocks) * 512,
    created: Number(stats.birthtimeMs),
    modified: Number(stats.mtimeMs),
    accessed: Number(stats.atimeMs),
    changed: Number(stats.ctimeMs),
    isReadOnly: !isFolder && isReadOnly(stats),
    isHidden: name.startsWith("."),
    id: stats.ino,
  };
}

/** Where something in a file ends. */
function endOf(offset: number, length: number): number {
  const end = offset + length;
  if (offset < 0 || !Number.isSafeInteger(end)) throw new VolumeError("failed", `No file has a byte ${offset}.`);
  return end;
}

export interface OpenedFile {
  readonly handle: FileHandle;
  readonly stats: BigIntStats;
  readonly path: string;
  readonly name: string;
  readonly isWritable: boolean;
  readonly usage: Usage;
  /** What is in it, or known of it, has changed. */
  readonly changed: () => void;
  /** Once. */
  readonly closed: () => void;
}

/** A file or folder of the gateway's disk that is open. */
export class DiskFile implements OpenFile {
  readonly isFolder: boolean;
  readonly #file: OpenedFile;
  /** Of a file that may be written to. */
  readonly #live: LiveSize | undefined;
  #isChanged = false;
  #isClosed = false;

  constructor(file: OpenedFile) {
    const { stats, usage, isWritable } = file;
    this.isFolder = stats.isDirectory();
    this.#file = file;
    this.#live = isWritable && !this.isFolder ? usage.opened(stats.ino, Number(stats.size)) : undefined;
  }

  facts(): Promise<FileFacts> {
    return this.#do(async ({ handle, name }) => factsOf(name, await handle.stat({ bigint: true })));
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    return this.#do(async ({ handle }) => {
      endOf(offset, length);
      const size = length <= SMALL_READ ? Number.POSITIVE_INFINITY : (await handle.stat()).size;
      const data = Buffer.allocUnsafe(Math.max(Math.min(length, size - offset, MOST_READ), 0));
      let count = 0;
      while (count < data.length) {
        const { bytesRead } = await handle.read(data, count, data.length - count, offset + count);
        if (bytesRead === 0) break;
        count += bytesRead;
      }
      return data.subarray(0, count);
    });
  }

  write(offset: number, data: Uint8Array): Promise<void> {
    return this.#do(async ({ handle, usage, path }) => {
      const live = this.#writable();
      if (data.length === 0) return;
      const end = endOf(offset, data.length);
      if (end > live.size) await usage.counted;
      if (end > live.size) usage.resize(live, end, path);
      let count = 0;
      try {
        while (count < data.length) {
          count += (await handle.write(data, count, data.length - count, offset + count)).bytesWritten;
        }
      } catch (error) {
        await this.#settleSize(live);
        throw error;
      }
      this.#isChanged = true;
    });
  }

  truncate(size: number): Promise<void> {
    return this.#do(async ({ handle, usage, path }) => {
      const live = this.#writable();
      endOf(size, 0);
      await usage.counted;
      usage.resize(live, size, path);
      try {
        await handle.truncate(size);
      } catch (error) {
        await this.#settleSize(live);
        throw error;
      }
      this.#isChanged = true;
    });
  }

  setTimes({ modified, accessed }: { readonly modified?: number; readonly accessed?: number }): Promise<void> {
    return this.#do(async ({ handle, changed }) => {
      const now = await handle.stat();
      await handle.utimes((accessed ?? now.atimeMs) / 1000, (modified ?? now.mtimeMs) / 1000);
      changed();
    });
  }

  /** Folders stay as they are: to Windows it says nothing of what may be done in them. */
  setReadOnly(isReadOnly: boolean): Promise<void> {
    return this.#do(async ({ handle, changed }) => {
      if (this.isFolder) return;
      const { mode } = await handle.stat({ bigint: true });
      const kept = mode & PERMISSIONS & ~OWNER_WRITES;
      await handle.chmod(Number(isReadOnly ? kept : kept | OWNER_WRITES));
      changed();
    });
  }

  flush(): Promise<void> {
    return this.#do(({ handle }) => handle.sync());
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { handle, stats, usage, path, changed, closed } = this.#file;
    try {
      await handle.close();
    } catch (error) {
      throw volumeError(error, path);
    } finally {
      if (this.#live) usage.closed(stats.ino, this.#live);
      if (this.#isChanged) changed();
      closed();
    }
  }

  async #do<Result>(work: (file: OpenedFile) => Promise<Result>): Promise<Result> {
    const { path } = this.#file;
    if (this.#isClosed) throw new VolumeError("failed", `"${path}" is closed.`);
    try {
      return await work(this.#file);
    } catch (error) {
      throw volumeError(error, path);
    }
  }

  #writable(): LiveSize {
    if (!this.#live) throw new VolumeError("not-allowed", `"${this.#file.path}" was not opened to be written to.`);
    return this.#live;
  }

  /** What could not be written is not counted. */
  async #settleSize(live: LiveSize): Promise<void> {
    const { size } = await this.#file.handle.stat();
    this.#file.usage.resize(live, Math.min(size, live.size), this.#file.path);
  }
}
