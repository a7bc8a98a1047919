import { Writer } from "../wire/writer.ts";

const firstCapacity = 16384;

/** A message that comes in pieces. Memory grows with what has come, not with what the peer announces. */
export class MessageAssembly {
  readonly total: number;
  readonly #writer: Writer;

  /** @param total bytes of the whole message */
  constructor(total: number) {
    this.total = total;
    this.#writer = new Writer(Math.min(total, firstCapacity));
  }

  /** Bytes still to come. */
  get missing(): number {
    return this.total - this.#writer.length;
  }

  /** @param data at most what is missing */
  append(data: Uint8Array): void {
    this.#writer.bytes(data);
  }

  /** The message as far as it has come. */
  finish(): Uint8Array {
    return this.#writer.finish();
  }
}
