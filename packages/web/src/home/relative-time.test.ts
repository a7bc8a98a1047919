import { expect, test } from "vitest";
import { relativeTime } from "./relative-time.ts";

const now = Date.UTC(2026, 0, 31, 12);

test("the largest unit that fits is named, in the language asked for", () => {
  expect(relativeTime(now - 90 * 60_000, now, "en")).toBe("1 hour ago");
  expect(relativeTime(now - 26 * 3_600_000, now, "fr")).toBe("hier");
  expect(relativeTime(now - 20 * 86_400_000, now, "en")).toBe("2 weeks ago");
});

test("what just happened, or will by a clock that is ahead, is now", () => {
  expect(relativeTime(now - 5000, now, "en")).toBe("now");
  expect(relativeTime(now + 60_000, now, "en")).toBe("now");
});
