import { expect, test } from "vitest";
import { formatHours, parseHours } from "./weekly-hours.ts";

test("days with the same hours come together", () => {
  expect(parseHours("1:0900-1730;2:0900-1730; 5:0900-1700")).toEqual([
    { days: [1, 2], from: "09:00", until: "17:30" },
    { days: [5], from: "09:00", until: "17:00" },
  ]);
});

test("a star is every day, 0 is Sunday, and the end of a day is midnight", () => {
  expect(parseHours("*:2200-0600")).toEqual([{ days: [1, 2, 3, 4, 5, 6, 7], from: "22:00", until: "06:00" }]);
  expect(parseHours("0:0000-2359;6:0000-2400")).toEqual([{ days: [6, 7], from: "00:00", until: "00:00" }]);
});

test("what is read is written the same", () => {
  for (const text of ["", "1:0900-1730;2:0900-1730", "*:0000-2359", "6:2200-0600"]) {
    expect(formatHours(parseHours(text) ?? [])).toBe(text);
  }
});

test("what is no list of hours is not taken for one", () => {
  for (const text of ["8:0900-1700", "1:900-1700", "1:0900", "weekdays", "1:0960-1700"]) {
    expect(parseHours(text)).toBeUndefined();
  }
});

test("hours that are not complete yet are not written", () => {
  expect(formatHours([{ days: [], from: "09:00", until: "17:00" }])).toBe("");
  expect(formatHours([{ days: [1], from: "", until: "17:00" }])).toBe("");
});
