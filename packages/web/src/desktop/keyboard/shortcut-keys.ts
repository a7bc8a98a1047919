import type { LockShortcut, MenuShortcut } from "./input-choices.ts";

/** The key that opens the menu while Ctrl and Alt are held. */
export const MENU_KEYS: Readonly<Record<MenuShortcut, string | undefined>> = {
  "ctrl-alt-shift": undefined,
  "ctrl-alt-home": "Home",
  "ctrl-alt-insert": "Insert",
  none: undefined,
};

/** The key that locks the mouse while Ctrl, Alt and Shift are held. */
export const POINTER_LOCK_KEYS: Readonly<Record<LockShortcut, string | undefined>> = {
  "ctrl-alt-shift-l": "KeyL",
  "ctrl-alt-shift-g": "KeyG",
  none: undefined,
};
