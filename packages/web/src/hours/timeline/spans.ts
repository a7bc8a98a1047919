import type { Span } from "../../api/hours.ts";

const HOUR = 3_600_000;

/** Where a span lies in a day, in percent of the day's length; undefined if it lies outside. */
export function placeOf(span: Span, day: Span): { readonly left: number; readonly width: number } | undefined {
  const start = Math.max(span.start, day.start);
  const end = Math.min(span.end, day.end);
  if (end < start || start >= day.end || (end === day.start && span.start < day.start)) return undefined;
  const length = day.end - day.start;
  return { left: ((start - day.start) / length) * 100, width: ((end - start) / length) * 100 };
}

/** The full hours of a day of 23 to 25 hours, from its beginning; its end is not among them. */
export function hoursOf(day: Span): readonly number[] {
  return Array.from({ length: Math.ceil((day.end - day.start) / HOUR) }, (_, index) => day.start + index * HOUR);
}
