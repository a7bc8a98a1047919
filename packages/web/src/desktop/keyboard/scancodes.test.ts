import { describe, expect, it } from "vitest";
import { scancodesOf } from "./scancodes.ts";

describe("scancodesOf", () => {
  it.each([
    ["KeyA", 0x1e, 0],
    ["IntlBackslash", 0x56, 0],
    ["Numpad7", 0x47, 0],
    ["Home", 0x47, 2],
    ["NumpadEnter", 0x1c, 2],
    ["NumpadDivide", 0x35, 2],
    ["ControlRight", 0x1d, 2],
    ["AltRight", 0x38, 2],
    ["PrintScreen", 0x37, 2],
    ["MetaLeft", 0x5b, 2],
    ["IntlRo", 0x73, 0],
    ["IntlYen", 0x7d, 0],
    ["BrowserBack", 0x6a, 2],
  ])("%s is 0x%x with flags %d", (code, scancode, flags) => {
    expect(scancodesOf(code)).toEqual([{ scancode, flags }]);
  });

  it("gives Pause its E1 sequence", () => {
    expect(scancodesOf("Pause")).toEqual([
      { scancode: 0x1d, flags: 4 },
      { scancode: 0x45, flags: 0 },
    ]);
  });

  it("knows no key that a PC keyboard does not have", () => {
    expect(scancodesOf("BrightnessUp")).toBeUndefined();
    expect(scancodesOf("constructor")).toBeUndefined();
  });
});
