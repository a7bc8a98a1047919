import { type Intention, KeyFlag } from "@passerelle/tunnel";

/** The rows of a US keyboard, without and with shift, and the set 1 scancode of their first key. */
const ROWS: readonly (readonly [number, string, string])[] = [
  [0x02, "1234567890-=", "!@#$%^&*()_+"],
  [0x10, "qwertyuiop[]\n", "QWERTYUIOP{}\n"],
  [0x1e, "asdfghjkl;'`", 'ASDFGHJKL:"~'],
  [0x2b, "\\zxcvbnm,./", "|ZXCVBNM<>?"],
  [0x39, " ", " "],
  [0x0f, "\t", "\t"],
];
const LEFT_SHIFT = 0x2a;

/** The intentions that type one character, each of which may be sent at once. */
export type Keystroke = readonly Intention[];

/**
 * One keystroke for each character: by scancode where a US keyboard has it, as Unicode otherwise.
 * @param unicodeOnly for servers whose keyboard layout is not US
 */
export function keystrokes(text: string, unicodeOnly = false): Keystroke[] {
  return [...text].map((character) => (unicodeOnly ? undefined : byScancode(character)) ?? byUnicode(character));
}

function byScancode(character: string): Keystroke | undefined {
  for (const [first, plain, shifted] of ROWS) {
    const index = plain.indexOf(character);
    if (index >= 0) return pressAndRelease(first + index);
    const shiftedIndex = shifted.indexOf(character);
    if (shiftedIndex >= 0) {
      return [key(LEFT_SHIFT, 0), ...pressAndRelease(first + shiftedIndex), key(LEFT_SHIFT, KeyFlag.Release)];
    }
  }
  return undefined;
}

function pressAndRelease(scancode: number): Intention[] {
  return [key(scancode, 0), key(scancode, KeyFlag.Release)];
}

function key(scancode: number, flags: number): Intention {
  return { kind: "key", scancode, flags };
}

function byUnicode(character: string): Keystroke {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.flatMap((unit) => [
    { kind: "unicode", unit, flags: 0 },
    { kind: "unicode", unit, flags: KeyFlag.Release },
  ]);
}
