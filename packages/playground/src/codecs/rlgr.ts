import { BitWriter } from "./bit-writer.ts";

/** Fraction bits of the parameters k and kr, and the most that they reach. */
const FRACTION = 3;
const HIGHEST = 80;

/** RLGR1 ([MS-RDPRFX] 3.1.8.1.7.3) of coefficients; zeros at the end are left out, for a decoder adds them. */
export function encodeRlgr1(coefficients: Int32Array): Uint8Array {
  const end = coefficients.findLastIndex((value) => value !== 0) + 1;
  const bits = new BitWriter();
  let runParameter = 1 << FRACTION;
  let riceParameter = 1 << FRACTION;

  const writeRice = (value: number) => {
    const low = riceParameter >> FRACTION;
    const quotient = value >> low;
    for (let one = 0; one < quotient; one++) bits.write(1, 1);
    bits.write(0, 1);
    bits.write(value, low);
    if (quotient === 0) riceParameter = Math.max(riceParameter - 2, 0);
    else if (quotient > 1) riceParameter = Math.min(riceParameter + quotient, HIGHEST);
  };

  for (let at = 0; at < end; at++) {
    if (runParameter >> FRACTION === 0) {
      const value = coefficients[at] as number;
      writeRice(value < 0 ? -2 * value - 1 : 2 * value);
      runParameter = value === 0 ? runParameter + 3 : Math.max(runParameter - 3, 0);
      continue;
    }
    let zeros = 0;
    while (coefficients[at] === 0) {
      zeros++;
      at++;
    }
    while (zeros >= 1 << (runParameter >> FRACTION)) {
      bits.write(0, 1);
      zeros -= 1 << (runParameter >> FRACTION);
      runParameter = Math.min(runParameter + 4, HIGHEST);
    }
    bits.write(1, 1);
    bits.write(zeros, runParameter >> FRACTION);
    const value = coefficients[at] as number;
    bits.write(value < 0 ? 1 : 0, 1);
    writeRice(Math.abs(value) - 1);
    runParameter = Math.max(runParameter - 6, 0);
  }
  return bits.finish();
}
