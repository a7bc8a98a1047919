import { expect, test } from "vitest";
import { presetOf, presets, rangeOfPreset, rangeProblem, reportQueryOf } from "./report-query.ts";

const today = "2026-01-05";

test("presets lead over the end of the year", () => {
  expect(rangeOfPreset("lastMonth", today)).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  expect(rangeOfPreset("lastWeek", today)).toEqual({ from: "2025-12-29", to: "2026-01-04" });
  for (const preset of presets) expect(presetOf(rangeOfPreset(preset, today), today)).toBe(preset);
  expect(presetOf({ from: "2026-01-02", to: "2026-01-05" }, today)).toBeUndefined();
});

test("a range has a beginning before its end, and an end before long", () => {
  expect(rangeProblem({ from: today, to: today })).toBeUndefined();
  expect(rangeProblem({ from: "2026-01-06", to: today })).toBe("backwards");
  expect(rangeProblem({ from: "2025-01-01", to: "2026-02-04" })).toBeUndefined();
  expect(rangeProblem({ from: "2025-01-01", to: "2026-02-05" })).toBe("tooLong");
});

test("an address without anything is everybody's month", () => {
  const usual = { from: "2026-01-01", to: "2026-01-31", zone: "UTC", by: "person", unit: "range" };
  expect(reportQueryOf({}, today, "UTC")).toEqual(usual);
  expect(reportQueryOf({ by: "team", user: "lova" }, today, "UTC")).toEqual({ ...usual, by: "team", user: "lova" });
});
