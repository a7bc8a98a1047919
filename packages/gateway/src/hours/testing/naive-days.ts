import type { HoursRequest } from "../hours-report.ts";
import { TICK } from "./random-hours.ts";

/** The ticks (since 1970) of each day from the first to the last, by what clocks in the zone show. */
export function ticksByDay(from: string, to: string, zone: string): Map<string, number[]> {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  const days = new Map<string, number[]>();
  const day = 86_400_000;
  for (let tick = (Date.parse(from) - day) / TICK; tick < (Date.parse(to) + 2 * day) / TICK; tick++) {
    const date = format.format(tick * TICK);
    if (from <= date && date <= to) {
      days.set(date, days.get(date) ?? []);
      days.get(date)?.push(tick);
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
