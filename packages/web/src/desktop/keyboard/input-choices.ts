import { fields, KeptStore, oneOf } from "../kept-store.ts";

/** What the keys of this computer do: the key at the same place, or the character that is on it. */
export const TYPING_MODES = ["keys", "characters"] as const;
export type TypingMode = (typeof TYPING_MODES)[number];

/** What opens the menu; `none`: all keys go to the desktop. */
export const MENU_SHORTCUTS = ["ctrl-alt-shift", "ctrl-alt-home", "ctrl-alt-insert", "none"] as const;
export type MenuShortcut = (typeof MENU_SHORTCUTS)[number];

/** What locks the mouse to the desktop, and unlocks it; keys that are at the same place on all Latin keyboards. */
export const LOCK_SHORTCUTS = ["ctrl-alt-shift-l", "ctrl-alt-shift-g", "none"] as const;
export type LockShortcut = (typeof LOCK_SHORTCUTS)[number];

/** What fingers do: click where they tap, move the pointer as on a touchpad, or touch the desktop itself. */
export const TOUCH_MODES = ["pointer", "touchpad", "touch"] as const;
export type TouchMode = (typeof TOUCH_MODES)[number];

/** How a person works, kept in this browser; the first of each unless another was chosen. */
export interface InputChoices {
  readonly typing: TypingMode;
  readonly shortcut: MenuShortcut;
  readonly lock: LockShortcut;
  readonly touch: TouchMode;
}

const check = fields<InputChoices>({
  typing: oneOf(TYPING_MODES),
  shortcut: oneOf(MENU_SHORTCUTS),
  lock: oneOf(LOCK_SHORTCUTS),
  touch: oneOf(TOUCH_MODES),
});

/** Those of this browser, for all desktops. */
export const inputChoices = new KeptStore("passerelle.input", check);

export function choose(change: Partial<InputChoices>): void {
  inputChoices.value = { ...inputChoices.value, ...change };
}
