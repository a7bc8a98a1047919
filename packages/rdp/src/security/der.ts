import type { DecodeError } from "../wire/decode-error.ts";
import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

/** Tags of X.690 that RDP's structures use. */
export const derTags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  sequence: 0x30,
} as const;

/** The tag of the explicit context-specific element `[number]`. */
export function contextTag(number: number): number {
  return 0xa0 | number;
}

/** Reads DER elements one after the other; views, never copies. Throws DecodeError. */
export class DerReader {
  readonly #bytes: Uint8Array;
  readonly #reader: Reader;

  /** @param structure the specification's name of what is read, for errors */
  constructor(bytes: Uint8Array, structure: string) {
    this.#bytes = bytes;
    this.#reader = new Reader(bytes, structure);
  }

  get remaining(): number {
    return this.#reader.remaining;
  }

  /** The tag of the next element; undefined at the end. */
  get nextTag(): number | undefined {
    return this.remaining > 0 ? this.#bytes[this.#reader.offset] : undefined;
  }

  /** The content of the next element, which must have this tag. */
  content(tag: number): Uint8Array {
    const found = this.#reader.u8();
    if (found !== tag) throw this.#reader.error(`element 0x${found.toString(16)} where 0x${tag.toString(16)} belongs`);
    return this.#reader.bytes(this.#length());
  }

  /** A reader over the elements within the next element. */
  inside(tag: number): DerReader {
    return new DerReader(this.content(tag), this.#reader.structure);
  }

  /** As `inside`, if the next element has this tag. */
  optional(tag: number): DerReader | undefined {
    return this.nextTag === tag ? this.inside(tag) : undefined;
  }

  /** The next element whole, tag and length included. */
  element(): Uint8Array {
    const start = this.#reader.offset;
    this.skip();
    return this.#bytes.subarray(start, this.#reader.offset);
  }

  skip(): void {
    const tag = this.#reader.u8();
    if ((tag & 0x1f) === 0x1f) throw this.#reader.error("a tag of several bytes");
    this.#reader.skip(this.#length());
  }

  /** A whole number of at most `maximumBytes` bytes, two's complement. */
  integer(maximumBytes = 5): number {
    const bytes = this.content(derTags.integer);
    if (bytes.length === 0 || bytes.length > maximumBytes) throw this.error(`an INTEGER of ${bytes.length} bytes`);
    let value = (bytes[0] << 24) >> 24;
    for (const byte of bytes.subarray(1)) value = value * 256 + byte;
    return value;
  }

  error(problem: string): DecodeError {
    return this.#reader.error(problem);
  }

  #length(): number {
    const first = this.#reader.u8();
    if (first < 0x80) return first;
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw this.#reader.error(`a length of ${count} bytes`);
    let length = 0;
    for (let index = 0; index < count; index++) length = length * 256 + this.#reader.u8();
    return length;
  }
}

/** One DER element with these contents, one after the other. */
export function derElement(tag: number, ...contents: Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, content) => sum + content.length, 0);
  const writer = new Writer(length + 6).u8(tag);
  if (length < 0x80) writer.u8(length);
  else if (length < 0x100) writer.u8(0x81).u8(length);
  else if (length < 0x10000) writer.u8(0x82).u16be(length);
  else writer.u8(0x84).u32be(length);
  return writer.bytes(...contents).finish();
}

/** A whole number that fits a double's 53 bits. */
export function derInteger(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.unshift(((rest % 256) + 256) % 256);
    rest = Math.floor(rest / 256);
  } while (!((rest === 0 && bytes[0] < 0x80) || (rest === -1 && bytes[0] >= 0x80)));
  return derElement(derTags.integer, Uint8Array.from(bytes));
}

export function derOctetString(bytes: Uint8Array): Uint8Array {
  return derElement(derTags.octetString, bytes);
}

export function derSequence(...elements: Uint8Array[]): Uint8Array {
  return derElement(derTags.sequence, ...elements);
}

/** The explicit context-specific element `[number]`. */
export function derContext(number: number, ...elements: Uint8Array[]): Uint8Array {
  return derElement(contextTag(number), ...elements);
}
