import { type RefObject, useEffect, useState, useSyncExternalStore } from "react";
import { SessionClient } from "./session-client.ts";
import type { SessionState } from "./session-state.ts";

/**
 * Opens a connection when the component is there, and leaves the desktop when it goes.
 * @param container what the desktop may fill
 * @returns undefined at first
 */
export function useSessionClient(
  connection: string,
  container: RefObject<HTMLElement | null>,
): SessionClient | undefined {
  const [client, setClient] = useState<SessionClient>();
  useEffect(() => {
    if (!container.current) return;
    const opened = new SessionClient(connection, container.current.getBoundingClientRect());
    setClient(opened);
    return () => opened.close();
  }, [connection, container]);
  return client;
}

export function useSessionState(client: SessionClient): SessionState {
  return useSyncExternalStore(
    (listener) => client.subscribe(listener),
    () => client.state,
  );
}
