import { NativeSelect, Text } from "@mantine/core";
import { type ReactElement, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { DeviceClient } from "../device-client.ts";
import { useStore } from "../store.ts";
import { PRINT_CHOICES, type PrintChoice } from "./print-choice.ts";
import { PrintRow } from "./print-row.tsx";
import classes from "./prints.module.css";
import type { PrintsDevice } from "./prints-device.ts";

/** What the desktop has printed, and what becomes of what it prints next. */
export function PrintsSection({ devices }: { readonly devices: DeviceClient }): ReactElement {
  const { t } = useTranslation("prints");
  const { prints } = devices;
  const policy = useStore(devices.policy);
  const jobs = useStore(prints.jobs);
  const notices = useStore(prints.notices);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Whoever looks at the list sees it there.
    for (const { job } of notices) prints.dismiss(job.job);
  }, [prints, notices]);

  if (!policy) return <Text size="sm">{t("waiting")}</Text>;
  if (!policy.printing) return <Text size="sm">{t("off")}</Text>;
  return (
    <>
      <ChoiceSelect prints={prints} />
      <div ref={list} className={classes.list} tabIndex={-1}>
        {jobs.length === 0 ? (
          <Text size="sm">{t("empty")}</Text>
        ) : (
          <ul className={classes.jobs} aria-label={t("list")}>
            {jobs.map((job) => (
              // The button that had the focus goes with its row.
              <PrintRow key={job.job} job={job} prints={prints} onRemove={() => list.current?.focus()} />
            ))}
          </ul>
        )}
      </div>
      <Text size="xs" c="dimmed">
        {t("kept")}
      </Text>
    </>
  );
}

function ChoiceSelect({ prints }: { readonly prints: PrintsDevice }): ReactElement {
  const { t } = useTranslation("prints");
  const choice = useStore(prints.choice);
  return (
    <NativeSelect
      size="sm"
      label={t("choice.label")}
      value={choice}
      data={PRINT_CHOICES.map((value) => ({ value, label: t(`choice.${value}`) }))}
      onChange={(event) => prints.choose(event.currentTarget.value as PrintChoice)}
    />
  );
}
