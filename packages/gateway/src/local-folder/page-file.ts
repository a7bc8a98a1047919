import { type FileFacts, type OpenFile, VolumeError } from "../drives/volume.ts";
import type { AskPage } from "./page-volume.ts";

export interface PageFileOptions {
  readonly ask: AskPage;
  readonly lookup: (path: string) => Promise<FileFacts | undefined>;
  readonly closed: () => void;
}

/** Bytes that are asked for at once: on a long line a desktop that reads piece by piece would wait for each. */
const READ_AHEAD = 256 * 1024;

/** A file or folder of the page that the desktop has open. */
export class PageFile implements OpenFile {
  readonly isFolder: boolean;
  readonly #options: PageFileOptions;
  #path: string;
  /** What was read last, and where it stands in the file. */
  #ahead: { readonly offset: number; readonly data: Uint8Array } | undefined;

  constructor(path: string, isFolder: boolean, options: PageFileOptions) {
    this.#path = path;
    this.isFolder = isFolder;
    this.#options = options;
  }

  /** Something has another name now: this file, or a folder that it is in. */
  renamed(from: string, to: string): void {
    if (this.#path === from) this.#path = to;
    else if (this.#path.startsWith(`${from}/`)) this.#path = to + this.#path.slice(from.length);
  }

  async facts(): Promise<FileFacts> {
    const facts = await this.#options.lookup(this.#path);
    if (!facts) throw new VolumeError("not-found", `"${this.#path}" is not there any more.`);
    return facts;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const kept = this.#kept(offset, length);
    if (kept) return kept;
    const wanted = Math.max(length, READ_AHEAD);
    const { data } = await this.#options.ask({ action: "read", path: this.#path, offset, length: wanted });
    this.#ahead = { offset, data };
    return data.subarray(0, length);
  }

  async write(offset: number, data: Uint8Array): Promise<void> {
    this.#ahead = undefined;
    await this.#options.ask({ action: "write", path: this.#path, offset }, data);
  }

  async truncate(size: number): Promise<void> {
    this.#ahead = undefined;
    await this.#options.ask({ action: "truncate", path: this.#path, size });
  }

  /** Browsers set times and attributes themselves. */
  async setTimes(): Promise<void> {}

  async setReadOnly(): Promise<void> {}

  async flush(): Promise<void> {}

  async close(): Promise<void> {
    this.#options.closed();
    if (!this.isFolder) await this.#options.ask({ action: "close", path: this.#path });
  }

  /** What was read ahead, if it holds all that is wanted. */
  #kept(offset: number, length: number): Uint8Array | undefined {
    if (!this.#ahead) return undefined;
    const start = offset - this.#ahead.offset;
    const { data } = this.#ahead;
    return start >= 0 && start + length <= data.length ? data.subarray(start, start + length) : undefined;
  }
}
