import { Store } from "../devices/store.ts";

/** What the keys of this computer do: the key at the same place, or the character that is on it. */
export const TYPING_MODES = ["keys", "characters"] as const;
export type TypingMode = (typeof TYPING_MODES)[number];

/** What opens the menu; `none`: all keys go to the desktop. */
export const MENU_SHORTCUTS = ["ctrl-alt-shift", "ctrl-alt-home", "ctrl-alt-insert", "none"] as const;
export type MenuShortcut = (typeof MENU_SHORTCUTS)[number];

/** What fingers do: click where they tap, move the pointer as on a touchpad, or touch the desktop itself. */
export const TOUCH_MODES = ["pointer", "touchpad", "touch"] as const;
export type TouchMode = (typeof TOUCH_MODES)[number];

/** How a person works, kept in this browser. */
export interface InputChoices {
  readonly typing: TypingMode;
  readonly shortcut: MenuShortcut;
  readonly touch: TouchMode;
}

const KEY = "passerelle.input";
const DEFAULT: InputChoices = { typing: "keys", shortcut: "ctrl-alt-shift", touch: "pointer" };

/** Those of this browser, for all desktops. */
export const inputChoices = new Store<InputChoices>(readChoices(localStorage.getItem(KEY)));
inputChoices.subscribe(() => localStorage.setItem(KEY, JSON.stringify(inputChoices.value)));

export function choose(change: Partial<InputChoices>): void {
  inputChoices.value = { ...inputChoices.value, ...change };
}

/** What was kept; the default for all that is not to be read. */
function readChoices(kept: string | null): InputChoices {
  let choices: Partial<Record<keyof InputChoices, unknown>>;
  try {
    choices = { ...JSON.parse(kept ?? "{}") };
  } catch {
    return DEFAULT;
  }
  const oneOf = <Value extends string>(values: readonly Value[], given: unknown, otherwise: Value) =>
    values.find((value) => value === given) ?? otherwise;
  return {
    typing: oneOf(TYPING_MODES, choices.typing, DEFAULT.typing),
    shortcut: oneOf(MENU_SHORTCUTS, choices.shortcut, DEFAULT.shortcut),
    touch: oneOf(TOUCH_MODES, choices.touch, DEFAULT.touch),
  };
}
