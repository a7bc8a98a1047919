/** Key combinations that the local system or the browser keeps for itself; KeyboardEvent.code, in the order of pressing. */
export const COMBINATIONS = {
  ctrlAltDelete: ["ControlLeft", "AltLeft", "Delete"],
  altTab: ["AltLeft", "Tab"],
  windows: ["MetaLeft"],
  ctrlEscape: ["ControlLeft", "Escape"],
  altF4: ["AltLeft", "F4"],
  printScreen: ["PrintScreen"],
} as const satisfies Record<string, readonly string[]>;

export type Combination = keyof typeof COMBINATIONS;
