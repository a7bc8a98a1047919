/**
 * The length of the PDU that `bytes` begins with, or undefined if that takes more bytes.
 * Throws DecodeError for a length that no legal PDU has; what it returns is therefore bounded.
 */
export type Measure = (bytes: Uint8Array) => number | undefined;

/**
 * Cuts a byte stream that arrives in arbitrary chunks into whole PDUs. A PDU that lies within one chunk is a view of it;
 * only one that straddles chunks is copied, into a buffer of its announced size.
 */
export class Splitter {
  #chunk: Uint8Array = new Uint8Array(0);
  /** Bytes of the chunk that were taken. */
  #taken = 0;
  /** The beginning of a PDU whose end has not come; of the whole length once that is known. */
  #partial: Uint8Array | undefined;
  #filled = 0;

  /** Hands in the next chunk. The one before must have been emptied with `next`. */
  push(chunk: Uint8Array): void {
    this.#chunk = chunk;
    this.#taken = 0;
  }

  /** The next whole PDU, or undefined when more bytes are needed. `measure` may be another one for each PDU. */
  next(measure: Measure): Uint8Array | undefined {
    if (this.#partial) return this.#complete(measure);
    const left = this.#left;
    if (left === 0) return undefined;
    const length = measure(this.#chunk.subarray(this.#taken));
    if (length !== undefined && length <= left) return this.#take(length);
    const kept = this.#take(left);
    this.#partial = new Uint8Array(length ?? kept.length);
    this.#partial.set(kept);
    this.#filled = kept.length;
    return undefined;
  }

  #complete(measure: Measure): Uint8Array | undefined {
    let partial = this.#partial as Uint8Array;
    let length = measure(partial.subarray(0, this.#filled));
    while (length === undefined && this.#left > 0) {
      const longer = new Uint8Array(this.#filled + 1);
      longer.set(partial);
      longer.set(this.#take(1), this.#filled++);
      partial = longer;
      length = measure(partial);
    }
    this.#partial = partial;
    if (length === undefined) return undefined;
    if (partial.length < length) {
      this.#partial = new Uint8Array(length);
      this.#partial.set(partial);
    }
    const piece = this.#take(Math.min(length - this.#filled, this.#left));
    this.#partial.set(piece, this.#filled);
    this.#filled += piece.length;
    if (this.#filled < length) return undefined;
    const whole = this.#partial;
    this.#partial = undefined;
    return whole;
  }

  get #left(): number {
    return this.#chunk.length - this.#taken;
  }

  #take(length: number): Uint8Array {
    const start = this.#taken;
    this.#taken += length;
    return this.#chunk.subarray(start, this.#taken);
  }
}
