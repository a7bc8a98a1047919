import { type Intention, KeyFlag, LockKey } from "@passerelle/tunnel";
import type { LockShortcut, MenuShortcut } from "./input-choices.ts";
import {
  hasCharacter,
  isText,
  type KeyboardState,
  type KeyStroke,
  type Outcome,
  type Platform,
  type Shortcut,
} from "./keyboard-events.ts";
import { type LayoutStroke, LEVELS } from "./layouts/key-rows.ts";
import type { KeyboardLayout } from "./layouts/layout.ts";
import { BREAK, type Scancode, scancodesOf } from "./scancodes.ts";
import { MENU_KEYS, POINTER_LOCK_KEYS } from "./shortcut-keys.ts";

const NOTHING: Outcome = { intentions: [], handled: false, shortcut: undefined };

const LOCK_KEYS: Readonly<Record<string, number>> = {
  CapsLock: LockKey.CapsLock,
  NumLock: LockKey.NumLock,
  ScrollLock: LockKey.ScrollLock,
};

const MODIFIERS = new Set([
  "ShiftLeft",
  "ShiftRight",
  "ControlLeft",
  "ControlRight",
  "AltLeft",
  "AltRight",
  "MetaLeft",
  "MetaRight",
]);

/** How keys become characters at the desktop. */
export interface Typing {
  /** What is on the user's keys is typed, whatever the desktop's layout. */
  readonly byCharacter: boolean;
  /** The desktop's layout, as far as it is known. */
  readonly layout: KeyboardLayout | undefined;
  /** The desktop takes characters that are on no key. */
  readonly takesUnicode: boolean;
}

/** Keys that the browser's character events stand for when there is no key event with a code. */
const KEY_OF_CHARACTER: Readonly<Record<string, string>> = { "\n": "Enter", "\r": "Enter", "\t": "Tab" };

/**
 * Turns what happens at the user's keyboard into intentions. Keys go by their place on the keyboard: the desktop's own
 * layout makes characters of them, with its AltGr and dead keys. Only what has no place (composed text, the keyboard of
 * a phone) goes as characters, through `text`. Typing by character goes the other way: the local layout says what is meant,
 * and the keys that give it at the desktop are struck there, or it goes as Unicode if there are none.
 *
 * Rules, each with a test:
 * - A key is released exactly once for its press; `releaseAll` (focus or line lost) releases what is still down.
 * - A modifier whose release the browser never saw is released when a later event says that it is up.
 * - AltGr on Windows arrives as ControlLeft, AltRight. So a ControlLeft waits for the next event, whatever it is, and is
 *   forgotten if that is AltRight. The desktop adds its own ControlLeft if its layout has AltGr.
 * - macOS reports no release of keys while Meta is down: such a key is pressed and released at once. Its CapsLock comes
 *   as one event for each change.
 * - Windows browsers report only the release of PrintScreen: it stands for both.
 * - The toggle keys are brought in step before a key or a click if the desktop has them otherwise.
 * - Ctrl+Alt+Shift, released with no other key in between, opens the menu, unless another shortcut was chosen. With S it
 *   shows the statistics, and neither that S nor its repetitions reach the desktop.
 * - By character, the desktop has no CapsLock and no AltGr but what a character needs: the local ones have done their part.
 *   On macOS that is true of Alt as well, which is AltGr there.
 * - Modifiers of the on-screen keyboard stay down although the real ones are up.
 * - Ctrl+Alt+End is Ctrl+Alt+Delete, which the local system keeps for itself.
 */
export class KeyboardMachine {
  readonly #platform: Platform;
  /** The codes that are down at the desktop, each with what it sent. */
  readonly #pressed = new Map<string, readonly Scancode[]>();
  /** The toggle keys as the desktop has them. */
  #locks: number;
  /** ControlLeft went down and may yet prove to be the shadow of AltGr. */
  #controlWaits = false;
  /** Ctrl, Alt and Shift are down, and nothing else has been since. */
  #chord = false;
  /** The key that struck a shortcut and is still down. */
  #swallowed: string | undefined;
  /** Modifiers that the on-screen keyboard holds. */
  readonly #latched = new Set<string>();
  /** Toggle keys that the on-screen keyboard has turned over. */
  #toggled = 0;
  #out: Intention[] = [];
  menuShortcut: MenuShortcut = "ctrl-alt-shift";
  /** Also `none` while the desktop takes no locked mouse. */
  lockShortcut: LockShortcut = "none";
  typing: Typing = { byCharacter: false, layout: undefined, takesUnicode: true };

  /** @param locks the toggle keys that the desktop was told, `LockKey` bits */
  constructor(platform: Platform, locks: number) {
    this.#platform = platform;
    this.#locks = locks;
  }

  /** A key event. */
  key(stroke: KeyStroke): Outcome {
    const releasesKey = stroke.direction === "up" && this.#pressed.has(stroke.code);
    if (isText(stroke) && !releasesKey) return NOTHING;
    if (this.typing.byCharacter && !releasesKey) {
      if (stroke.key === "Dead") return NOTHING;
      if (this.#isDoneHere(stroke)) return { intentions: this.#take(), handled: true, shortcut: undefined };
    }
    const scancodes = this.#scancodesOf(stroke);
    if (!scancodes) return NOTHING;
    const isTyped = stroke.direction === "down" && this.typing.byCharacter && hasCharacter(stroke) && !this.#chord;
    if (isTyped && !this.#isCommand(stroke)) {
      this.#typeKey(stroke);
      return { intentions: this.#take(), handled: true, shortcut: undefined };
    }
    const shortcut = stroke.direction === "down" ? this.#down(stroke, scancodes) : this.#up(stroke, scancodes);
    return { intentions: this.#take(), handled: true, shortcut };
  }

  /** The pointer is used: what must reach the desktop before it. */
  beforePointer(state: KeyboardState): Intention[] {
    this.#pressWaitingControl();
    this.#agree(state, undefined);
    return this.#take();
  }

  /** Text that came by no key. */
  text(text: string): Intention[] {
    this.#pressWaitingControl();
    for (const character of text.replaceAll("\r\n", "\n")) {
      const code = KEY_OF_CHARACTER[character];
      if (code) this.#tap(scancodesOf(code) ?? []);
      else this.#typeCharacter(character, !this.typing.takesUnicode);
    }
    return this.#take();
  }

  /** Keys pressed together and released in the other order, such as Ctrl, Alt, Delete. */
  combination(codes: readonly string[]): Intention[] {
    this.#releaseAll();
    const scancodes = codes.flatMap((code) => scancodesOf(code) ?? []);
    this.#send(scancodes, 0);
    this.#send(scancodes.toReversed(), KeyFlag.Release);
    return this.#take();
  }

  /** The on-screen keyboard presses a key; a modifier stays down until it is released here. */
  press(code: string): Intention[] {
    if (MODIFIERS.has(code)) this.#latched.add(code);
    const toggle = this.#pressed.has(code) ? 0 : (LOCK_KEYS[code] ?? 0);
    this.#toggled ^= toggle;
    this.#locks ^= toggle;
    this.#press(code, scancodesOf(code) ?? []);
    this.#chord = false;
    return this.#take();
  }

  /** The on-screen keyboard releases a key. */
  release(code: string): Intention[] {
    this.#latched.delete(code);
    this.#release(code);
    return this.#take();
  }

  /** Releases every key that is down. */
  releaseAll(): Intention[] {
    this.#controlWaits = false;
    this.#chord = false;
    this.#latched.clear();
    this.#releaseAll();
    return this.#take();
  }

  /** Tells the desktop how the toggle keys are, and that no key is down. To be called when none is. */
  startOver(): Intention[] {
    return [{ kind: "lock-keys", keys: this.#locks }];
  }

  /** Control or Meta is down: a key that follows may be a shortcut of the browser that was meant for the desktop. */
  get isShortcut(): boolean {
    return this.#controlWaits || this.#isDown("ControlLeft", "ControlRight", "MetaLeft", "MetaRight");
  }

  /** The desktop has CapsLock on, as far as is known. */
  get hasCapsLock(): boolean {
    return (this.#locks & LockKey.CapsLock) !== 0;
  }

  /** The desktop has changed its toggle keys itself. */
  locksAtDesktop(locks: number): void {
    this.#locks = locks;
  }

  #scancodesOf(stroke: KeyStroke): readonly Scancode[] | undefined {
    const { code, key } = stroke;
    const control = this.#isDown("ControlLeft", "ControlRight");
    if (code === "End" && control && this.#isDown("AltLeft")) return scancodesOf("Delete");
    if (code === "Pause" && control) return BREAK;
    const { byCharacter, layout } = this.typing;
    if (!byCharacter || !layout || !hasCharacter(stroke)) return scancodesOf(code);
    // Ctrl+A is where the desktop has its A.
    const [only, ...further] = layout.strokesFor(key.toLowerCase()) ?? [];
    return scancodesOf(only && further.length === 0 ? only.code : code);
  }

  /** By character: AltGr and CapsLock have done their part. */
  #isDoneHere({ code, key }: KeyStroke): boolean {
    const isAltGr = key === "AltGraph" || (this.#platform === "mac" && (code === "AltLeft" || code === "AltRight"));
    if (isAltGr) this.#controlWaits = false;
    return isAltGr || code === "CapsLock";
  }

  /** The key is struck with modifiers that make a command of it, not another character. */
  #isCommand({ state }: KeyStroke): boolean {
    if (state.altGraph) return false;
    return state.control || state.meta || this.#isDown("AltLeft", "AltRight", ...this.#latched);
  }

  /** Types what is on a key: held down where the desktop has it under the same modifiers, else struck with its own. */
  #typeKey({ code, key, state }: KeyStroke): void {
    this.#controlWaits = false;
    this.#agree(state, code);
    const { layout } = this.typing;
    const strokes = layout?.strokesFor(key);
    const [only] = strokes ?? [];
    const isShifted = this.#isDown("ShiftLeft", "ShiftRight");
    const isAsHeld = only && !state.altGraph && only.level === (isShifted ? "shift" : "plain");
    if (strokes?.length !== 1 || !isAsHeld) {
      this.#typeCharacter(key, true);
      return;
    }
    this.#press(code, scancodesOf(only.code) ?? []);
  }

  /** @param byKeys the desktop's keys are tried first */
  #typeCharacter(character: string, byKeys: boolean): void {
    const strokes = byKeys && this.typing.layout?.strokesFor(character);
    if (strokes) for (const stroke of strokes) this.#strikeWith(stroke);
    else for (let index = 0; index < character.length; index++) this.#unicode(character.charCodeAt(index));
  }

  /** Strikes a key with exactly the modifiers that it needs. */
  #strikeWith({ code, level }: LayoutStroke): void {
    const scancodes = scancodesOf(code) ?? [];
    this.#letGo(scancodes);
    const needed: readonly string[] = LEVELS[level];
    const held = [...this.#pressed].filter(([one]) => MODIFIERS.has(one));
    const lifted = held.filter(([one]) => !needed.includes(one)).flatMap(([, sent]) => sent);
    const added = needed.filter((one) => !this.#isDown(one)).flatMap((one) => scancodesOf(one) ?? []);
    this.#send(lifted, KeyFlag.Release);
    this.#send(added, 0);
    this.#tap(scancodes);
    this.#send(added, KeyFlag.Release);
    this.#send(lifted, 0);
  }

  #down({ code, repeat, state }: KeyStroke, scancodes: readonly Scancode[]): Shortcut | undefined {
    if (code === this.#swallowed && repeat) return undefined;
    this.#swallowed = undefined;
    const shortcut = this.#shortcutOf(code);
    if (shortcut) {
      this.#swallowed = code;
      return this.#strike(shortcut);
    }
    if (code === "AltRight" && this.#controlWaits) this.#controlWaits = false;
    else this.#pressWaitingControl();
    this.#agree(state, code);
    const wasDown = this.#pressed.has(code);
    if (code === "ControlLeft" && this.#platform === "windows" && !wasDown && !repeat) {
      this.#controlWaits = true;
      return undefined;
    }
    if (code === "CapsLock" && this.#platform === "mac") {
      this.#toggle(code, scancodes);
      return undefined;
    }
    if (!wasDown) this.#locks ^= LOCK_KEYS[code] ?? 0;
    this.#press(code, scancodes);
    if (this.#platform === "mac" && state.meta && !MODIFIERS.has(code)) this.#release(code);
    return undefined;
  }

  #up({ code, state }: KeyStroke, scancodes: readonly Scancode[]): Shortcut | undefined {
    this.#pressWaitingControl();
    this.#agree(state, code);
    if (this.#chord && this.menuShortcut === "ctrl-alt-shift") return this.#strike("menu");
    if (code === "CapsLock" && this.#platform === "mac") this.#toggle(code, scancodes);
    else if (this.#pressed.has(code)) this.#release(code);
    else if (code === "PrintScreen") this.#tap(scancodes);
    return undefined;
  }

  #shortcutOf(code: string): Shortcut | undefined {
    if (this.#chord && code === POINTER_LOCK_KEYS[this.lockShortcut]) return "pointer-lock";
    if (this.menuShortcut === "none") return undefined;
    if (code === "KeyS" && this.#chord) return "statistics";
    const holdsBoth =
      this.#pressed.size === 2 && this.#isDown("ControlLeft", "ControlRight") && this.#isDown("AltLeft");
    return holdsBoth && code === MENU_KEYS[this.menuShortcut] ? "menu" : undefined;
  }

  /** A shortcut leaves nothing down at the desktop. */
  #strike(shortcut: Shortcut): Shortcut {
    this.#chord = false;
    this.#releaseAll();
    return shortcut;
  }

  #isDown(...codes: string[]): boolean {
    return codes.some((code) => this.#pressed.has(code));
  }

  /** Releases the key of this computer that holds the desktop's. */
  #letGo([wanted]: readonly Scancode[]): void {
    for (const [held, [sent]] of this.#pressed) {
      if (sent?.scancode === wanted?.scancode && sent?.flags === wanted?.flags) this.#release(held);
    }
  }

  #press(code: string, scancodes: readonly Scancode[]): void {
    if (!this.#pressed.has(code)) this.#letGo(scancodes);
    // A repeated key sends what its first press did, so that one release is enough.
    const sent = this.#pressed.get(code) ?? scancodes;
    this.#pressed.set(code, sent);
    this.#send(sent, 0);
    this.#chord =
      this.#pressed.size === 3 &&
      this.#isDown("ControlLeft", "ControlRight") &&
      this.#isDown("AltLeft") &&
      this.#isDown("ShiftLeft", "ShiftRight");
  }

  #release(code: string): void {
    const scancodes = this.#pressed.get(code);
    if (!scancodes) return;
    this.#pressed.delete(code);
    this.#send(scancodes, KeyFlag.Release);
  }

  #releaseAll(): void {
    for (const code of [...this.#pressed.keys()].reverse()) this.#release(code);
  }

  #pressWaitingControl(): void {
    if (!this.#controlWaits) return;
    this.#controlWaits = false;
    this.#press("ControlLeft", scancodesOf("ControlLeft") ?? []);
  }

  #toggle(code: string, scancodes: readonly Scancode[]): void {
    this.#locks ^= LOCK_KEYS[code] ?? 0;
    this.#tap(scancodes);
  }

  #tap(scancodes: readonly Scancode[]): void {
    this.#send(scancodes, 0);
    this.#send(scancodes, KeyFlag.Release);
  }

  #unicode(unit: number): void {
    this.#out.push({ kind: "unicode", unit, flags: 0 }, { kind: "unicode", unit, flags: KeyFlag.Release });
  }

  #send(scancodes: readonly Scancode[], direction: number): void {
    for (const { scancode, flags } of scancodes) this.#out.push({ kind: "key", scancode, flags: flags | direction });
  }

  /** Brings modifiers and toggle keys in step with what an event of `code` (undefined: of the pointer) says. */
  #agree(state: KeyboardState, code: string | undefined): void {
    if (!state.shift) this.#releaseStale(code, "ShiftLeft", "ShiftRight");
    if (!state.meta) this.#releaseStale(code, "MetaLeft", "MetaRight");
    // With AltGr down, browsers differ in what they say of Control.
    if (!state.control && !state.altGraph) this.#releaseStale(code, "ControlLeft", "ControlRight");
    const local = this.typing.byCharacter ? state.locks & ~LockKey.CapsLock : state.locks;
    const locks = local ^ this.#toggled;
    if (locks === this.#locks || (code !== undefined && code in LOCK_KEYS)) return;
    this.#locks = locks;
    this.#out.push({ kind: "lock-keys", keys: locks });
    // The record lifts all keys at the desktop ([MS-RDPBCGR] 2.2.8.1.1.3.1.1.5): what is held must go down again.
    for (const [held, scancodes] of this.#pressed) if (MODIFIERS.has(held)) this.#send(scancodes, 0);
  }

  #releaseStale(code: string | undefined, left: string, right: string): void {
    if (code === left || code === right) return;
    for (const side of [left, right]) if (!this.#latched.has(side)) this.#release(side);
  }

  #take(): Intention[] {
    const intentions = this.#out;
    this.#out = [];
    return intentions;
  }
}
