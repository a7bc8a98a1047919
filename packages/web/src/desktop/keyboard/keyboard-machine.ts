import { type Intention, KeyFlag, LockKey } from "@passerelle/tunnel";
import { BREAK, type Scancode, scancodesOf } from "./scancodes.ts";

/** The systems whose browsers report keys in ways of their own. */
export type Platform = "windows" | "mac" | "other";

/** The keyboard as an event (of keys or of the pointer) found it. */
export interface KeyboardState {
  readonly shift: boolean;
  readonly control: boolean;
  readonly meta: boolean;
  readonly altGraph: boolean;
  /** `LockKey` bits. */
  readonly locks: number;
}

/** What a KeyboardEvent says. */
export interface KeyStroke {
  readonly direction: "down" | "up";
  /** KeyboardEvent.code: the physical key. */
  readonly code: string;
  /** KeyboardEvent.key: what the local layout makes of it. */
  readonly key: string;
  readonly repeat: boolean;
  /** An input method is composing. */
  readonly composing: boolean;
  readonly state: KeyboardState;
}

/** What keys do in the page instead of at the desktop. */
export type Shortcut = "menu" | "statistics";

/** What a key event comes to. */
export interface Outcome {
  readonly intentions: readonly Intention[];
  /** The browser must not act on the event. False: it goes on and may become text. */
  readonly handled: boolean;
  /** The shortcut that was struck with it. */
  readonly shortcut: Shortcut | undefined;
}

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

/** Keys that the browser's character events stand for when there is no key event with a code. */
const KEY_OF_CHARACTER: Readonly<Record<string, string>> = { "\n": "Enter", "\r": "Enter", "\t": "Tab" };

/**
 * Turns what happens at the user's keyboard into intentions. Keys go by their place on the keyboard: the desktop's own
 * layout makes characters of them, with its AltGr and dead keys. Only what has no place (composed text, the keyboard of
 * a phone) goes as characters, through `text`.
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
 * - Ctrl+Alt+Shift, released with no other key in between, opens the menu. With S it shows the statistics, and neither
 *   that S nor its repetitions reach the desktop.
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
  /** S struck the shortcut and is still down. */
  #swallowsS = false;
  #out: Intention[] = [];

  /** @param locks the toggle keys that the desktop was told, `LockKey` bits */
  constructor(platform: Platform, locks: number) {
    this.#platform = platform;
    this.#locks = locks;
  }

  /** A key event. */
  key(stroke: KeyStroke): Outcome {
    const releasesKey = stroke.direction === "up" && this.#pressed.has(stroke.code);
    const scancodes = isText(stroke) && !releasesKey ? undefined : this.#scancodesOf(stroke);
    if (!scancodes) return { intentions: [], handled: false, shortcut: undefined };
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
      else for (let index = 0; index < character.length; index++) this.#unicode(character.charCodeAt(index));
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

  /** Releases every key that is down. */
  releaseAll(): Intention[] {
    this.#controlWaits = false;
    this.#chord = false;
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

  /** The desktop has changed its toggle keys itself. */
  locksAtDesktop(locks: number): void {
    this.#locks = locks;
  }

  #scancodesOf({ code }: KeyStroke): readonly Scancode[] | undefined {
    const control = this.#isDown("ControlLeft", "ControlRight");
    if (code === "End" && control && this.#isDown("AltLeft")) return scancodesOf("Delete");
    if (code === "Pause" && control) return BREAK;
    return scancodesOf(code);
  }

  #down({ code, repeat, state }: KeyStroke, scancodes: readonly Scancode[]): Shortcut | undefined {
    if (code === "KeyS") {
      if (this.#swallowsS && repeat) return undefined;
      this.#swallowsS = this.#chord;
      if (this.#chord) return this.#strike("statistics");
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
    if (this.#chord) return this.#strike("menu");
    if (code === "CapsLock" && this.#platform === "mac") this.#toggle(code, scancodes);
    else if (this.#pressed.has(code)) this.#release(code);
    else if (code === "PrintScreen") this.#tap(scancodes);
    return undefined;
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

  #press(code: string, scancodes: readonly Scancode[]): void {
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
    if (state.locks === this.#locks || (code !== undefined && code in LOCK_KEYS)) return;
    this.#locks = state.locks;
    this.#out.push({ kind: "lock-keys", keys: state.locks });
    // The record lifts all keys at the desktop ([MS-RDPBCGR] 2.2.8.1.1.3.1.1.5): what is held must go down again.
    for (const [held, scancodes] of this.#pressed) if (MODIFIERS.has(held)) this.#send(scancodes, 0);
  }

  #releaseStale(code: string | undefined, left: string, right: string): void {
    if (code === left || code === right) return;
    this.#release(left);
    this.#release(right);
  }

  #take(): Intention[] {
    const intentions = this.#out;
    this.#out = [];
    return intentions;
  }
}

/** True for events of input methods and of phone keyboards: what they mean arrives as text. */
function isText({ code, key, composing }: KeyStroke): boolean {
  return composing || key === "Process" || code === "" || code === "Unidentified";
}
