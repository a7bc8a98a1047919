import { PointerButton } from "@passerelle/tunnel";

/** MouseEvent.buttons, bit by bit. */
const BUTTON_OF_BIT = [
  PointerButton.Left,
  PointerButton.Right,
  PointerButton.Middle,
  PointerButton.Back,
  PointerButton.Forward,
];

/** A button that went down or up. */
export interface ButtonChange {
  /** One of `PointerButton`. */
  readonly button: number;
  readonly pressed: boolean;
}

/** What happened between two values of MouseEvent.buttons. */
export function buttonChanges(before: number, after: number): ButtonChange[] {
  return BUTTON_OF_BIT.flatMap((button, bit) => {
    const mask = 1 << bit;
    return (before & mask) === (after & mask) ? [] : [{ button, pressed: (after & mask) !== 0 }];
  });
}
