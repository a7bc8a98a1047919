import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./menu-hint.module.css";

const SHOWN_FOR = 8_000;
const SEEN = "passerelle.menu-hint-seen";

/** Tells once in each browser where the menu is. */
export function MenuHint({ isTouch }: { isTouch: boolean }): ReactElement | null {
  const { t } = useTranslation("desktop");
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
  return (
    <p className={classes.hint} role="status">
      {t(isTouch ? "menu.hintTouch" : "menu.hint")}
    </p>
  );
}
