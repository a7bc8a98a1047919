import { expect, it } from "vitest";
import { afterKey, NO_LATCHES, tapModifier } from "./latches.ts";

it("holds a modifier for the next key, by a second tap until the third", () => {
  const once = tapModifier(NO_LATCHES, "ShiftLeft");
  expect([...once]).toEqual([["ShiftLeft", "once"]]);
  expect(afterKey(once).size).toBe(0);
  const locked = tapModifier(once, "ShiftLeft");
  expect([...afterKey(tapModifier(locked, "AltLeft"))]).toEqual([["ShiftLeft", "locked"]]);
  expect(tapModifier(locked, "ShiftLeft").size).toBe(0);
});

it("lets the Windows key go by the second tap, which opens the start menu", () => {
  expect(tapModifier(tapModifier(NO_LATCHES, "MetaLeft"), "MetaLeft").size).toBe(0);
});
