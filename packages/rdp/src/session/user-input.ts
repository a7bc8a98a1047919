import type { InputEvent, MouseButton, RelativeEvent } from "./input.ts";

/** Bits of the flags of a key. */
export const KeyFlag = { Release: 1, Extended: 2, Extended1: 4 } as const;
/** The buttons of a pointer, by number. */
export const PointerButton = { Left: 1, Right: 2, Middle: 3, Back: 4, Forward: 5 } as const;

const BUTTONS: ReadonlyMap<number, MouseButton> = new Map([
  [PointerButton.Left, "left"],
  [PointerButton.Right, "right"],
  [PointerButton.Middle, "middle"],
  [PointerButton.Back, "x1"],
  [PointerButton.Forward, "x2"],
]);

/** @param flags of `KeyFlag` */
export function keyEvent(flags: number, scancode: number): InputEvent {
  return {
    type: "scancode",
    code: scancode,
    extended: (flags & KeyFlag.Extended) !== 0,
    extended1: (flags & KeyFlag.Extended1) !== 0,
    released: (flags & KeyFlag.Release) !== 0,
  };
}

/** @param flags `KeyFlag.Release` or 0 */
export function unicodeEvent(flags: number, codeUnit: number): InputEvent {
  return { type: "unicode", codeUnit, released: (flags & KeyFlag.Release) !== 0 };
}

/** Undefined for a button that is none of `PointerButton`. */
export function buttonEvent(button: number, pressed: boolean, x: number, y: number): InputEvent | undefined {
  const name = BUTTONS.get(button);
  return name && { type: "button", button: name, pressed, x, y };
}

/** Undefined for a button that is none of `PointerButton`. */
export function relativeButtonEvent(button: number, pressed: boolean): RelativeEvent | undefined {
  const name = BUTTONS.get(button);
  return name && { type: "relativeButton", button: name, pressed };
}
