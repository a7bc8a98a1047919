const HOUR = 3_600_000;
const WANTED = 4;

/** Where lines go behind bars of up to `most` milliseconds: round numbers of hours, the last not under the longest bar. */
export function hourSteps(most: number): { readonly steps: readonly number[]; readonly top: number } {
  const rough = Math.max(most / HOUR, 1) / WANTED;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const round = [1, 2, 5, 10].map((factor) => factor * magnitude).find((step) => step >= rough) ?? 10 * magnitude;
  const step = Math.max(round, 0.5);
  const count = Math.ceil(Math.max(most / HOUR, 1) / step);
  const steps = Array.from({ length: count + 1 }, (_, index) => index * step * HOUR);
  return { steps, top: count * step * HOUR };
}
