import { type Intention, KeyFlag, LockKey } from "@passerelle/tunnel";
import type { KeyboardState, KeyStroke, Platform } from "../keyboard-events.ts";
import { KeyboardMachine } from "../keyboard-machine.ts";

/** No key is held, and NumLock is on. */
export const idle: KeyboardState = {
  shift: false,
  control: false,
  meta: false,
  altGraph: false,
  locks: LockKey.NumLock,
};

interface Details extends Partial<Omit<KeyStroke, "state">>, Partial<KeyboardState> {}

function stroke(direction: "down" | "up", code: string, details: Details = {}): KeyStroke {
  const { key = "x", repeat = false, composing = false, ...state } = details;
  return { direction, code, key, repeat, composing, state: { ...idle, ...state } };
}
/** A key goes down at the user's keyboard. */
export const down = (code: string, details?: Details) => stroke("down", code, details);
/** A key comes up there. */
export const up = (code: string, details?: Details) => stroke("up", code, details);

/** Short forms: `+1d` pressed, `-1d` released, `+e0:38` extended, `+e1:1d` Pause's prefix, `locks 2`, `U+e9`. */
export function short(intention: Intention): string {
  if (intention.kind === "lock-keys") return `locks ${intention.keys}`;
  if (intention.kind === "unicode") return `${intention.flags ? "-" : "+"}U+${intention.unit.toString(16)}`;
  if (intention.kind !== "key") return intention.kind;
  const { flags, scancode } = intention;
  const prefix = flags & KeyFlag.Extended ? "e0:" : flags & KeyFlag.Extended1 ? "e1:" : "";
  return `${flags & KeyFlag.Release ? "-" : "+"}${prefix}${scancode.toString(16).padStart(2, "0")}`;
}

/** What reaches the desktop, in short forms. */
export function type(machine: KeyboardMachine, ...strokes: KeyStroke[]): string[] {
  return strokes.flatMap((each) => machine.key(each).intentions.map(short));
}

/** A machine before its first key. */
export function keyboard(platform: Platform = "other"): KeyboardMachine {
  return new KeyboardMachine(platform, LockKey.NumLock);
}
