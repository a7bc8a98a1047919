import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import classes from "./report.module.css";

const MINUTE = 60_000;

/** What the columns mean. @param idleLimit in milliseconds */
export function Explanation({ idleLimit }: { idleLimit: number }): ReactElement {
  const { t } = useTranslation("hours");
  return (
    <details className={classes.explanation}>
      <summary>{t("report.explain")}</summary>
      <ul>
        <li>{t("report.explanation.connected")}</li>
        <li>{t("report.explanation.active", { minutes: Math.round(idleLimit / MINUTE) })}</li>
        <li>{t("report.explanation.breaks")}</li>
        <li>{t("report.explanation.plain")}</li>
        <li>{t("report.explanation.doubtful")}</li>
      </ul>
    </details>
  );
}
