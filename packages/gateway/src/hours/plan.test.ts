import { expect, test } from "vitest";
import { calendarOf } from "./calendar.ts";
import type { Schedule } from "./person.ts";
import { type Holidays, planOf } from "./plan.ts";

const HOUR = 3_600_000;

/** From a day on, so many hours on Monday, and none on other days. */
function schedule(group: string | null, validFrom: string, hours: number, calendar: string | null = null): Schedule {
  return { group, validFrom, minutes: [hours * 60, 0, 0, 0, 0, 0, 0], calendar };
}

function plannedHours(schedules: readonly Schedule[], date: string, holidays: Holidays = new Map()): unknown {
  const [day] = calendarOf({ from: date, to: date, zone: "UTC", unit: "day" }).days;
  const plan = day && planOf(schedules, day, holidays);
  return plan && [plan.time / HOUR, plan.holiday];
}

test("the newest schedule that is in force counts, on its weekdays", () => {
  const schedules = [schedule(null, "2025-11-10", 8), schedule(null, "2025-11-17", 6), schedule(null, "2025-11-03", 7)];
  expect(plannedHours(schedules, "2025-10-27")).toBeUndefined();
  expect(plannedHours(schedules, "2025-11-03")).toEqual([7, null]);
  expect(plannedHours(schedules, "2025-11-10")).toEqual([8, null]);
  expect(plannedHours(schedules, "2025-11-24")).toEqual([6, null]);
  expect(plannedHours(schedules, "2025-11-25")).toEqual([0, null]);
});

test("an own schedule goes before those of groups, these by their names", () => {
  const groups = [schedule("team 10", "2025-01-01", 1), schedule("Team 2", "2025-02-03", 2)];
  expect(plannedHours(groups, "2025-01-27")).toEqual([1, null]);
  expect(plannedHours(groups, "2025-02-03")).toEqual([2, null]);
  expect(plannedHours([...groups, schedule(null, "2025-03-03", 3)], "2025-02-24")).toEqual([2, null]);
  expect(plannedHours([...groups, schedule(null, "2025-03-03", 3)], "2025-03-03")).toEqual([3, null]);
});

test("on a holiday of its calendar nothing is planned", () => {
  const holidays = new Map([["FR", new Map([["2025-07-14", "Fête nationale"]])]]);
  expect(plannedHours([schedule(null, "2025-01-01", 8, "FR")], "2025-07-14", holidays)).toEqual([0, "Fête nationale"]);
  expect(plannedHours([schedule(null, "2025-01-01", 8, "MG")], "2025-07-14", holidays)).toEqual([8, null]);
  expect(plannedHours([schedule(null, "2025-01-01", 8)], "2025-07-14", holidays)).toEqual([8, null]);
});
