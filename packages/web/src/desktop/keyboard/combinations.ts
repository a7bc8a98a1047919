/** Key combinations that the local system or the browser keeps for itself; KeyboardEvent.code, in the order of pressing. */
export const COMBINATIONS = {
  ctrlAltDelete: ["ControlLeft", "AltLeft", "Delete"],
  altTab: ["AltLeft", "Tab"],
  windows: ["MetaLeft"],
  ctrlEscape: ["ControlLeft", "Escape"],
  altF4: ["AltLeft", "F4"],
  printScreen: ["PrintScreen"],
} as const satisfies Record<string, readonly string[]>;

/** Those that are wanted more rarely. */
export const FURTHER_COMBINATIONS = {
  windowsL: ["MetaLeft", "KeyL"],
  windowsE: ["MetaLeft", "KeyE"],
  windowsR: ["MetaLeft", "KeyR"],
  windowsD: ["MetaLeft", "KeyD"],
  ctrlShiftEscape: ["ControlLeft", "ShiftLeft", "Escape"],
  ctrlTab: ["ControlLeft", "Tab"],
  ctrlW: ["ControlLeft", "KeyW"],
  ctrlN: ["ControlLeft", "KeyN"],
  ctrlT: ["ControlLeft", "KeyT"],
  f11: ["F11"],
} as const satisfies Record<string, readonly string[]>;

export type Combination = keyof typeof COMBINATIONS;
export type FurtherCombination = keyof typeof FURTHER_COMBINATIONS;
