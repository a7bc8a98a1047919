// Zeros in runs, as RLGR ([MS-RDPRFX] 3.1.8.1.7.3) and SRL ([MS-RDPEGFX] 3.1.8.1.5) have them: a zero bit stands for
// 2 ** k zeros, where k is a counter without its three fractional bits, and adds 4 to the counter, which ends at 80.

export const FIRST_COUNTER: i32 = 8;
export const MAX_COUNTER: i32 = 80;

/** Zeros or ones that are read together at most: with what follows them, they are in a window of LEAST_BITS. */
export const UNARY_STEP: u32 = 20;
export const LEAST_BITS: u32 = 32;

/** How many zeros so many zero bits stand for. */
// @ts-expect-error: decorator
@inline
export function zerosOfRuns(counter: i32, runs: u32): u32 {
  const rising = min<u32>(runs, (MAX_COUNTER + 3 - counter) >> 2);
  return zerosUpTo(counter + <i32>(rising << 2)) - zerosUpTo(counter) + ((runs - rising) << (MAX_COUNTER >> 3));
}

/** The counter after them. */
// @ts-expect-error: decorator
@inline
export function counterAfter(counter: i32, runs: u32): i32 {
  return min(counter + <i32>(runs << 2), MAX_COUNTER);
}

/** But for a constant, how many zeros the zero bits stand for that raise the counter in steps of 4 from 0 to 3 on. */
// @ts-expect-error: decorator
@inline
function zerosUpTo(counter: i32): u32 {
  return (2 | ((counter >> 2) & 1)) << (counter >> 3);
}
