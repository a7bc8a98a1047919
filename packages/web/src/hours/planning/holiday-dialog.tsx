import { Autocomplete, Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { saveHoliday } from "../../api/hours-planning.ts";
import { useRefusals } from "../../shell/use-refusals.ts";
import { DialogEnd } from "../dialog-end.tsx";
import { isDay } from "../time/days.ts";

interface HolidayDialogProps {
  readonly calendars: readonly string[];
  readonly onClose: () => void;
}

/** Adds one day to a calendar. */
export function HolidayDialog({ calendars, onClose }: HolidayDialogProps): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  const { t: tApp } = useTranslation();
  const queryClient = useQueryClient();
  const refusals = useRefusals();
  const isThere = (text: string) => (text.trim() === "" ? t("holidays.missing") : null);
  const form = useForm({
    initialValues: { calendar: calendars[0] ?? "", day: "", name: "" },
    validate: { calendar: isThere, day: (day) => (isDay(day) ? null : t("holidays.missing")), name: isThere },
  });
  const saving = useMutation({
    mutationFn: async () => {
      const { calendar, day, name } = form.values;
      await saveHoliday({ calendar: calendar.trim(), day, name: name.trim() });
      await queryClient.invalidateQueries({ queryKey: ["hours"] });
    },
    onSuccess: onClose,
  });
  return (
    <Modal opened onClose={onClose} title={t("holidays.add")} closeButtonProps={{ "aria-label": tApp("common.close") }}>
      <form ref={refusals.form} onSubmit={form.onSubmit(() => saving.mutate(), refusals.refuse)} noValidate>
        <Stack>
          <Autocomplete
            label={t("holidays.calendar")}
            description={t("holidays.calendarHelp")}
            data={[...calendars]}
            maxLength={64}
            required
            {...form.getInputProps("calendar")}
          />
          <TextInput type="date" label={t("holidays.day")} required {...form.getInputProps("day")} />
          <TextInput label={t("holidays.name")} maxLength={128} required {...form.getInputProps("name")} />
          <DialogEnd doing={saving} action={t("save")} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
