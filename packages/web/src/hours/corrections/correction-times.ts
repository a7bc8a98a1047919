import type { Span } from "../../api/hours.ts";
import { addDays, isDay } from "../time/days.ts";
import { momentOf } from "../time/zoned-time.ts";

/** Times of a day, HH:MM; an end that is not after the beginning is on the next day. */
export interface TypedTimes {
  readonly day: string;
  readonly from: string;
  readonly to: string;
}

const timePattern = /^\d{2}:\d{2}$/;

/** From when to when that is in a zone; undefined while something is missing. */
export function spanOf({ day, from, to }: TypedTimes, zone: string): Span | undefined {
  if (!isDay(day) || !timePattern.test(from) || !timePattern.test(to)) return undefined;
  const lastDay = to > from ? day : addDays(day, 1);
  return { start: momentOf(day, from, zone), end: momentOf(lastDay, to, zone) };
}

/** What is wrong with the times of a correction. */
export function timesProblem(times: TypedTimes, zone: string, now: number): "incomplete" | "future" | undefined {
  const span = spanOf(times, zone);
  if (span === undefined) return "incomplete";
  return span.end > now ? "future" : undefined;
}
