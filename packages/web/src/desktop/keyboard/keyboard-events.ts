import type { Intention } from "@passerelle/tunnel";
import { KEY_ROWS } from "./layouts/key-rows.ts";

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
export type PageShortcut = "menu" | "statistics";
/** With what they do to the window's own part of the desktop. */
export type Shortcut = PageShortcut | "pointer-lock";

/** What a key event comes to. */
export interface Outcome {
  readonly intentions: readonly Intention[];
  /** The browser must not act on the event. False: it goes on and may become text. */
  readonly handled: boolean;
  /** The shortcut that was struck with it. */
  readonly shortcut: Shortcut | undefined;
}

/** True for events of input methods and of phone keyboards: what they mean arrives as text. */
export function isText({ code, key, composing }: KeyStroke): boolean {
  return composing || key === "Process" || code === "" || code === "Unidentified";
}

const LAYOUT_KEYS = new Set(KEY_ROWS.flat());

/** True for a key that has a character on it, which layouts place differently. */
export function hasCharacter({ code, key }: KeyStroke): boolean {
  return LAYOUT_KEYS.has(code) && [...key].length === 1;
}
