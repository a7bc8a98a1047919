import type { Figures } from "../hours-report.ts";

const COUNTS = [
  ...(["sessions", "recorded", "connected", "active", "corrected", "plain"] as const),
  ...(["breaks", "breakTime", "downTime", "reconnects", "doubtful", "live"] as const),
] as const;

/** Figures before it is decided whether activity is known. */
export interface Sum extends Record<(typeof COUNTS)[number], number> {
  planned: number | null;
  firstIn: number | null;
  lastOut: number | null;
  holiday: string | null;
}

/** Of nobody. */
export function nothing(): Sum {
  return {
    ...{ sessions: 0, recorded: 0, connected: 0, active: 0, corrected: 0, plain: 0, doubtful: 0, live: 0 },
    ...{ breaks: 0, breakTime: 0, downTime: 0, reconnects: 0 },
    ...{ planned: null, firstIn: null, lastOut: null, holiday: null },
  };
}

/** Of some people, each with their own. */
export function together(sums: readonly Sum[]): Sum {
  const all = nothing();
  for (const name of COUNTS) {
    all[name] = added(sums.map((sum) => sum[name]));
  }
  const given = (name: "planned" | "firstIn" | "lastOut") => sums.flatMap((sum) => sum[name] ?? []);
  all.planned = given("planned").length === 0 ? null : added(given("planned"));
  all.firstIn = given("firstIn").length === 0 ? null : Math.min(...given("firstIn"));
  all.lastOut = given("lastOut").length === 0 ? null : Math.max(...given("lastOut"));
  return all;
}

function added(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** As a report has them. */
export function figures({ recorded, firstIn: _, lastOut: __, holiday: ___, ...sum }: Sum): Figures {
  return { ...sum, active: sum.sessions > 0 && recorded === 0 ? null : sum.active };
}
