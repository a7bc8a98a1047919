import { expect, test } from "vitest";
import { spanOf, timesProblem } from "./correction-times.ts";

const ZONE = "Indian/Antananarivo";
const day = "2026-11-23";

test("an end that is not after the beginning is on the next day", () => {
  const evening = spanOf({ day, from: "22:00", to: "06:00" }, ZONE);
  expect(evening).toEqual({ start: Date.UTC(2026, 10, 23, 19), end: Date.UTC(2026, 10, 24, 3) });
  expect(spanOf({ day, from: "08:00", to: "08:00" }, ZONE)?.end).toBe(Date.UTC(2026, 10, 24, 5));
  expect(spanOf({ day, from: "08:00", to: "12:30" }, ZONE)?.end).toBe(Date.UTC(2026, 10, 23, 9, 30));
});

test("what is missing or has not been yet is said", () => {
  const now = Date.UTC(2026, 10, 23, 9);
  expect(timesProblem({ day, from: "", to: "12:00" }, ZONE, now)).toBe("incomplete");
  expect(timesProblem({ day: "", from: "08:00", to: "12:00" }, ZONE, now)).toBe("incomplete");
  expect(timesProblem({ day, from: "08:00", to: "12:00" }, ZONE, now)).toBeUndefined();
  expect(timesProblem({ day, from: "08:00", to: "12:01" }, ZONE, now)).toBe("future");
});
