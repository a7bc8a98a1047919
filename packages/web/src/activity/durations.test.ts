import { expect, test } from "vitest";
import { durationText } from "./durations.ts";

test.each([
  [0, "0 min"],
  [59_999, "0 min"],
  [60_000, "1 min"],
  [59 * 60_000, "59 min"],
  [3 * 3_600_000 + 7 * 60_000, "3 h 07 min"],
  [100 * 3_600_000, "100 h 00 min"],
  [-5, "0 min"],
])("%d ms is %s", (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});
