import { describe, expect, it } from "vitest";
import { buttonEvent, KeyFlag, keyEvent, PointerButton, unicodeEvent } from "./user-input.ts";

describe("user input", () => {
  it("has each flag of a key in its own field", () => {
    const plain = { type: "scancode", code: 0x1d, extended: false, extended1: false, released: false };
    expect(keyEvent(0, 0x1d)).toEqual(plain);
    expect(keyEvent(KeyFlag.Extended | KeyFlag.Release, 0x1d)).toEqual({ ...plain, extended: true, released: true });
    expect(keyEvent(KeyFlag.Extended1, 0x1d)).toEqual({ ...plain, extended1: true });
    expect(unicodeEvent(KeyFlag.Release, 0xe9)).toEqual({ type: "unicode", codeUnit: 0xe9, released: true });
  });

  it("knows five buttons and no other", () => {
    const names = Object.values(PointerButton).map((button) => buttonEvent(button, true, 1, 2));
    expect(names.map((event) => event?.type === "button" && event.button)).toEqual([
      "left",
      "right",
      "middle",
      "x1",
      "x2",
    ]);
    expect(buttonEvent(0, true, 1, 2)).toBeUndefined();
    expect(buttonEvent(6, true, 1, 2)).toBeUndefined();
  });
});
