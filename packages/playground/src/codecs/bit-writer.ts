/** Writes bits, the most significant first. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #last = 0;
  #free = 8;

  /** @param count 0 to 31; of `value` the lowest so many bits are written */
  write(value: number, count: number): void {
    let left = count;
    while (left > 0) {
      const taken = Math.min(left, this.#free);
      left -= taken;
      this.#free -= taken;
      this.#last |= ((value >>> left) & ((1 << taken) - 1)) << this.#free;
      if (this.#free === 0) this.#next();
    }
  }

  /** What was written, filled up with zeros. */
  finish(): Uint8Array {
    if (this.#free < 8) this.#next();
    return Uint8Array.from(this.#bytes);
  }

  #next(): void {
    this.#bytes.push(this.#last);
    this.#last = 0;
    this.#free = 8;
  }
}
