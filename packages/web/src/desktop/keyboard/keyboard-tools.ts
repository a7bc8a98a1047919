import { Store } from "../devices/store.ts";

/** What lies over the desktop to type with: its keyboard, a field for the text of a phone, or nothing. */
export type KeyboardTool = "none" | "keys" | "text";

export const keyboardTool = new Store<KeyboardTool>("none");

/** Shows a tool, or hides it if it is the one that is shown. */
export function toggleTool(tool: KeyboardTool): void {
  keyboardTool.value = keyboardTool.value === tool ? "none" : tool;
}
