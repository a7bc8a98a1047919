import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../devices/store.ts";
import { inputChoices } from "../keyboard/input-choices.ts";
import classes from "./menu-hint.module.css";

const SHOWN_FOR = 8_000;
const SEEN = "passerelle.menu-hint-seen";

/** Tells once in each browser where the menu is. @param hasKeys the desktop takes keys */
export function MenuHint({ hasKeys }: { hasKeys: boolean }): ReactElement | null {
  const { t } = useTranslation("desktop");
  const { shortcut } = useStore(inputChoices);
  const [isShown, setShown] = useState(() => localStorage.getItem(SEEN) === null);
  useEffect(() => {
    if (!isShown) return;
    const timer = setTimeout(() => {
      localStorage.setItem(SEEN, "yes");
      setShown(false);
    }, SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [isShown]);
  if (!isShown) return null;
  // Whoever has chosen another shortcut knows it.
  const isByKeys = hasKeys && shortcut === "ctrl-alt-shift";
  return (
    <p className={classes.hint} role="status">
      {t(isByKeys ? "menu.hint" : "menu.hintTouch")}
    </p>
  );
}
