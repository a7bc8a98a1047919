import { type Intention, KeyFlag } from "@passerelle/tunnel";
import { expect, it } from "vitest";
import { isRelease, isStroke } from "./strokes.ts";

const key = (scancode: number, flags = 0): Intention => ({ kind: "key", scancode, flags });
const button = (pressed: boolean): Intention => ({ kind: "pointer-button", button: 0, pressed, x: 1, y: 1 });

it("takes keys and buttons that go down for strokes", () => {
  const strokes = [
    key(0x1e),
    key(0x48, KeyFlag.Extended),
    { kind: "unicode", unit: 0xe9, flags: 0 } as const,
    button(true),
  ];
  expect(strokes.map(isStroke)).toEqual([true, true, true, true]);
  expect(strokes.map(isRelease)).toEqual([false, false, false, false]);
});

it("expects no picture from what goes up, from the pointer, and from Ctrl, Shift, Alt and Windows", () => {
  const releases = [
    key(0x1e, KeyFlag.Release),
    { kind: "unicode", unit: 0xe9, flags: KeyFlag.Release } as const,
    button(false),
  ];
  expect(releases.map(isStroke)).toEqual([false, false, false]);
  expect(releases.map(isRelease)).toEqual([true, true, true]);
  const modifiers = [0x1d, 0x2a, 0x36, 0x38].flatMap((code) => [key(code), key(code, KeyFlag.Extended)]);
  const others = [key(0x5b, KeyFlag.Extended), { kind: "pointer-move", x: 1, y: 1 } as const];
  expect([...modifiers, ...others].filter(isStroke)).toEqual([]);
});
