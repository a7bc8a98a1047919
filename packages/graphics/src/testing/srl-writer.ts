import { BitWriter } from "./bit-writer.ts";

const MAX_PARAMETER = 80;

/** Simplified Run-Length code, [MS-RDPEGFX] 3.1.8.1.5. */
export class SrlWriter {
  readonly #bits = new BitWriter();
  #kp = 8;
  #zeros = 0;

  /** A value whose magnitude is below 2 ** `bits`. */
  write(value: number, bits: number): void {
    if (value === 0) {
      this.#zeros++;
      return;
    }
    this.#writeFullRuns();
    this.#bits.write(1, 1);
    this.#bits.write(this.#zeros, this.#kp >> 3);
    this.#zeros = 0;
    this.#bits.write(value < 0 ? 1 : 0, 1);
    this.#kp = Math.max(this.#kp - 6, 0);
    const magnitude = Math.abs(value);
    this.#bits.write(0, magnitude - 1);
    if (magnitude < 2 ** bits - 1) this.#bits.write(1, 1);
  }

  toBytes(): Uint8Array {
    this.#writeFullRuns();
    if (this.#zeros > 0) this.#bits.write(0, 1);
    return this.#bits.toBytes();
  }

  #writeFullRuns(): void {
    while (this.#zeros >= 1 << (this.#kp >> 3)) {
      this.#bits.write(0, 1);
      this.#zeros -= 1 << (this.#kp >> 3);
      this.#kp = Math.min(this.#kp + 4, MAX_PARAMETER);
    }
  }
}
