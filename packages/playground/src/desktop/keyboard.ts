import type { InputEvent } from "@passerelle/rdp";

/** What a key does to a text. */
export type TextEdit = { readonly kind: "insert"; readonly text: string } | { readonly kind: "erase" };

type Scancode = Extract<InputEvent, { type: "scancode" }>;

/** The rows of a US keyboard, without and with shift, and the set 1 scancode of their first key. */
const ROWS: readonly (readonly [first: number, plain: string, shifted: string])[] = [
  [0x02, "1234567890-=", "!@#$%^&*()_+"],
  [0x0f, "\tqwertyuiop[]\n", "\tQWERTYUIOP{}\n"],
  [0x1e, "asdfghjkl;'`", 'ASDFGHJKL:"~'],
  [0x2b, "\\zxcvbnm,./", "|ZXCVBNM<>?"],
  [0x37, "*", "*"],
  [0x39, " ", " "],
];
/** The keypad with num lock, from scancode 0x47 on. */
const KEYPAD_FIRST = 0x47;
const KEYPAD = "789-456+1230.";
/** The keypad's keys that do not need num lock. */
const KEYPAD_SIGNS = "-+";

const Key = {
  Backspace: 0x0e,
  Enter: 0x1c,
  Control: 0x1d,
  LeftShift: 0x2a,
  Slash: 0x35,
  RightShift: 0x36,
  Alt: 0x38,
  CapsLock: 0x3a,
  NumLock: 0x45,
  ScrollLock: 0x46,
} as const;

/** TS_SYNC_EVENT bits ([MS-RDPBCGR] 2.2.8.1.1.3.1.1.5). */
const LockKey = { Scroll: 1, Num: 2, Caps: 4 } as const;
const TOGGLES: ReadonlyMap<number, number> = new Map([
  [Key.CapsLock, LockKey.Caps],
  [Key.NumLock, LockKey.Num],
  [Key.ScrollLock, LockKey.Scroll],
]);

/** A US keyboard: turns keys into edits, and knows which lock keys are on. */
export class Keyboard {
  /** TS_SYNC_EVENT bits of the lock keys that are on. */
  lockKeys = 0;
  readonly #held = new Set<number>();

  get capsLock(): boolean {
    return (this.lockKeys & LockKey.Caps) !== 0;
  }

  /** Takes over the client's lock keys; no key is held any more. */
  synchronize(lockKeys: number): void {
    this.lockKeys = lockKeys;
    this.#held.clear();
  }

  /** Takes a key; undefined: it writes nothing. */
  take({ code, extended, released }: Scancode): TextEdit | undefined {
    if (released) {
      this.#held.delete(code);
      return undefined;
    }
    const isRepeated = this.#held.has(code);
    this.#held.add(code);
    const toggle = extended ? undefined : TOGGLES.get(code);
    if (toggle !== undefined && !isRepeated) this.lockKeys ^= toggle;
    if (code === Key.Backspace) return { kind: "erase" };
    const text = extended ? extendedText(code) : this.#text(code);
    const isShortcut = this.#held.has(Key.Control) || this.#held.has(Key.Alt);
    return text === undefined || isShortcut ? undefined : { kind: "insert", text };
  }

  #text(code: number): string | undefined {
    const onKeypad = KEYPAD[code - KEYPAD_FIRST];
    if (onKeypad) return KEYPAD_SIGNS.includes(onKeypad) || this.lockKeys & LockKey.Num ? onKeypad : undefined;
    const row = ROWS.find(([first, plain]) => code >= first && code < first + plain.length);
    if (!row) return undefined;
    const [first, plain, shifted] = row;
    const isShifted = this.#held.has(Key.LeftShift) || this.#held.has(Key.RightShift);
    const character = plain[code - first] ?? "";
    const isLetter = character >= "a" && character <= "z";
    return isShifted !== (isLetter && this.capsLock) ? shifted[code - first] : character;
  }
}

/** Enter and the slash of the keypad. */
function extendedText(code: number): string | undefined {
  if (code === Key.Enter) return "\n";
  return code === Key.Slash ? "/" : undefined;
}
