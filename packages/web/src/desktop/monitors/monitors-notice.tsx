import { CloseButton } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import classes from "./monitors.module.css";
import type { MonitorProblem } from "./use-monitors.ts";

/** Tells why not all screens are used, and what to do. */
export function MonitorsNotice({ problem, onClose }: { problem: MonitorProblem; onClose: () => void }): ReactElement {
  const { t } = useTranslation("desktop");
  return (
    <div className={classes.notice} role="alert">
      {t(`monitors.${problem}`)}
      <CloseButton size="sm" aria-label={t("monitors.dismiss")} onClick={onClose} />
    </div>
  );
}
