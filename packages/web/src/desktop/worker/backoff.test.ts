import { expect, it } from "vitest";
import { waitBeforeAttempt } from "./backoff.ts";

it("waits longer after each failure, up to five seconds", () => {
  expect([0, 1, 2, 3, 4, 5, 2000].map((failures) => waitBeforeAttempt(failures, 1))).toEqual([
    500, 1000, 2000, 4000, 5000, 5000, 5000,
  ]);
});

it("spreads browsers over half of the time", () => {
  expect([waitBeforeAttempt(2, 0), waitBeforeAttempt(2, 0.5)]).toEqual([1000, 1500]);
});
