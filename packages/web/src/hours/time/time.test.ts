import { expect, test } from "vitest";
import { addMonths, dayAt, daysBetween, daysOf, isDay, rangeOfMonth, rangeOfWeek, weekdayOf } from "./days.ts";
import { momentOf, timeAt } from "./zoned-time.ts";

const PARIS = "Europe/Paris";
const ANTANANARIVO = "Indian/Antananarivo";

test("months and weeks begin and end where the calendar has them", () => {
  expect(rangeOfMonth("2024-02")).toEqual({ from: "2024-02-01", to: "2024-02-29" });
  expect(rangeOfWeek("2026-11-01")).toEqual({ from: "2026-10-26", to: "2026-11-01" });
  expect(rangeOfWeek("2026-11-02")).toEqual({ from: "2026-11-02", to: "2026-11-08" });
  expect(addMonths("2026-01", -1)).toBe("2025-12");
  expect(weekdayOf("2026-11-29")).toBe(7);
});

test("no day is lost or doubled where clocks change", () => {
  const days = daysOf({ from: "2026-03-01", to: "2026-10-31" });
  expect(new Set(days).size).toBe(245);
  expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
});

test("only days that exist are days", () => {
  expect(isDay("2024-02-29")).toBe(true);
  for (const text of ["2026-02-29", "2026-13-01", "2026-1-1", "", "2026-11-31"]) expect(isDay(text)).toBe(false);
});

test("the same moment is another day elsewhere", () => {
  const moment = Date.UTC(2026, 10, 30, 22, 30);
  expect(dayAt(moment, PARIS)).toBe("2026-11-30");
  expect(dayAt(moment, ANTANANARIVO)).toBe("2026-12-01");
});

test.each([
  ["2026-11-24", "08:00", ANTANANARIVO, Date.UTC(2026, 10, 24, 5)],
  ["2026-07-24", "08:00", PARIS, Date.UTC(2026, 6, 24, 6)],
  ["2026-10-25", "02:30", PARIS, Date.UTC(2026, 9, 25, 0, 30)],
  ["2026-10-25", "03:00", PARIS, Date.UTC(2026, 9, 25, 2)],
  ["2026-03-29", "02:30", PARIS, Date.UTC(2026, 2, 29, 1, 30)],
  ["2026-03-29", "03:00", PARIS, Date.UTC(2026, 2, 29, 1)],
  ["2026-01-01", "00:00", "America/New_York", Date.UTC(2026, 0, 1, 5)],
])("%s %s in %s", (day, time, zone, moment) => {
  expect(momentOf(day, time, zone)).toBe(moment);
});

test("the clock of a zone", () => {
  expect(timeAt(Date.UTC(2026, 10, 24, 21, 5), ANTANANARIVO)).toBe("00:05");
});
