import { type RefObject, useEffect, useState, useSyncExternalStore } from "react";
import type { DesktopTarget } from "./desktop-target.ts";
import { SessionClient } from "./session-client.ts";
import type { SessionState } from "./session-state.ts";

/**
 * Opens a target when the component is there, and leaves the desktop when it goes.
 * @param container what the desktop may fill
 * @returns undefined at first
 */
export function useSessionClient(
  target: DesktopTarget,
  container: RefObject<HTMLElement | null>,
): SessionClient | undefined {
  const [client, setClient] = useState<SessionClient>();
  useEffect(() => {
    if (!container.current) return;
    const opened = new SessionClient(target, container.current.getBoundingClientRect());
    setClient(opened);
    return () => opened.close();
  }, [target, container]);
  return client;
}

export function useSessionState(client: SessionClient): SessionState {
  return useSyncExternalStore(
    (listener) => client.subscribe(listener),
    () => client.state,
  );
}
