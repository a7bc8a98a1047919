import { Autocomplete, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { holidaysQuery, type Schedule, saveSchedule } from "../../api/hours-planning.ts";
import { subjectOf } from "../../permissions/choices.ts";
import { useRefusals } from "../../shell/use-refusals.ts";
import { DialogEnd } from "../dialog-end.tsx";
import { HolderName } from "../holder-name.tsx";
import { HolderSelect } from "../holder-select.tsx";
import { useHolderSource } from "../holder-source.ts";
import { dayAt, isDay } from "../time/days.ts";
import { useDurations } from "../use-durations.ts";
import { useZone } from "../use-zone.ts";
import classes from "./planning.module.css";
import { minutesOf, typedHours } from "./typed-hours.ts";
import { weekdayName, weekdays } from "./weekdays.ts";

const MINUTE = 60_000;
const USUAL = ["8:00", "8:00", "8:00", "8:00", "8:00", "", ""];

interface ScheduleDialogProps {
  /** Undefined for a new one. */
  readonly schedule: Schedule | undefined;
  readonly onClose: () => void;
}

/** Says how much somebody is to work on each day of the week, from some day on. */
export function ScheduleDialog({ schedule, onClose }: ScheduleDialogProps): ReactElement {
  const { t, i18n } = useTranslation("hoursKeeping");
  const { t: tApp } = useTranslation();
  const { text } = useDurations();
  const queryClient = useQueryClient();
  const refusals = useRefusals();
  const source = useHolderSource();
  const today = dayAt(Date.now(), useZone());
  const holidays = useQuery(holidaysQuery).data?.items ?? [];
  const form = useForm({
    initialValues: {
      holder: null as string | null,
      validFrom: schedule?.validFrom ?? today,
      hours: schedule?.minutes.map(typedHours) ?? USUAL,
      calendar: schedule?.calendar ?? "",
    },
    validate: {
      holder: (holder) => (schedule === undefined && holder === null ? t("holder.missing") : null),
      validFrom: (day) => (isDay(day) ? null : t("schedules.dayMissing")),
      hours: (hours) => (hours.some((one) => minutesOf(one) === undefined) ? t("schedules.unreadable") : null),
    },
  });
  const { holder, validFrom, hours, calendar } = form.values;
  const minutes = hours.map((one) => minutesOf(one) ?? 0);
  const saving = useMutation({
    mutationFn: async () => {
      const whose = schedule?.holder ?? (holder === null ? undefined : subjectOf({ value: holder, label: "" }));
      if (whose === undefined) return;
      await saveSchedule({ holder: whose, validFrom, minutes, calendar: calendar.trim() || null });
      await queryClient.invalidateQueries({ queryKey: ["hours"] });
    },
    onSuccess: onClose,
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(schedule === undefined ? "schedules.add" : "schedules.editTitle")}
      closeButtonProps={{ "aria-label": tApp("common.close") }}
    >
      <form ref={refusals.form} onSubmit={form.onSubmit(() => saving.mutate(), refusals.refuse)} noValidate>
        <Stack>
          {schedule === undefined ? (
            <HolderSelect
              label={t("holder.heading")}
              source={source}
              value={holder}
              onChange={(value) => form.setFieldValue("holder", value)}
              error={form.errors.holder as string | undefined}
            />
          ) : (
            <HolderName holder={schedule.holder} />
          )}
          <TextInput
            type="date"
            label={t("schedules.validFrom")}
            description={t("schedules.validFromHelp")}
            readOnly={schedule !== undefined}
            required
            {...form.getInputProps("validFrom")}
          />
          <fieldset className={classes.week}>
            <legend>{t("schedules.hours")}</legend>
            {weekdays.map((weekday, index) => (
              <TextInput
                key={weekday}
                label={weekdayName(weekday, i18n.language, "short")}
                aria-label={weekdayName(weekday, i18n.language, "long")}
                placeholder="—"
                maxLength={10}
                aria-invalid={minutesOf(hours[index] ?? "") === undefined || undefined}
                value={hours[index] ?? ""}
                onChange={(event) => form.setFieldValue("hours", hours.with(index, event.currentTarget.value))}
              />
            ))}
          </fieldset>
          <Text size="sm" c={form.errors.hours ? "var(--mantine-color-error)" : "dimmed"} role="status">
            {form.errors.hours ??
              t("schedules.sum", { time: text(minutes.reduce((sum, one) => sum + one, 0) * MINUTE) })}
          </Text>
          <Autocomplete
            label={t("schedules.calendar")}
            description={t("schedules.calendarHelp")}
            data={[...new Set(holidays.map((one) => one.calendar))]}
            maxLength={64}
            {...form.getInputProps("calendar")}
          />
          <DialogEnd doing={saving} action={t("save")} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
