/** Milliseconds that one splice leaves out or plays twice: about a period of a voice or more, so that none is torn. */
const SHORTEST_SPLICE = 2.5;
const LONGEST_SPLICE = 12;

/** Samples of one channel by their place in the sound. */
export type SampleAt = (place: number) => number;

/**
 * Where to go on so that it sounds as here: sound is shortened or stretched where it repeats itself, which its pitch survives.
 * @param sample the sound; it is asked for up to `overlap` samples after the places that are compared
 * @param from where it stands
 * @param error samples by which it is to go ahead, or back if negative; the splice is no longer
 * @param overlap how many samples are crossfaded
 * @param rate samples a second
 * @returns how far to go, with the sign of `error`; 0 if that would be less than the shortest splice
 */
export function findSplice(sample: SampleAt, from: number, error: number, overlap: number, rate: number): number {
  const shortest = Math.ceil((rate * SHORTEST_SPLICE) / 1000);
  const longest = Math.min(Math.floor((rate * LONGEST_SPLICE) / 1000), Math.floor(Math.abs(error)));
  const direction = Math.sign(error);
  let best = 0;
  let bestLikeness = -Infinity;
  for (let distance = shortest; distance <= longest; distance++) {
    const likeness = likenessOf(sample, from, from + direction * distance, overlap);
    // Of silence, the longest.
    if (likeness >= bestLikeness) {
      bestLikeness = likeness;
      best = direction * distance;
    }
  }
  return best;
}

/** Normalized correlation; every second sample tells enough. */
function likenessOf(sample: SampleAt, one: number, other: number, length: number): number {
  let product = 0;
  let energy = 0;
  for (let offset = 0; offset < length; offset += 2) {
    const there = sample(other + offset);
    product += sample(one + offset) * there;
    energy += there * there;
  }
  return energy === 0 ? 0 : product / Math.sqrt(energy);
}
