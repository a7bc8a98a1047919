import type { Readable } from "node:stream";
import { ClipboardError } from "./clipboard-error.ts";
import { PageStream } from "./page-stream.ts";

/** Bytes that stay behind what was read: the system that reads ahead asks a little out of order. */
const BEHIND = 1 << 20;
/** Bytes that are read over rather than asking the page anew. */
const AHEAD = 1 << 20;
/** After this long without a read, what the page sends is no longer waited for. */
const IDLE_TIME = 60_000;

/** Reads a file of the page's clipboard anywhere, though the page sends it only from an offset to the end. */
export class PageFile {
  readonly #size: number;
  readonly #open: (offset: number) => Promise<Readable>;
  #stream: PageStream | undefined;
  /** The bytes from `#start` to `#end` of the file. */
  #window: Uint8Array[] = [];
  #start = 0;
  #end = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;

  /** @param open asks the page for the bytes from an offset on */
  constructor(size: number, open: (offset: number) => Promise<Readable>) {
    this.#size = size;
    this.#open = open;
  }

  /** The bytes from `position`, `length` of them or up to the end. One read after the other. Throws ClipboardError. */
  read(position: number, length: number): Promise<Uint8Array> {
    const from = Math.min(position, this.#size);
    const to = Math.min(position + length, this.#size);
    const result = this.#turn.then(() => this.#read(from, to));
    this.#turn = result.catch(() => this.close());
    return result;
  }

  /** Gives up what is held; it can be read again. */
  close(): void {
    clearTimeout(this.#idle);
    this.#stream?.close();
    this.#stream = undefined;
    this.#window = [];
    this.#start = this.#end = 0;
  }

  async #read(from: number, to: number): Promise<Uint8Array> {
    if (from === to) return new Uint8Array(0);
    clearTimeout(this.#idle);
    if (!this.#stream || from < this.#start || from > this.#end + AHEAD) await this.#restart(from);
    while (this.#end < to) await this.#fetch(from);
    this.#idle = setTimeout(() => this.close(), IDLE_TIME).unref();
    return this.#copy(from, to);
  }

  async #restart(offset: number): Promise<void> {
    this.close();
    this.#stream = new PageStream(await this.#open(offset));
    this.#start = this.#end = offset;
  }

  async #fetch(wanted: number): Promise<void> {
    const chunk = await this.#stream?.next();
    if (!chunk) throw new ClipboardError("no-answer");
    this.#window.push(chunk);
    this.#end += chunk.length;
    for (
      let [oldest] = this.#window;
      oldest && this.#start + oldest.length <= wanted - BEHIND;
      [oldest] = this.#window
    ) {
      this.#start += oldest.length;
      this.#window.shift();
    }
    if (this.#end >= this.#size) void this.#stream?.finish();
  }

  #copy(from: number, to: number): Uint8Array {
    const bytes = new Uint8Array(to - from);
    let at = this.#start;
    for (const chunk of this.#window) {
      const part = chunk.subarray(Math.max(from - at, 0), Math.max(to - at, 0));
      if (part.length > 0) bytes.set(part, Math.max(at - from, 0));
      at += chunk.length;
    }
    return bytes;
  }
}
