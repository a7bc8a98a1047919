import { useCallback, useEffect, useRef, useState } from "react";
import { type OpenMonitor, openMonitor, showFullScreen } from "./monitor-window.ts";
import { findScreens, hasSeveralScreens, type ScreenPlace } from "./screens.ts";

/** Milliseconds that a desktop has to take the screens that it was given. */
const PATIENCE = 10_000;

/** Why not all screens are used. */
export type MonitorProblem = "denied" | "blocked" | "single" | "refused" | "failed";

export interface Monitors {
  /** The screen with the page; undefined while the desktop has one monitor. */
  readonly here: ScreenPlace | undefined;
  /** The further windows. */
  readonly open: readonly OpenMonitor[];
  readonly problem: MonitorProblem | undefined;
  /** Opens a window on each further screen; to be called by a gesture of the user. Absent: it is not possible. */
  readonly openAll: (() => void) | undefined;
  /** Goes back to one monitor. */
  readonly closeAll: () => void;
  readonly dismiss: () => void;
}

interface State {
  readonly here: ScreenPlace | undefined;
  readonly open: readonly OpenMonitor[];
}

const ONE_MONITOR: State = { here: undefined, open: [] };

/**
 * The windows of a desktop with several monitors. One that is closed, a screen that comes or goes, and a desktop that does
 * not take several monitors lead back to one.
 * @param most monitors that the desktop may have
 * @param isTaken whether the desktop shows on several monitors what it was asked to; undefined while it cannot answer
 */
export function useMonitors(most: number, isTaken: boolean | undefined): Monitors {
  const [state, setState] = useState(ONE_MONITOR);
  const [problem, setProblem] = useState<MonitorProblem>();
  const isExtended = useSeveralScreens();
  const closing = useRef<() => void>(undefined);

  const closeAll = useCallback(() => {
    closing.current?.();
    closing.current = undefined;
    setState(ONE_MONITOR);
  }, []);

  const openAll = useCallback(async () => {
    setProblem(undefined);
    try {
      const { here, others, onChange } = await findScreens();
      if (others.length === 0) return setProblem("single");
      const wanted = others.slice(0, most - 1);
      const open = wanted.map((place, index) => openMonitor(index + 1, place)).filter((opened) => opened !== undefined);
      if (open.length < wanted.length) setProblem("blocked");
      if (open.length === 0) return;
      closing.current = closeWith(open, onChange(closeAll), closeAll);
      setState({ here, open });
      await Promise.all(open.map(showFullScreen));
    } catch (error) {
      setProblem(error instanceof DOMException && error.name === "NotAllowedError" ? "denied" : "failed");
    }
  }, [most, closeAll]);

  // Whatever becomes of the page, its windows go with it.
  useEffect(() => {
    addEventListener("pagehide", closeAll);
    return () => {
      removeEventListener("pagehide", closeAll);
      closeAll();
    };
  }, [closeAll]);

  useEffect(() => {
    if (state.open.length === 0 || isTaken !== false) return;
    const timer = setTimeout(() => {
      closeAll();
      setProblem("refused");
    }, PATIENCE);
    return () => clearTimeout(timer);
  }, [state, isTaken, closeAll]);

  return {
    ...state,
    problem,
    openAll: isExtended && most > 1 ? openAll : undefined,
    closeAll,
    dismiss: useCallback(() => setProblem(undefined), []),
  };
}

/** Closes the windows, and calls `closed` when the user closes one of them. */
function closeWith(open: readonly OpenMonitor[], stopListening: () => void, closed: () => void): () => void {
  for (const { window } of open) window.addEventListener("pagehide", closed);
  return () => {
    stopListening();
    for (const { window } of open) {
      window.removeEventListener("pagehide", closed);
      window.close();
    }
  };
}

function useSeveralScreens(): boolean {
  const [several, setSeveral] = useState(hasSeveralScreens);
  useEffect(() => {
    const change = () => setSeveral(hasSeveralScreens());
    const target = screen as Partial<EventTarget>;
    target.addEventListener?.("change", change);
    return () => target.removeEventListener?.("change", change);
  }, []);
  return several;
}
