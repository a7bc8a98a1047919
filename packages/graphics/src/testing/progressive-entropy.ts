import { BitWriter } from "./bit-writer.ts";

const MAX_PARAMETER = 80;

/** RLGR1, the encoder of [MS-RDPRFX] 3.1.8.1.7.3, written plainly. */
export function encodeRlgr1(values: ArrayLike<number>): Uint8Array {
  const bits = new BitWriter();
  let kp = 8;
  let krp = 8;
  const writeGolombRice = (value: number) => {
    const kr = krp >> 3;
    const quotient = value >> kr;
    for (let i = 0; i < quotient; i++) bits.write(1, 1);
    bits.write(0, 1);
    bits.write(value & ((1 << kr) - 1), kr);
    if (quotient === 0) krp = Math.max(krp - 2, 0);
    else if (quotient > 1) krp = Math.min(krp + quotient, MAX_PARAMETER);
  };
  let i = 0;
  while (i < values.length) {
    if (kp < 8) {
      const value = values[i++];
      writeGolombRice(value < 0 ? -2 * value - 1 : 2 * value);
      kp = value === 0 ? Math.min(kp + 3, MAX_PARAMETER) : Math.max(kp - 3, 0);
      continue;
    }
    let zeros = 0;
    while (i < values.length && values[i] === 0) {
      zeros++;
      i++;
    }
    while (zeros >= 1 << (kp >> 3)) {
      bits.write(0, 1);
      zeros -= 1 << (kp >> 3);
      kp = Math.min(kp + 4, MAX_PARAMETER);
    }
    if (i === values.length) {
      if (zeros > 0) bits.write(0, 1);
      break;
    }
    bits.write(1, 1);
    bits.write(zeros, kp >> 3);
    bits.write(values[i] < 0 ? 1 : 0, 1);
    writeGolombRice(Math.abs(values[i++]) - 1);
    kp = Math.max(kp - 6, 0);
  }
  return bits.toBytes();
}

/** Simplified Run-Length code, [MS-RDPEGFX] 3.2.8.1.4. */
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
