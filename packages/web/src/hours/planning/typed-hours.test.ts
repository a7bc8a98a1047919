import { expect, test } from "vitest";
import { minutesOf, typedHours } from "./typed-hours.ts";

test.each([
  ["7:30", 450],
  ["7h30", 450],
  ["7 h 30", 450],
  ["7h 30m", 450],
  ["7h", 420],
  ["7.5", 450],
  ["7,5", 450],
  ["8", 480],
  ["24:00", 1440],
  ["", 0],
  [" ", 0],
])("%o is %d minutes", (text, minutes) => {
  expect(minutesOf(text)).toBe(minutes);
});

test.each(["25", "24:01", "7:60", "-1", "x", "1e3", "7:3:0"])("%o is no duration of a day", (text) => {
  expect(minutesOf(text)).toBeUndefined();
});

test("what is shown can be typed", () => {
  for (const minutes of [0, 1, 59, 60, 450, 1440]) expect(minutesOf(typedHours(minutes))).toBe(minutes);
});
