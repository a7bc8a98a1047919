import { ActionIcon, Text } from "@mantine/core";
import type { PrintJob } from "@passerelle/tunnel";
import { IconAlertTriangle, IconFileTypePdf, IconPrinter, IconTrash } from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatsOf } from "../../stats/formats.ts";
import { PrintButtons } from "./print-buttons.tsx";
import { usePrintName } from "./print-name.ts";
import classes from "./prints.module.css";
import type { PrintsDevice } from "./prints-device.ts";

const ICONS = { ready: IconFileTypePdf, failed: IconAlertTriangle } as const;

interface PrintRowProps {
  readonly job: PrintJob;
  readonly prints: PrintsDevice;
  /** The print is being removed. */
  readonly onRemove: () => void;
}

/** One print: how it stands, and what can be done with it. */
export function PrintRow({ job, prints, onRemove }: PrintRowProps): ReactElement {
  const { t } = useTranslation("prints");
  const name = usePrintName()(job);
  const [hasFailedToGo, setFailedToGo] = useState(false);
  const { state } = job;
  const isDone = state === "ready" || state === "failed";
  const StateIcon = isDone ? ICONS[state] : IconPrinter;
  function remove(): void {
    onRemove();
    prints.remove(job.job).catch(() => setFailedToGo(true));
  }

  return (
    <li className={classes.job} data-state={state}>
      <StateIcon className={classes.icon} size={20} aria-hidden />
      <div className={classes.facts}>
        <strong className={classes.name} title={name}>
          {name}
        </strong>
        <PrintFacts job={job} />
        {state === "ready" && <PrintButtons name={name} onAction={(action) => void prints.act(action, job)} />}
        {hasFailedToGo && (
          <Text size="xs" c="red" role="alert">
            {t("notRemoved")}
          </Text>
        )}
      </div>
      {isDone && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("remove", { name })}
          title={t("remove", { name })}
          onClick={remove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}

function PrintFacts({ job }: { readonly job: PrintJob }): ReactElement {
  const { t, i18n } = useTranslation("prints");
  const { state, bytes, pages, created, problem } = job;
  const size = formatsOf(i18n.language).bytes(bytes);
  if (state === "failed") return <span className={classes.problem}>{problem && t(`problem.${problem}`)}</span>;
  if (state === "receiving") return <span className={classes.state}>{t("receiving", { size })}</span>;
  if (state === "converting") return <span className={classes.state}>{t("converting")}</span>;
  const time = new Date(created).toLocaleTimeString(i18n.language, { timeStyle: "short" });
  const facts = [pages !== undefined && t("pages", { count: pages }), size, time];
  return <span className={classes.state}>{facts.filter(Boolean).join(" · ")}</span>;
}
