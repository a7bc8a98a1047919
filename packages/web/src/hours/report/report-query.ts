import type { ReportQuery } from "../../api/hours.ts";
import type { HoursSearch } from "../hours-search.ts";
import { addDays, addMonths, type DayRange, daysBetween, monthOf, rangeOfMonth, rangeOfWeek } from "../time/days.ts";

export const presets = ["thisMonth", "lastMonth", "thisWeek", "lastWeek"] as const;
export type Preset = (typeof presets)[number];

/** As the gateway has it. */
const MAX_DAYS = 400;

export function rangeOfPreset(preset: Preset, today: string): DayRange {
  switch (preset) {
    case "thisMonth":
      return rangeOfMonth(monthOf(today));
    case "lastMonth":
      return rangeOfMonth(addMonths(monthOf(today), -1));
    case "thisWeek":
      return rangeOfWeek(today);
    case "lastWeek":
      return rangeOfWeek(addDays(today, -7));
  }
}

/** Which preset these days are; undefined for others. */
export function presetOf({ from, to }: DayRange, today: string): Preset | undefined {
  return presets.find((preset) => {
    const range = rangeOfPreset(preset, today);
    return range.from === from && range.to === to;
  });
}

/** What is wrong with a range before it is asked for. */
export function rangeProblem({ from, to }: DayRange): "backwards" | "tooLong" | undefined {
  const days = daysBetween(from, to) + 1;
  if (days < 1) return "backwards";
  return days > MAX_DAYS ? "tooLong" : undefined;
}

/** What the address of the page asks for: this month and everybody unless it says otherwise. */
export function reportQueryOf(search: HoursSearch, today: string, zone: string): ReportQuery {
  const usual = rangeOfPreset("thisMonth", today);
  const { from = usual.from, to = usual.to, by = "person", unit = "range", user, team, connection } = search;
  return { from, to, zone, by, unit, user, team, connection };
}
