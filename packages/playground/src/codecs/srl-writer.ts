import { BitWriter } from "./bit-writer.ts";

const FRACTION = 3;
const HIGHEST = 80;

/** The simplified run-length code of upgrade passes ([MS-RDPEGFX] 3.1.8.1.5), for what was zero until then. */
export class SrlWriter {
  readonly #bits = new BitWriter();
  #parameter = 1 << FRACTION;
  #zeros = 0;

  /** @param count how many bits the pass adds to the coefficient */
  write(value: number, count: number): void {
    if (value === 0) {
      this.#zeros++;
      return;
    }
    this.#writeFullRuns();
    this.#bits.write(1, 1);
    this.#bits.write(this.#zeros, this.#parameter >> FRACTION);
    this.#zeros = 0;
    this.#parameter = Math.max(this.#parameter - 6, 0);
    this.#bits.write(value < 0 ? 1 : 0, 1);
    const magnitude = Math.abs(value);
    for (let zero = 1; zero < magnitude; zero++) this.#bits.write(0, 1);
    if (magnitude < (1 << count) - 1) this.#bits.write(1, 1);
  }

  finish(): Uint8Array {
    this.#writeFullRuns();
    if (this.#zeros > 0) this.#bits.write(0, 1);
    return this.#bits.finish();
  }

  #writeFullRuns(): void {
    while (this.#zeros >= 1 << (this.#parameter >> FRACTION)) {
      this.#bits.write(0, 1);
      this.#zeros -= 1 << (this.#parameter >> FRACTION);
      this.#parameter = Math.min(this.#parameter + 4, HIGHEST);
    }
  }
}
