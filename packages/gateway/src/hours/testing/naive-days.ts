import type { HoursRequest } from "../hours-report.ts";

const MINUTE = 60_000;

/** The minutes (since 1970) of each day from the first to the last, by what clocks in the zone show. */
export function minutesByDay(from: string, to: string, zone: string): Map<string, number[]> {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  const days = new Map<string, number[]>();
  const [first, last] = [Date.parse(from) / MINUTE - 1440, Date.parse(to) / MINUTE + 2 * 1440];
  // Nowhere does a day begin within a quarter of an hour.
  for (let quarter = first; quarter < last; quarter += 15) {
    const date = format.format(quarter * MINUTE);
    if (from <= date && date <= to) {
      const minutes = Array.from({ length: 15 }, (_, index) => quarter + index);
      days.set(date, [...(days.get(date) ?? []), ...minutes]);
    }
  }
  return days;
}

/** What days have in common that a report has together. */
export function labelOf(day: string, unit: HoursRequest["unit"]): string {
  if (unit === "week") {
    const date = new Date(day);
    date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
    return date.toISOString();
  }
  return { day, month: day.slice(0, 7), range: "" }[unit];
}
