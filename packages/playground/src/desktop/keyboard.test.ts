import { expect, test } from "vitest";
import { Keyboard } from "./keyboard.ts";

function press(keyboard: Keyboard, code: number, extended = false) {
  const edit = keyboard.take({ type: "scancode", code, extended, extended1: false, released: false });
  keyboard.take({ type: "scancode", code, extended, extended1: false, released: true });
  return edit?.kind === "insert" ? edit.text : edit?.kind;
}

function hold(keyboard: Keyboard, code: number) {
  keyboard.take({ type: "scancode", code, extended: false, extended1: false, released: false });
}

test("keys write what a US keyboard writes", () => {
  const keyboard = new Keyboard();
  expect([0x1e, 0x02, 0x2b, 0x39, 0x1c].map((code) => press(keyboard, code))).toEqual(["a", "1", "\\", " ", "\n"]);
  expect(press(keyboard, 0x0e)).toBe("erase");
  expect(press(keyboard, 0x35, true)).toBe("/");
  expect(press(keyboard, 0x48, true)).toBeUndefined();
  expect(press(keyboard, 0x3b)).toBeUndefined();
});

test("shift, and caps lock for letters alone", () => {
  const keyboard = new Keyboard();
  press(keyboard, 0x3a);
  expect(keyboard.capsLock).toBe(true);
  expect([press(keyboard, 0x1e), press(keyboard, 0x02)]).toEqual(["A", "1"]);
  hold(keyboard, 0x2a);
  expect([press(keyboard, 0x1e), press(keyboard, 0x02)]).toEqual(["a", "!"]);
});

test("the keypad writes digits with num lock", () => {
  const keyboard = new Keyboard();
  expect(press(keyboard, 0x4f)).toBeUndefined();
  keyboard.synchronize(2);
  expect(press(keyboard, 0x4f)).toBe("1");
});

test("shortcuts write nothing", () => {
  const keyboard = new Keyboard();
  hold(keyboard, 0x1d);
  expect(press(keyboard, 0x1e)).toBeUndefined();
  keyboard.synchronize(0);
  expect(press(keyboard, 0x1e)).toBe("a");
});
