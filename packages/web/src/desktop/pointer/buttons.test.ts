import { expect, it } from "vitest";
import { buttonChanges } from "./buttons.ts";

it("tells which buttons went down and up", () => {
  expect(buttonChanges(0, 1)).toEqual([{ button: 1, pressed: true }]);
  expect(buttonChanges(1 | 4, 1 | 2)).toEqual([
    { button: 2, pressed: true },
    { button: 3, pressed: false },
  ]);
  expect(buttonChanges(8 | 16, 0)).toEqual([
    { button: 4, pressed: false },
    { button: 5, pressed: false },
  ]);
});

it("hears nothing when nothing changes", () => {
  expect(buttonChanges(31, 31)).toEqual([]);
});
