/** A stretch of time, in milliseconds since 1970; its end is not part of it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Stretches in the order of time, none of them empty, and time between each and the next. */
export type Stretches = readonly Stretch[];

/** The moments that are in one of the stretches, which may be in any order, overlap and end before they begin. */
export function union(stretches: readonly Stretch[]): Stretches {
  const joined: Stretch[] = [];
  let last: { start: number; end: number } | undefined;
  for (const { start, end } of stretches.filter(isSome).sort((one, other) => one.start - other.start)) {
    if (last !== undefined && start <= last.end) {
      last.end = Math.max(last.end, end);
    } else {
      last = { start, end };
      joined.push(last);
    }
  }
  return joined;
}

/** The moments that both have. */
export function common(one: Stretches, other: Stretches): Stretches {
  const found: Stretch[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [a, b] = [one[i], other[j]];
    if (a === undefined || b === undefined) {
      return found;
    }
    const both = { start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) };
    if (isSome(both)) {
      found.push(both);
    }
    if (a.end < b.end) {
      i++;
    } else {
      j++;
    }
  }
}

/** The moments of `all` that are not in `taken`. */
export function without(all: Stretches, taken: Stretches): Stretches {
  return common(all, between(taken));
}

/** All moments outside of `stretches`. */
function between(stretches: Stretches): Stretches {
  const starts = [Number.NEGATIVE_INFINITY, ...stretches.map(({ end }) => end)];
  return starts.map((start, index) => ({ start, end: stretches[index]?.start ?? Number.POSITIVE_INFINITY }));
}

/** How long they are together. */
export function lengthOf(stretches: Stretches): number {
  return stretches.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** The parts of `stretches` in each of `windows`, which follow one another without gaps. */
export function cutInto(windows: readonly Stretch[], stretches: Stretches): Stretches[] {
  const parts: Stretch[][] = windows.map(() => []);
  for (const { start, end } of stretches) {
    for (let index = Math.max(0, indexAt(windows, start)); index < windows.length; index++) {
      const window = windows[index];
      if (window === undefined || window.start >= end) {
        break;
      }
      const part = { start: Math.max(start, window.start), end: Math.min(end, window.end) };
      if (isSome(part)) {
        parts[index]?.push(part);
      }
    }
  }
  return parts;
}

/** The last of `windows`, which follow one another, that begins at `moment` or before; -1 when all begin later. */
export function indexAt(windows: readonly Stretch[], moment: number): number {
  let [low, high] = [0, windows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((windows[middle]?.start ?? Number.POSITIVE_INFINITY) <= moment) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

function isSome({ start, end }: Stretch): boolean {
  return start < end;
}
