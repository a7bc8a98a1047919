import { useEffect } from "react";
import { useStore } from "../devices/store.ts";
import type { SessionClient } from "../session-client.ts";
import { useSessionState } from "../use-session.ts";
import { inputChoices } from "./input-choices.ts";

/** Guacamole's layout of servers that shall get nothing but characters. */
const FAILSAFE = "failsafe";

/** Has the keyboard work as the person has chosen and the desktop needs it. */
export function useTyping(client: SessionClient): void {
  const { phase } = useSessionState(client);
  const { typing, shortcut, lock } = useStore(inputChoices);
  const name = phase.kind === "active" ? phase.layout : undefined;
  const takesLock = phase.kind === "active" && phase.relative;
  const takesUnicode = phase.kind === "active" && phase.unicode;

  useEffect(() => {
    client.keyboard.menuShortcut = shortcut;
    client.keyboard.lockShortcut = takesLock ? lock : "none";
  }, [client, shortcut, lock, takesLock]);

  useEffect(() => {
    if (name === undefined) return;
    const byCharacter = typing === "characters" || name === FAILSAFE;
    client.keyboard.typing = { byCharacter, layout: undefined, takesUnicode };
    if (!byCharacter && takesUnicode) return;
    let isOver = false;
    import("./layouts/known-layouts.ts").then(({ layoutNamed }) => {
      if (!isOver) client.keyboard.typing = { byCharacter, layout: layoutNamed(name), takesUnicode };
    }, reportError);
    return () => {
      isOver = true;
    };
  }, [client, name, typing, takesUnicode]);
}
