import { useEffect, useState } from "react";

/** https://wicg.github.io/keyboard-lock/, in Chromium only. */
interface KeyboardLock {
  readonly keyboard?: { lock(): Promise<void>; unlock(): void };
}

async function toggle(): Promise<void> {
  if (document.fullscreenElement) {
    await document.exitFullscreen();
    return;
  }
  await document.documentElement.requestFullscreen({ navigationUI: "hide" });
  // With it Alt+Tab, the Windows key and Escape go to the desktop; Escape held down leaves the full screen.
  await (navigator as KeyboardLock).keyboard?.lock();
}

/** Whether the page fills the screen, and how to change that. */
export function useFullScreen(): {
  readonly isFull: boolean;
  readonly isPossible: boolean;
  readonly toggle: () => void;
} {
  const [isFull, setFull] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const change = () => {
      setFull(document.fullscreenElement !== null);
      if (!document.fullscreenElement) (navigator as KeyboardLock).keyboard?.unlock();
    };
    document.addEventListener("fullscreenchange", change);
    return () => document.removeEventListener("fullscreenchange", change);
  }, []);
  return {
    isFull,
    isPossible: document.fullscreenEnabled,
    // A browser that refuses stays as it is; there is nothing to tell.
    toggle: () => void toggle().catch(() => {}),
  };
}
