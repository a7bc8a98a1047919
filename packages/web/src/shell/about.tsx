import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import classes from "./shell.module.css";

/** What this is, in small print. */
export function About(): ReactElement {
  const { t } = useTranslation();
  return <footer className={classes.about}>{t("shell.about", { version: __VERSION__ })}</footer>;
}
