import { CloseButton } from "@mantine/core";
import { IconAlertTriangle, IconPrinter } from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../store.ts";
import type { PrintAction } from "./print-actions.ts";
import { PrintButtons } from "./print-buttons.tsx";
import { usePrintName } from "./print-name.ts";
import classes from "./prints.module.css";
import type { PrintNotice as Notice, PrintsDevice } from "./prints-device.ts";

/** What has just been printed, over the desktop in which work goes on: one print after the other. */
export function PrintNotice({ prints }: { readonly prints: PrintsDevice }): ReactElement | null {
  const { t } = useTranslation("prints");
  const [notice, ...more] = useStore(prints.notices);
  if (!notice) return null;
  const { job } = notice;
  const NoticeIcon = job.state === "failed" ? IconAlertTriangle : IconPrinter;
  return (
    <section
      className={classes.notice}
      data-failed={job.state === "failed"}
      role="status"
      aria-label={t("notice")}
      // The keyboard stays with the desktop.
      onMouseDown={(event) => event.preventDefault()}
    >
      <NoticeIcon className={classes.icon} size={22} aria-hidden />
      <div className={classes.noticeText}>
        {job.state === "failed" ? <Failure notice={notice} /> : <Ready key={job.job} notice={notice} prints={prints} />}
        {more.length > 0 && <p className={classes.more}>{t("more", { count: more.length })}</p>}
      </div>
      <CloseButton aria-label={t("close")} onClick={() => prints.dismiss(job.job)} />
    </section>
  );
}

function Failure({ notice: { job } }: { readonly notice: Notice }): ReactElement {
  const { t } = useTranslation("prints");
  const name = usePrintName()(job);
  return (
    <>
      <strong>{t("failed", { name })}</strong>
      {job.problem && <p>{t(`problem.${job.problem}`)}</p>}
    </>
  );
}

function Ready({ notice, prints }: { readonly notice: Notice; readonly prints: PrintsDevice }): ReactElement {
  const { t } = useTranslation("prints");
  const { job, refused } = notice;
  const name = usePrintName()(job);
  const [isKept, setKept] = useState(false);

  function act(action: PrintAction): void {
    if (isKept) prints.choose(action);
    void prints.act(action, job);
  }

  return (
    <>
      <strong>{t("ready", { name })}</strong>
      {refused && <p>{t("refused")}</p>}
      <PrintButtons name={name} onAction={act} />
      {!refused && (
        <label className={classes.keep}>
          <input type="checkbox" checked={isKept} onChange={(event) => setKept(event.currentTarget.checked)} />
          {t("always")}
        </label>
      )}
    </>
  );
}
