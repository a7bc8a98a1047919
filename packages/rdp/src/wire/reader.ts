import { DecodeError } from "./decode-error.ts";

const utf16 = new TextDecoder("utf-16le");

/** Reads a PDU from a buffer; every read is checked and throws DecodeError past the end. Views, never copies. */
export class Reader {
  readonly structure: string;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset = 0;

  /** @param structure the specification's name of what is read, for errors */
  constructor(bytes: Uint8Array, structure: string) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.structure = structure;
  }

  get offset(): number {
    return this.#offset;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  u8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  i16(): number {
    return this.#view.getInt16(this.#advance(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  i32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#advance(8), true);
  }

  u16be(): number {
    return this.#view.getUint16(this.#advance(2), false);
  }

  u32be(): number {
    return this.#view.getUint32(this.#advance(4), false);
  }

  /** The next `length` bytes as a view. */
  bytes(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** All that is left, as a view. */
  rest(): Uint8Array {
    return this.bytes(this.remaining);
  }

  skip(length: number): void {
    this.#advance(length);
  }

  /** A reader over the next `length` bytes. */
  part(length: number, structure: string): Reader {
    return new Reader(this.bytes(length), structure);
  }

  /** UTF-16LE text in a field of `length` bytes, up to the first NUL. */
  utf16(length: number): string {
    const text = utf16.decode(this.bytes(length & ~1));
    if (length & 1) this.skip(1);
    const end = text.indexOf("\0");
    return end < 0 ? text : text.slice(0, end);
  }

  /** The error to throw for what was just read. */
  error(problem: string): DecodeError {
    return new DecodeError(this.structure, problem, this.#offset);
  }

  #advance(length: number): number {
    const start = this.#offset;
    if (length < 0 || length > this.#bytes.length - start) {
      throw new DecodeError(this.structure, `${length} bytes wanted, ${this.#bytes.length - start} left`, start);
    }
    this.#offset = start + length;
    return start;
  }
}
