import type { Bucket, Figures } from "../../hours-report.ts";
import type { ExportedReport } from "../exported-report.ts";

const HOUR = 3_600_000;
const SAMPLE: Figures = {
  ...{ sessions: 3, connected: 7.5 * HOUR, active: 6 * HOUR, corrected: -0.5 * HOUR, plain: 8 * HOUR },
  ...{ planned: 8 * HOUR, breaks: 1, breakTime: HOUR, downTime: 0, reconnects: 0, doubtful: 1, live: 0 },
};

const DAY: Bucket = {
  ...SAMPLE,
  ...{ from: "2025-11-03", to: "2025-11-03", holiday: 'Fête; "du" lieu' },
  // 08:30 and 17:00 in Antananarivo.
  ...{ firstIn: Date.UTC(2025, 10, 3, 5, 30), lastOut: Date.UTC(2025, 10, 3, 14) },
};

/** A report of one day in November with a line for each of `names`. */
export function sampleReport(...names: readonly string[]): ExportedReport {
  return {
    ...{ from: "2025-11-01", to: "2025-11-30", zone: "Indian/Antananarivo", by: "person", unit: "day" },
    ...{ countedAt: Date.UTC(2025, 11, 1, 6), idleLimit: 300_000, total: SAMPLE, closed: null },
    lines: names.map((name) => ({ key: name, name, deleted: false, buckets: [DAY], total: SAMPLE })),
  };
}
