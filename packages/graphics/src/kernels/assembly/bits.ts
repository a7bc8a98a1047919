// Bits are read most significant first, from a window of 64: the next ones are on top, and some of them are known to be there.

/** The eight bytes at `at`, the first one on top. */
// @ts-expect-error: decorator
@inline
export function bigEndian64(at: usize): u64 {
  const bytes = v128.load64_zero(at);
  return i64x2.extract_lane(i8x16.shuffle(bytes, bytes, 7, 6, 5, 4, 3, 2, 1, 0, 7, 6, 5, 4, 3, 2, 1, 0), 0);
}

/** The same, with zeros for what is not before `end`. */
// @ts-expect-error: decorator
@inline
export function bigEndian64Before(end: usize, at: usize): u64 {
  if (at + 8 <= end) return bigEndian64(at);
  if (at >= end) return 0;
  const missing = (at + 8 - end) << 3;
  return (bigEndian64(at) >> missing) << missing;
}

/** The topmost `count` (0 to 63) bits. */
// @ts-expect-error: decorator
@inline
export function topBits(window: u64, count: u32): u32 {
  return <u32>((window >> 1) >> (63 - count));
}

/** How many bits are left of what ends at `end`, where `bits` before `next` have not been taken; negative beyond the end. */
// @ts-expect-error: decorator
@inline
export function bitsLeft(end: usize, next: usize, bits: u32): i32 {
  return ((<i32>(end - next)) << 3) + <i32>bits;
}
