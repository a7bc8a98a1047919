import { type Intention, KeyFlag } from "@passerelle/tunnel";

/** Ctrl, Shift, Alt and Windows of both sides, which have the same scancodes or differ in the flag for extended keys. */
const MODIFIERS = new Set([0x1d, 0x2a, 0x36, 0x38, 0x5b, 0x5c]);

/** Whether the desktop is likely to answer with a picture: a key or a button goes down, but no modifier. */
export function isStroke(intention: Intention): boolean {
  if (intention.kind === "key") return !isRelease(intention) && !MODIFIERS.has(intention.scancode);
  if (intention.kind === "unicode") return !isRelease(intention);
  return isButton(intention) && intention.pressed;
}

/** Whether a key or a button goes up. */
export function isRelease(intention: Intention): boolean {
  if (intention.kind === "key" || intention.kind === "unicode") return (intention.flags & KeyFlag.Release) !== 0;
  return isButton(intention) && !intention.pressed;
}

function isButton(intention: Intention): intention is Intention & { readonly pressed: boolean } {
  return intention.kind === "pointer-button" || intention.kind === "relative-button";
}
