/**
 * A record is what the tunnel carries: `type` (u8), `length` (LEB128, at most four bytes), `payload`.
 * A WebSocket message holds one or more whole records back to back; a record never spans messages.
 */
export interface TunnelRecord {
  readonly type: number;
  /** A view of the received message, not a copy. */
  readonly payload: Uint8Array;
}

/** Four LEB128 bytes carry 28 bits. */
export const MAX_PAYLOAD = 2 ** 28 - 1;
const MAX_HEADER = 1 + 4;

/** Thrown for a message or payload that does not follow this package's format; nothing else is thrown. */
export class TunnelFormatError extends Error {
  override readonly name = "TunnelFormatError";
}

/** Splits a message into its records. The payloads are views of `message`. */
export function decodeRecords(message: Uint8Array): TunnelRecord[] {
  const records: TunnelRecord[] = [];
  let offset = 0;
  while (offset < message.length) {
    const type = message[offset++] as number;
    let length = 0;
    let shift = 0;
    for (;;) {
      if (offset >= message.length) throw new TunnelFormatError("record header is cut off");
      if (shift > 21) throw new TunnelFormatError("record length has more than four bytes");
      const byte = message[offset++] as number;
      length |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
      shift += 7;
    }
    if (length > message.length - offset) {
      throw new TunnelFormatError(`record of ${length} bytes in a message with ${message.length - offset} left`);
    }
    records.push({ type, payload: message.subarray(offset, offset + length) });
    offset += length;
  }
  return records;
}

/** A writer starts small, for the one message that most writers write, and goes on with slabs of this size. */
const FIRST_SLAB = 1024;
const SLAB = 64 * 1024;
const NOTHING = new Uint8Array(0);

/** Collects records into one message; `take` hands the message out and starts the next one. */
export class MessageWriter {
  /** Messages follow one another in it, so that a message is neither copied nor allocated for itself. */
  #slab = new Uint8Array(FIRST_SLAB);
  /** Where the message in the making begins and ends. */
  #start = 0;
  #end = 0;
  #records = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  get records(): number {
    return this.#records;
  }

  /** Appends one record whose payload is `head` and `body`. */
  append(type: number, head: Uint8Array = NOTHING, body: Uint8Array = NOTHING): void {
    const length = head.length + body.length;
    if (length > MAX_PAYLOAD) throw new TunnelFormatError(`record of ${length} bytes is over ${MAX_PAYLOAD}`);
    this.#reserve(MAX_HEADER + length);
    this.#slab[this.#end++] = type;
    let rest = length;
    while (rest >= 0x80) {
      this.#slab[this.#end++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#slab[this.#end++] = rest;
    this.#slab.set(head, this.#end);
    this.#slab.set(body, this.#end + head.length);
    this.#end += length;
    this.#records++;
  }

  /** The message so far, which no later call changes; the writer is empty afterwards. */
  take(): Uint8Array<ArrayBuffer> {
    const message = this.#slab.subarray(this.#start, this.#end);
    this.#start = this.#end;
    this.#records = 0;
    return message;
  }

  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#slab.length) return;
    const needed = this.length + bytes;
    const slab = new Uint8Array(Math.max(SLAB, needed * 2));
    slab.set(this.#slab.subarray(this.#start, this.#end));
    this.#slab = slab;
    this.#end = this.length;
    this.#start = 0;
  }
}
