import { bigEndian64, bitsLeft, topBits } from "./bits";
import { counterAfter, FIRST_COUNTER, LEAST_BITS, MAX_COUNTER, UNARY_STEP, zerosOfRuns } from "./runs";

/** Below this a counter stands for the parameter 0. */
const ONE: i32 = 8;

/**
 * RLGR1 or RLGR3 (`mode` 1 or 3), [MS-RDPRFX] 3.1.8.1.7.3: fills the `count` 16-bit coefficients at `out` from `length`
 * bytes at `data`, after which 64 more can be read. Where the bits end early the rest is zero; surplus bits are ignored.
 */
export function decodeRlgr(mode: u32, data: usize, length: u32, out: usize, count: u32): void {
  const end = out + (<usize>count << 1);
  const dataEnd = data + length;
  let window: u64 = 0;
  let bits: u32 = 0;
  let run: i32 = FIRST_COUNTER;
  let rice: i32 = FIRST_COUNTER;
  let at = out;
  memory.fill(out, 0, <usize>count << 1);
  while (at < end) {
    if (bits < LEAST_BITS) {
      window |= bigEndian64(data) >> bits;
      data += (63 - bits) >> 3;
      bits |= 56;
    }
    let sign: i32 = 0;
    const inRun = run >= ONE;
    if (inRun) {
      const zeros = min<u32>(<u32>clz(window), UNARY_STEP);
      at += <usize>zerosOfRuns(run, zeros) << 1;
      run = counterAfter(run, zeros);
      if (zeros === UNARY_STEP) {
        window <<= UNARY_STEP;
        bits -= UNARY_STEP;
        if (bitsLeft(dataEnd, data, bits) < 0) return;
        continue;
      }
      const parameter: u32 = run >> 3;
      window <<= zeros + 1;
      at += <usize>topBits(window, parameter) << 1;
      window <<= parameter;
      sign = <i32>(<i64>window >> 63);
      window <<= 1;
      bits -= zeros + parameter + 2;
      if (bits < LEAST_BITS) {
        window |= bigEndian64(data) >> bits;
        data += (63 - bits) >> 3;
        bits |= 56;
      }
    }

    let quotient = <u32>clz(~window);
    if (quotient >= UNARY_STEP) {
      let ones = quotient;
      quotient = 0;
      while (ones >= UNARY_STEP && data < dataEnd + 8) {
        quotient += UNARY_STEP;
        window <<= UNARY_STEP;
        bits -= UNARY_STEP;
        window |= bigEndian64(data) >> bits;
        data += (63 - bits) >> 3;
        bits |= 56;
        ones = <u32>clz(~window);
      }
      ones = min<u32>(ones, UNARY_STEP);
      quotient += ones;
      window <<= ones;
      bits -= ones;
    } else {
      window <<= quotient;
      bits -= quotient;
    }
    const parameter: u32 = rice >> 3;
    window <<= 1;
    const code = (quotient << parameter) | topBits(window, parameter);
    window <<= parameter;
    bits -= 1 + parameter;
    rice += <i32>quotient - <i32>(quotient === 1) - (<i32>(quotient === 0) << 1);
    rice &= ~(rice >> 31);
    if (rice > MAX_COUNTER) rice = MAX_COUNTER;

    if (inRun) {
      run -= 6;
      run &= ~(run >> 31);
      if (at >= end || bitsLeft(dataEnd, data, bits) < 0) return;
      store<i16>(at, <i16>(((code + 1) ^ sign) - sign));
      at += 2;
    } else if (mode === 1) {
      if (bitsLeft(dataEnd, data, bits) < 0) return;
      run += <i32>(code === 0) * 6 - 3;
      run &= ~(run >> 31);
      store<i16>(at, signed(code));
      at += 2;
    } else {
      window |= bigEndian64(data) >> bits;
      data += (63 - bits) >> 3;
      bits |= 56;
      const width: u32 = 32 - clz(code);
      const first = topBits(window, width);
      const second = code - first;
      window <<= width;
      bits -= width;
      if (bitsLeft(dataEnd, data, bits) < 0) return;
      if (first !== 0 && second !== 0) run = max(run - 6, 0);
      else if (code === 0) run += 6;
      store<i16>(at, signed(first));
      if (at + 2 < end) store<i16>(at + 2, signed(second));
      at += 4;
    }
  }
}

/** Odd codes stand for negative values: 0, -1, 1, -2, 2, ... */
// @ts-expect-error: decorator
@inline
function signed(code: u32): i16 {
  return <i16>((code >> 1) ^ (0 - (code & 1)));
}
