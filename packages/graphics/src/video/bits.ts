import { GraphicsDecodeError } from "../decode-error.ts";

/** Reads bits of an H.264 structure from the most significant on. */
export class BitReader {
  readonly #bytes: Uint8Array;
  readonly #structure: string;
  #at = 0;

  constructor(bytes: Uint8Array, structure: string) {
    this.#bytes = bytes;
    this.#structure = structure;
  }

  /** Bits that were read. */
  get position(): number {
    return this.#at;
  }

  /** The next `count` bits, at most 31. */
  bits(count: number): number {
    if (this.#at + count > this.#bytes.length * 8) throw new GraphicsDecodeError(this.#structure, "it ends too early");
    let value = 0;
    for (let i = 0; i < count; i++, this.#at++) {
      value = (value << 1) | ((this.#bytes[this.#at >> 3] >> (7 - (this.#at & 7))) & 1);
    }
    return value;
  }

  flag(): boolean {
    return this.bits(1) === 1;
  }

  skip(count: number): void {
    for (let left = count; left > 0; left -= 16) this.bits(Math.min(left, 16));
  }

  /** ue(v), [ITU-H.264] 9.1. */
  exponential(): number {
    let zeros = 0;
    while (!this.flag()) zeros++;
    if (zeros > 31) throw new GraphicsDecodeError(this.#structure, `a number of ${zeros} bits`);
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** se(v), [ITU-H.264] 9.1.1. */
  signedExponential(): number {
    const value = this.exponential();
    return value % 2 === 1 ? (value + 1) / 2 : -value / 2;
  }
}

/** Writes bits from the most significant on. */
export class BitWriter {
  #bits = "";

  /** The first `count` bits of `bytes`. */
  copy(bytes: Uint8Array, count: number): this {
    const all = Array.from(bytes.subarray(0, Math.ceil(count / 8)), (byte) => byte.toString(2).padStart(8, "0"));
    this.#bits += all.join("").slice(0, count);
    return this;
  }

  /** Bits in digits. */
  digits(bits: string): this {
    this.#bits += bits;
    return this;
  }

  /** ue(v), [ITU-H.264] 9.1. */
  exponential(value: number): this {
    const digits = (value + 1).toString(2);
    return this.digits("0".repeat(digits.length - 1) + digits);
  }

  /** What was written with the bits that end a structure, [ITU-H.264] 7.3.2.11. */
  toBytes(): Uint8Array {
    const whole = `${this.#bits}1`.replace(/.{1,8}/g, (byte) => byte.padEnd(8, "0"));
    return Uint8Array.from(whole.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
  }
}

/** The bytes of a NAL unit that were before 00 00 03 was written for 00 00, [ITU-H.264] 7.4.1.1. */
export function withoutEmulationPrevention(nal: Uint8Array): Uint8Array {
  return nal.filter((byte, i) => !(byte === 3 && i >= 2 && nal[i - 1] === 0 && nal[i - 2] === 0));
}

/** The other way round. */
export function withEmulationPrevention(bytes: Uint8Array): Uint8Array {
  const nal: number[] = [];
  for (const byte of bytes) {
    if (byte <= 3 && nal.at(-1) === 0 && nal.at(-2) === 0) nal.push(3);
    nal.push(byte);
  }
  return Uint8Array.from(nal);
}
