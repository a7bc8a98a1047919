import { expect, test } from "vitest";
import { formatDifference, formatDuration } from "./durations.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;

test.each([
  [7.5 * HOUR, "7h 30m", "7 h 30", "7.50", "7,50"],
  [7 * HOUR + 5 * MINUTE, "7h 05m", "7 h 05", "7.08", "7,08"],
  [45 * MINUTE, "45m", "45 min", "0.75", "0,75"],
  [0, "0m", "0 min", "0.00", "0,00"],
  [59_999_999, "16h 40m", "16 h 40", "16.67", "16,67"],
  [1234 * HOUR, "1,234h 00m", "1 234 h 00", "1,234.00", "1 234,00"],
  [-90 * MINUTE, "−1h 30m", "−1 h 30", "−1.50", "−1,50"],
  [-1000, "0m", "0 min", "0.00", "0,00"],
])("%d ms", (milliseconds, en, fr, enDecimal, frDecimal) => {
  const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");
  expect(plain(formatDuration(milliseconds, "en", "clock"))).toBe(en);
  expect(plain(formatDuration(milliseconds, "fr", "clock"))).toBe(fr);
  expect(plain(formatDuration(milliseconds, "en", "decimal"))).toBe(enDecimal);
  expect(plain(formatDuration(milliseconds, "fr", "decimal"))).toBe(frDecimal);
});

test("a difference has its sign, and nothing has none", () => {
  expect(formatDifference(HOUR, "en", "decimal")).toBe("+1.00");
  expect(formatDifference(-HOUR, "en", "decimal")).toBe("−1.00");
  expect(formatDifference(20, "en", "decimal")).toBe("0.00");
});
