// Steps of the inverse 5/3 wavelet transforms on eight 16-bit samples. Sums do not overflow before they are halved.

/** Half of a + b, rounded down. */
// @ts-expect-error: decorator
@inline
export function mean(a: v128, b: v128): v128 {
  return i16x8.add(v128.and(a, b), i16x8.shr_s(v128.xor(a, b), 1));
}

/** Half of a + b, rounded up. */
// @ts-expect-error: decorator
@inline
export function roundedMean(a: v128, b: v128): v128 {
  return i16x8.sub(v128.or(a, b), i16x8.shr_s(v128.xor(a, b), 1));
}

/** The odd sample between two even ones. */
// @ts-expect-error: decorator
@inline
export function between(even: v128, nextEven: v128, detail: v128): v128 {
  return i16x8.add(mean(even, nextEven), i16x8.shl(detail, 1));
}

/** The last of `before` and the first seven of `samples`. */
// @ts-expect-error: decorator
@inline
export function previous(before: v128, samples: v128): v128 {
  return i16x8.shuffle(before, samples, 7, 8, 9, 10, 11, 12, 13, 14);
}

/** The last seven of `samples` and the first of `after`. */
// @ts-expect-error: decorator
@inline
export function next(samples: v128, after: v128): v128 {
  return i16x8.shuffle(samples, after, 1, 2, 3, 4, 5, 6, 7, 8);
}

/** Sixteen samples, even and odd ones in turn. */
// @ts-expect-error: decorator
@inline
export function storePairs(to: usize, even: v128, odd: v128): void {
  v128.store(to, i16x8.shuffle(even, odd, 0, 8, 1, 9, 2, 10, 3, 11));
  v128.store(to, i16x8.shuffle(even, odd, 4, 12, 5, 13, 6, 14, 7, 15), 16);
}
