/** Puts together what comes in pieces, in memory of its own that is kept for the next time: pieces may be tiny. */
export class PieceBuffer {
  #bytes = new Uint8Array(64 * 1024);
  #length = 0;

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  /** Copies a piece. The caller has checked how long the whole may become. */
  append(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(length, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = length;
  }

  /** The whole, good until the next piece; begins anew. */
  take(): Uint8Array {
    const whole = this.#bytes.subarray(0, this.#length);
    this.clear();
    return whole;
  }

  /** Forgets the pieces so far. */
  clear(): void {
    this.#length = 0;
  }
}
