// Pixels are ABGR words, `stride` is the words from one row to the next, and nothing but the named rectangle is written.

const OPAQUE: u32 = 0xff000000;

/** Rows of up to so many words are copied here, longer ones by the engine. */
const SHORT_ROW: i32 = 256;

/** Writes the first `count` (0 to 3) words of `words`. */
// @ts-expect-error: decorator
@inline
export function storePart(to: usize, words: v128, count: i32): void {
  if (count & 2) {
    v128.store_lane<u64>(to, words, 0);
    words = v128.shuffle<u64>(words, words, 1, 1);
    to += 8;
  }
  if (count & 1) v128.store_lane<u32>(to, words, 0);
}

/** Copies `count` words between places that do not overlap. */
// @ts-expect-error: decorator
@inline
function copyWords(to: usize, from: usize, count: i32): void {
  for (; count >= 4; count -= 4) {
    v128.store(to, v128.load(from));
    from += 16;
    to += 16;
  }
  for (; count > 0; count--) {
    store<u32>(to, load<u32>(from));
    from += 4;
    to += 4;
  }
}

/** Copies a rectangle; source and target may overlap if they have the same stride. */
export function copyPixels(from: usize, fromStride: i32, to: usize, toStride: i32, width: i32, height: i32): void {
  let fromStep = <isize>fromStride << 2;
  let toStep = <isize>toStride << 2;
  if (to > from) {
    from += fromStep * (height - 1);
    to += toStep * (height - 1);
    fromStep = -fromStep;
    toStep = -toStep;
  }
  const distance = to > from ? to - from : from - to;
  const byEngine = width > SHORT_ROW || distance < <usize>width << 2;
  for (; height > 0; height--) {
    if (byEngine) memory.copy(to, from, <usize>width << 2);
    else copyWords(to, from, width);
    from += fromStep;
    to += toStep;
  }
}

/** Copies a rectangle, made opaque, to where it does not overlap. */
export function copyOpaque(from: usize, fromStride: i32, to: usize, toStride: i32, width: i32, height: i32): void {
  const opaque = i32x4.splat(OPAQUE);
  for (; height > 0; height--) {
    let source = from;
    let target = to;
    let left = width;
    for (; left >= 4; left -= 4) {
      v128.store(target, v128.or(v128.load(source), opaque));
      source += 16;
      target += 16;
    }
    for (; left > 0; left--) {
      store<u32>(target, load<u32>(source) | OPAQUE);
      source += 4;
      target += 4;
    }
    from += <usize>fromStride << 2;
    to += <usize>toStride << 2;
  }
}

/** Fills a rectangle with one word. */
export function fillPixels(to: usize, stride: i32, width: i32, height: i32, word: u32): void {
  const words = i32x4.splat(word);
  for (; height > 0; height--) {
    let target = to;
    let left = width;
    for (; left >= 4; left -= 4) {
      v128.store(target, words);
      target += 16;
    }
    storePart(target, words, left);
    to += <usize>stride << 2;
  }
}
