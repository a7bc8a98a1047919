import type { Messages } from "./target.ts";

/** Values at which lengths, counts and coordinates turn over. */
const EDGES = [0, 1, 2, 3, 0x3f, 0x40, 0x7f, 0x80, 0xfe, 0xff, 0x7fff, 0x8000, 0xfffe, 0xffff, 0x7fffffff, 0xffffffff];
const MAX_CHANGES = 6;
/** Keeps what grows by repetition small. */
const MAX_LENGTH = 256 * 1024;

/** Changes messages at random; the same numbers give the same changes. */
export class Mutator {
  readonly #random: () => number;

  /** @param random numbers from 0 up to 1 */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** An integer from 0 up to `end`, exclusive. */
  below(end: number): number {
    return Math.floor(this.#random() * end);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  /** `messages` with bytes of one or two of them changed, or with messages left out, repeated or exchanged. */
  mutate(messages: Messages): Messages {
    const result = [...messages];
    if (result.length > 1 && this.below(6) === 0) this.#reorder(result);
    for (let times = 1 + this.below(2); times > 0 && result.length > 0; times--) {
      const at = this.below(result.length);
      result[at] = this.#mutateBytes(result[at] as Uint8Array);
    }
    return result;
  }

  #reorder(messages: Uint8Array[]): void {
    const at = this.below(messages.length);
    const message = messages[at] as Uint8Array;
    const change = this.below(3);
    if (change !== 1) messages.splice(at, 1);
    if (change !== 0) messages.splice(this.below(messages.length + 1), 0, message);
  }

  #mutateBytes(bytes: Uint8Array): Uint8Array {
    if (this.below(40) === 0) return Uint8Array.from({ length: this.below(200) }, () => this.below(256));
    let result: Uint8Array = bytes.slice();
    for (let changes = 1 + this.below(MAX_CHANGES); changes > 0; changes--) result = this.#change(result);
    return result.length > MAX_LENGTH ? result.subarray(0, MAX_LENGTH) : result;
  }

  #change(bytes: Uint8Array): Uint8Array {
    // Headers, which are at the beginning, matter more than what they announce.
    const at = this.below(this.below(2) ? bytes.length : Math.min(bytes.length, 64));
    switch (this.below(10)) {
      case 0:
        return bytes.subarray(0, at);
      case 1:
        return without(bytes, at, 1 + this.below(16));
      case 2:
        return inserted(bytes, at, bytes.subarray(at, at + 1 + this.below(64)));
      case 3:
        return inserted(bytes, at, new Uint8Array(1 + this.below(400)).fill(this.pick(EDGES)));
      case 4:
        if (bytes.length > 0) bytes[at] ^= 1 << this.below(8);
        return bytes;
      case 5:
      case 6:
        this.#writeNumber(bytes, at, this.pick([1, 2, 4]), this.pick(EDGES));
        return bytes;
      case 7:
        this.#writeNumber(bytes, at, this.pick([1, 2, 4]), this.below(bytes.length + 2));
        return bytes;
      case 8:
        this.#writeNumber(bytes, at, 2, this.below(0x10000));
        return bytes;
      default:
        if (bytes.length > 0) bytes[at] = this.below(256);
        return bytes;
    }
  }

  #writeNumber(bytes: Uint8Array, at: number, size: number, value: number): void {
    const littleEndian = this.below(3) > 0;
    for (let i = 0; i < size && at + i < bytes.length; i++) {
      bytes[at + i] = value >>> (8 * (littleEndian ? i : size - 1 - i));
    }
  }
}

function without(bytes: Uint8Array, at: number, count: number): Uint8Array {
  return joined(bytes.subarray(0, at), bytes.subarray(at + count));
}

function inserted(bytes: Uint8Array, at: number, part: Uint8Array): Uint8Array {
  return joined(bytes.subarray(0, at), part, bytes.subarray(at));
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
