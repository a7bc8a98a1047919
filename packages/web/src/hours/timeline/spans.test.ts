import { expect, test } from "vitest";
import { hoursOf, placeOf } from "./spans.ts";

const HOUR = 3_600_000;
const start = Date.UTC(2026, 9, 24, 22);
const long = { start, end: start + 25 * HOUR };

test("a span is cut to its day, of whatever length", () => {
  expect(placeOf({ start: start - HOUR, end: start + 5 * HOUR }, long)).toEqual({ left: 0, width: 20 });
  expect(placeOf({ start: start + 20 * HOUR, end: start + 30 * HOUR }, long)).toEqual({ left: 80, width: 20 });
  expect(placeOf({ start: start + 5 * HOUR, end: start + 5 * HOUR }, long)).toEqual({ left: 20, width: 0 });
});

test("what is not on the day has no place", () => {
  expect(placeOf({ start: start - 2 * HOUR, end: start - HOUR }, long)).toBeUndefined();
  expect(placeOf({ start: start - HOUR, end: start }, long)).toBeUndefined();
  expect(placeOf({ start: long.end, end: long.end + HOUR }, long)).toBeUndefined();
});

test("the day on which clocks go back has 25 hours", () => {
  expect(hoursOf(long)).toHaveLength(25);
  expect(hoursOf({ start, end: start + 23 * HOUR })).toHaveLength(23);
});
