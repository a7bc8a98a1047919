import { type Intention, LockKey } from "@passerelle/tunnel";
import { isPasteStroke, type PasteGate } from "../devices/clipboard/paste-gate.ts";
import type { KeyboardState, KeyStroke, Platform, Shortcut } from "./keyboard-events.ts";
import type { KeyboardMachine } from "./keyboard-machine.ts";
import { textChange } from "./text-change.ts";

/** What the field holds before anything is typed: phone keyboards report Backspace only if there is something to erase. */
const PLACEHOLDER = "\u00a0".repeat(8);

/** The platform whose keyboard habits the browser has. */
export function platformOf(userAgent: string): Platform {
  if (/Windows/.test(userAgent)) return "windows";
  return /Macintosh|iPhone|iPad/.test(userAgent) ? "mac" : "other";
}

/** Modifiers and toggle keys as an event of the keyboard or the pointer saw them. */
export function keyboardState(event: KeyboardEvent | MouseEvent, platform: Platform): KeyboardState {
  const locked = (name: string, bit: number) => (event.getModifierState(name) ? bit : 0);
  // macOS has no NumLock: its number keys are always numbers.
  const numLock = platform === "mac" ? LockKey.NumLock : locked("NumLock", LockKey.NumLock);
  return {
    shift: event.shiftKey,
    control: event.ctrlKey,
    meta: event.metaKey,
    altGraph: event.getModifierState("AltGraph"),
    locks: numLock | locked("CapsLock", LockKey.CapsLock) | locked("ScrollLock", LockKey.ScrollLock),
  };
}

/** What a keydown or keyup says. */
export function strokeOf(event: KeyboardEvent, platform: Platform): KeyStroke {
  return {
    direction: event.type === "keydown" ? "down" : "up",
    code: event.code,
    key: event.key,
    repeat: event.repeat,
    composing: event.isComposing,
    state: keyboardState(event, platform),
  };
}

export interface KeyboardInputOptions {
  /** Has the focus while the user works in the desktop; takes what input methods and phone keyboards compose. */
  readonly field: HTMLTextAreaElement;
  readonly machine: KeyboardMachine;
  readonly platform: Platform;
  readonly send: (intentions: readonly Intention[]) => void;
  readonly pasteGate: PasteGate;
  /** A shortcut of the page was struck. */
  readonly onShortcut: (shortcut: Shortcut) => void;
  /** Ends the listening. */
  readonly signal: AbortSignal;
}

/** Hands the browser's keyboard events to the machine, and what it makes of them on. */
export function listenToKeyboard({
  field,
  machine,
  platform,
  send,
  pasteGate,
  onShortcut,
  signal,
}: KeyboardInputOptions): void {
  /** Phone keyboards compose whole words: waiting for their end would hide what is typed. */
  const isPhone = matchMedia("(pointer: coarse)").matches;
  let text = PLACEHOLDER;

  function clear(): void {
    field.value = PLACEHOLDER;
    text = PLACEHOLDER;
  }

  function takeText(): void {
    const { erased, inserted } = textChange(text, field.value);
    text = field.value;
    for (let index = 0; index < erased; index++) send(machine.combination(["Backspace"]));
    if (inserted) send(machine.text(inserted));
  }

  function onKey(event: KeyboardEvent): void {
    const { intentions, handled, shortcut } = machine.key(strokeOf(event, platform));
    const isPaste = event.type === "keydown" && !event.repeat && isPasteStroke(event) && pasteGate.struck();
    // The browser says what it would paste only if it may act on the key.
    if (handled && !isPaste) event.preventDefault();
    send(intentions);
    if (shortcut) onShortcut(shortcut);
  }

  function onInput(event: Event): void {
    // Not instanceof: the event may be of another window.
    const composing = (event as Partial<InputEvent>).isComposing === true;
    if (composing && !isPhone) return;
    takeText();
    if (!composing) clear();
  }

  function onPaste(event: ClipboardEvent): void {
    if (!pasteGate.handler || !event.clipboardData) return;
    event.preventDefault();
    pasteGate.handler.pasted(event.clipboardData);
  }

  function release(): void {
    send(machine.releaseAll());
  }

  clear();
  field.addEventListener("keydown", onKey, { signal });
  field.addEventListener("keyup", onKey, { signal });
  field.addEventListener("input", onInput, { signal });
  field.addEventListener("compositionend", onInput, { signal });
  field.addEventListener("paste", onPaste, { signal });
  field.addEventListener("blur", release, { signal });
  document.addEventListener("visibilitychange", release, { signal });
  signal.addEventListener("abort", release);
}
