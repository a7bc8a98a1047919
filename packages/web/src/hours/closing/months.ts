import type { Closing } from "../../api/hours-keeping.ts";
import { addMonths } from "../time/days.ts";

/** A month and how it stands. */
export interface ClosableMonth {
  readonly month: string;
  /** `running`: it is not over yet. */
  readonly state: "running" | "open" | "closed";
  /** The closing in force, else the last one that was reopened. */
  readonly closing: Closing | undefined;
}

const SHOWN = 13;

/** The last months, and all older ones that were ever closed; the newest first. @param present YYYY-MM */
export function closableMonths(closings: readonly Closing[], present: string): readonly ClosableMonth[] {
  const recent = Array.from({ length: SHOWN }, (_, index) => addMonths(present, -index));
  const months = new Set([...recent, ...closings.map(({ month }) => month)]);
  return [...months]
    .sort()
    .toReversed()
    .map((month): ClosableMonth => {
      const own = closings.filter((closing) => closing.month === month).sort((a, b) => b.at - a.at);
      const inForce = own.find(({ reopenedAt }) => reopenedAt === null);
      const state = inForce !== undefined ? "closed" : month >= present ? "running" : "open";
      return { month, state, closing: inForce ?? own[0] };
    });
}
