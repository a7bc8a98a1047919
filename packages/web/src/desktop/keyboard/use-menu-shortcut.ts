import { type FocusEvent, type KeyboardEvent, useMemo } from "react";
import type { SessionClient } from "../session-client.ts";
import { inputChoices } from "./input-choices.ts";
import { strokeOf } from "./keyboard-input.ts";
import { KeyboardMachine } from "./keyboard-machine.ts";

interface ShortcutHandlers {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onKeyUp: (event: KeyboardEvent) => void;
  readonly onBlur: (event: FocusEvent) => void;
}

/** Hears the shortcut of the menu where the page has the keys and not the desktop: nothing of them is sent. */
export function useMenuShortcut({ platform }: SessionClient, onShortcut: () => void): ShortcutHandlers {
  const machine = useMemo(() => new KeyboardMachine(platform, 0), [platform]);

  function hear({ nativeEvent }: KeyboardEvent): void {
    machine.menuShortcut = inputChoices.value.shortcut;
    if (machine.key(strokeOf(nativeEvent, platform)).shortcut === "menu") onShortcut();
  }

  function forget({ currentTarget, relatedTarget }: FocusEvent): void {
    if (!currentTarget.contains(relatedTarget)) machine.releaseAll();
  }

  return { onKeyDown: hear, onKeyUp: hear, onBlur: forget };
}
