/** Writes bits, most significant first. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #bits = 0;

  get bitLength(): number {
    return this.#bits;
  }

  write(value: number, count: number): void {
    for (let i = count - 1; i >= 0; i--) {
      if (this.#bits % 8 === 0) this.#bytes.push(0);
      if (Math.floor(value / 2 ** i) % 2 === 1) this.#bytes[this.#bytes.length - 1] |= 0x80 >> (this.#bits % 8);
      this.#bits++;
    }
  }

  align(): void {
    this.#bits = this.#bytes.length * 8;
  }

  /** What was written, the last byte filled up with zeros. */
  toBytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}
