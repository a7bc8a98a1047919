import { expect, test } from "vitest";
import { hourSteps } from "./hour-steps.ts";

const HOUR = 3_600_000;

test.each([
  [0, 0.5, 1],
  [7.5, 2, 8],
  [8, 2, 8],
  [8.1, 5, 10],
  [173, 50, 200],
  [1600, 500, 2000],
])("bars of up to %d hours stand before lines every %d", (most, step, top) => {
  const lines = hourSteps(most * HOUR);
  expect((lines.steps[1] ?? 0) / HOUR).toBe(step);
  expect(lines.top / HOUR).toBe(top);
  expect(lines.steps.at(-1)).toBe(lines.top);
});
