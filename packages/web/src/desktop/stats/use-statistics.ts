import { useCallback, useEffect, useState } from "react";

/** Whether the statistics are shown, and how to change that. */
export interface Statistics {
  readonly isShown: boolean;
  /** They were asked for by the menu, not amid the work: they take the focus. */
  readonly takesFocus: boolean;
  /** Shows them without taking the focus, or hides them. */
  readonly toggle: () => void;
  readonly showFocused: () => void;
  readonly hide: () => void;
}

/** The statistics over the desktop. Ctrl+Alt+Shift+S toggles them wherever the focus is. */
export function useStatistics(): Statistics {
  const [shown, setShown] = useState<"no" | "yes" | "focused">("no");
  const toggle = useCallback(() => setShown((was) => (was === "no" ? "yes" : "no")), []);
  const showFocused = useCallback(() => setShown("focused"), []);
  const hide = useCallback(() => setShown("no"), []);
  useEffect(() => {
    // Keys that the desktop has taken come here with their default prevented.
    const strike = (event: KeyboardEvent) => {
      const { code, ctrlKey, altKey, shiftKey, repeat, defaultPrevented } = event;
      if (code !== "KeyS" || !(ctrlKey && altKey && shiftKey) || repeat || defaultPrevented) return;
      event.preventDefault();
      toggle();
    };
    document.addEventListener("keydown", strike);
    return () => document.removeEventListener("keydown", strike);
  }, [toggle]);
  return { isShown: shown !== "no", takesFocus: shown === "focused", toggle, showFocused, hide };
}
