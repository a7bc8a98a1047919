/** The keys that layouts differ in, row by row, by KeyboardEvent.code. Only Japanese and Brazilian keyboards have the last of two rows. */
export const KEY_ROWS = [
  "Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal IntlYen",
  "KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight",
  "KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backslash",
  "IntlBackslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash IntlRo",
].map((row) => row.split(" "));

/** With what a key is pressed, and the modifiers that are. */
export const LEVELS = {
  plain: [],
  shift: ["ShiftLeft"],
  altGr: ["AltRight"],
  shiftAltGr: ["ShiftLeft", "AltRight"],
} as const satisfies Record<string, readonly string[]>;
export type Level = keyof typeof LEVELS;

/** A key, and what is held with it. */
export interface LayoutStroke {
  readonly code: string;
  readonly level: Level;
}
