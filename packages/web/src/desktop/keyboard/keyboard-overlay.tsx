import { lazy, type ReactElement, Suspense } from "react";
import { useStore } from "../devices/store.ts";
import type { SessionClient } from "../session-client.ts";
import { useSessionState } from "../use-session.ts";
import { keyboardTool } from "./keyboard-tools.ts";
import { TextEntry } from "./text-entry.tsx";

const OnScreenKeyboard = lazy(async () => ({
  default: (await import("./on-screen/on-screen-keyboard.tsx")).OnScreenKeyboard,
}));

function close(): void {
  keyboardTool.value = "none";
}

/** What lies over the desktop to type with. */
export function KeyboardOverlay({ client }: { readonly client: SessionClient }): ReactElement | null {
  const tool = useStore(keyboardTool);
  const { phase } = useSessionState(client);
  if (phase.kind !== "active" || phase.readOnly) return null;
  if (tool === "text") return <TextEntry client={client} onClose={close} />;
  if (tool !== "keys") return null;
  return (
    <Suspense>
      <OnScreenKeyboard client={client} layout={phase.layout} onClose={close} />
    </Suspense>
  );
}
