const MAX_KP = 80;

/** Bits, most significant first. Beyond the end there are only zeros. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#position >= this.#bytes.length * 8;
  }

  /** The next `count` (0 to 16) bits as a number. */
  read(count: number): number {
    const at = this.#position >>> 3;
    const bytes = this.#bytes;
    if (at >= bytes.length || count === 0) return 0;
    const word = (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
    const value = (word >>> (24 - (this.#position & 7) - count)) & ((1 << count) - 1);
    this.#position += count;
    return value;
  }
}

/**
 * Simplified Run-Length code, [MS-RDPEGFX] 3.1.8.1.5: values of a few bits, most of them zero.
 * One stream runs through all sub-bands of a component.
 */
export class SrlReader {
  readonly #bits: BitReader;
  #kp = 8;
  #zeros = 0;
  #valueIsNext = false;

  constructor(bytes: Uint8Array) {
    this.#bits = new BitReader(bytes);
  }

  /** The next value: zero, or a sign and a magnitude below 2 ** `bits`. After the end all values are zero. */
  read(bits: number): number {
    if (this.#zeros === 0 && !this.#valueIsNext) this.#readRun();
    if (this.#zeros > 0) {
      this.#zeros--;
      return 0;
    }
    if (this.#bits.atEnd) return 0;
    this.#valueIsNext = false;
    return this.#readValue(bits);
  }

  /** A zero bit: 2 ** k zeros, and the run goes on. A one bit: that many zeros as the next k bits say, then a value. */
  #readRun(): void {
    const k = this.#kp >> 3;
    if (this.#bits.read(1) === 0) {
      this.#zeros = 1 << k;
      this.#kp = Math.min(this.#kp + 4, MAX_KP);
    } else {
      this.#zeros = this.#bits.read(k);
      this.#valueIsNext = true;
    }
  }

  /** Sign, then the magnitude less one in unary, without its end where it can be no greater. */
  #readValue(bits: number): number {
    this.#kp = Math.max(this.#kp - 6, 0);
    const negative = this.#bits.read(1) === 1;
    const greatest = (1 << bits) - 1;
    let magnitude = 1;
    while (magnitude < greatest && !this.#bits.atEnd && this.#bits.read(1) === 0) magnitude++;
    return negative ? -magnitude : magnitude;
  }
}
