import { BitWriter } from "./bit-writer.ts";

/** RLGR1 or RLGR3 ([MS-RDPRFX] 3.1.8.1.7.3), written for legibility. The last coefficient is not zero. */
export function encodeRlgr(mode: 1 | 3, coefficients: ArrayLike<number>): Uint8Array {
  const out = new BitWriter();
  let run = 8;
  let rice = 8;
  const writeRice = (value: number) => {
    const bits = rice >> 3;
    const quotient = value >> bits;
    for (let i = 0; i < quotient; i++) out.write(1, 1);
    out.write(0, 1);
    out.write(value & (2 ** bits - 1), bits);
    if (quotient === 0) rice = Math.max(rice - 2, 0);
    else if (quotient > 1) rice = Math.min(rice + quotient, 80);
  };
  const unsigned = (value: number) => (value < 0 ? -2 * value - 1 : 2 * value);

  let at = 0;
  const next = () => (at < coefficients.length ? coefficients[at++] : 0);
  while (at < coefficients.length) {
    if (run >> 3 > 0) {
      let zeros = 0;
      while (at < coefficients.length && coefficients[at] === 0) {
        zeros++;
        at++;
      }
      while (zeros >= 2 ** (run >> 3)) {
        out.write(0, 1);
        zeros -= 2 ** (run >> 3);
        run = Math.min(run + 4, 80);
      }
      out.write(1, 1);
      out.write(zeros, run >> 3);
      const value = next();
      out.write(value < 0 ? 1 : 0, 1);
      writeRice(Math.max(Math.abs(value) - 1, 0));
      run = Math.max(run - 6, 0);
    } else if (mode === 1) {
      const code = unsigned(next());
      writeRice(code);
      run = code === 0 ? run + 3 : Math.max(run - 3, 0);
    } else {
      const first = unsigned(next());
      const second = unsigned(next());
      writeRice(first + second);
      if (first + second > 0) out.write(first, 32 - Math.clz32(first + second));
      if (first > 0 && second > 0) run = Math.max(run - 6, 0);
      else if (first + second === 0) run += 6;
    }
  }
  return out.toBytes();
}
