import { GraphicsDecodeError } from "./decode-error.ts";

/** Reads little-endian fields from bytes; running out of them is a GraphicsDecodeError naming the structure. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #structure: string;
  #offset = 0;

  constructor(bytes: Uint8Array, structure: string) {
    this.#bytes = bytes;
    this.#structure = structure;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  /** The next byte, which stays the next; undefined at the end. */
  peek(): number | undefined {
    return this.#bytes[this.#offset];
  }

  u8(): number {
    return this.#bytes[this.#advance(1)];
  }

  u16(): number {
    const at = this.#advance(2);
    return this.#bytes[at] | (this.#bytes[at + 1] << 8);
  }

  i16(): number {
    return (this.u16() << 16) >> 16;
  }

  u32(): number {
    const low = this.u16();
    return (low | (this.u16() << 16)) >>> 0;
  }

  skip(length: number): void {
    this.#advance(length);
  }

  /** The next `length` bytes, as a view. */
  bytes(length: number): Uint8Array {
    const at = this.#advance(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** A reader of the next `length` bytes alone. */
  sub(length: number, structure: string): ByteReader {
    return new ByteReader(this.bytes(length), structure);
  }

  #advance(length: number): number {
    if (length > this.remaining) {
      throw new GraphicsDecodeError(this.#structure, `${length} bytes expected, ${this.remaining} left`);
    }
    const at = this.#offset;
    this.#offset += length;
    return at;
  }
}
