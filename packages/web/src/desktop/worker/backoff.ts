const FIRST = 500;
const LONGEST = 5_000;

/**
 * Milliseconds to wait before an attempt to reach the gateway again: doubling, and spread by chance, so that not all
 * browsers come back in the same moment.
 * @param failures attempts that have failed in a row, 0 for a line that has just broken
 * @param chance 0 to 1
 */
export function waitBeforeAttempt(failures: number, chance: number): number {
  const longest = Math.min(FIRST * 2 ** failures, LONGEST);
  return Math.round(longest * (0.5 + chance / 2));
}
