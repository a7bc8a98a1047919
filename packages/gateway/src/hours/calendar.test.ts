import { expect, test } from "vitest";
import { calendarOf } from "./calendar.ts";

const HOUR = 3_600_000;

function hours(from: string, to: string, zone: string): number[] {
  return calendarOf({ from, to, zone, unit: "day" }).days.map(({ start, end }) => (end - start) / HOUR);
}

test("days are as long as clocks make them", () => {
  expect(hours("2025-03-29", "2025-03-31", "Europe/Paris")).toEqual([24, 23, 24]);
  expect(hours("2025-10-26", "2025-10-26", "Europe/Paris")).toEqual([25]);
  expect(hours("2025-03-29", "2025-03-31", "Indian/Antananarivo")).toEqual([24, 24, 24]);
  // Midnight did not exist in Beirut; Samoa left a whole day out.
  expect(hours("2021-03-27", "2021-03-29", "Asia/Beirut")).toEqual([24, 23, 24]);
  expect(hours("2011-12-29", "2011-12-31", "Pacific/Apia")).toEqual([24, 0, 24]);
});

test("weeks are ISO's and months the calendar's, cut at both ends", () => {
  const request = { from: "2025-12-27", to: "2026-01-06", zone: "Europe/Paris" };
  const spans = (unit: "week" | "month" | "range") =>
    calendarOf({ ...request, unit }).spans.map(({ from, to }) => `${from} ${to}`);
  expect(spans("week")).toEqual(["2025-12-27 2025-12-28", "2025-12-29 2026-01-04", "2026-01-05 2026-01-06"]);
  expect(spans("month")).toEqual(["2025-12-27 2025-12-31", "2026-01-01 2026-01-06"]);
  expect(spans("range")).toEqual(["2025-12-27 2026-01-06"]);
  expect(calendarOf({ ...request, unit: "month" }).days.map(({ span }) => span)).toEqual([
    ...Array(5).fill(0),
    ...Array(6).fill(1),
  ]);
});

test("what is no day, no zone or no range is refused", () => {
  const good = { from: "2025-01-01", to: "2025-01-31", zone: "UTC", unit: "day" } as const;
  for (const bad of [{ from: "2025-02-30" }, { to: "tomorrow" }, { zone: "Mars/Olympus" }, { from: "2025-02-01" }]) {
    expect(() => calendarOf({ ...good, ...bad })).toThrow(RangeError);
  }
});
