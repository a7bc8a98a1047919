import { expect, test } from "vitest";
import { WheelNotches } from "./wheel-notches.ts";

function turned(...turns: readonly (readonly ["vertical" | "horizontal", number])[]) {
  const wheel = new WheelNotches();
  return turns.flatMap(([axis, rotation]) =>
    wheel.turn({ type: "wheel", axis, rotation, x: 1, y: 2 }).map((event) => [event.axis, event.rotation]),
  );
}

test("small turns make whole notches, each axis for itself", () => {
  expect(turned(["vertical", 60], ["horizontal", 60])).toEqual([]);
  expect(turned(["vertical", 60], ["horizontal", 90], ["vertical", 90], ["vertical", 90])).toEqual([
    ["vertical", 120],
    ["vertical", 120],
  ]);
});

test("a large turn is a notch after the other", () => {
  expect(turned(["vertical", -300], ["vertical", -60])).toEqual([
    ["vertical", -120],
    ["vertical", -120],
    ["vertical", -120],
  ]);
});

test("a turn in the other direction starts from zero", () => {
  expect(turned(["vertical", 90], ["vertical", -60], ["vertical", -60])).toEqual([["vertical", -120]]);
});
