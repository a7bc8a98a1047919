import type { Queries } from "../database/database.ts";
import type { DayTimeline } from "./hours-report.ts";
import type { HoursSettings } from "./hours-settings.ts";
import type { Whose } from "./whose.ts";

/** A day of `who`. */
export interface DayQuestion {
  /** YYYY-MM-DD. */
  readonly day: string;
  /** IANA time zone. */
  readonly zone: string;
  readonly who: Whose;
}

/**
 * What everybody was connected to on a day; moments of sessions are not cut at midnight.
 * @param now milliseconds since 1970: live sessions count up to then.
 * @throws RangeError when there is no such day or zone.
 */
export async function dayTimeline(
  _queries: Queries,
  { day, zone }: DayQuestion,
  _settings: HoursSettings,
  _now: number,
): Promise<DayTimeline> {
  return { day, zone, start: 0, end: 0, down: [], lines: [] };
}
