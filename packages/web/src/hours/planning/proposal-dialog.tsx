import {
  Autocomplete,
  Button,
  Checkbox,
  Group,
  Modal,
  NativeSelect,
  Skeleton,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Holiday, proposalQuery, saveHoliday } from "../../api/hours-planning.ts";
import { ErrorAlert } from "../../shell/error-alert.tsx";
import { formatDay } from "../time/days.ts";
import classes from "./planning.module.css";

/** Those that worked hours are most often about; their names come from the browser. */
const countries = ["FR", "MG", "BE", "CA", "CH", "DE", "GB", "LU", "MA", "MU", "RE", "SN", "TN", "US"];

interface ProposalDialogProps {
  readonly calendars: readonly string[];
  readonly onClose: () => void;
}

/** Takes a country's public holidays of a year into a calendar. */
export function ProposalDialog({ calendars, onClose }: ProposalDialogProps): ReactElement {
  const { t, i18n } = useTranslation("hoursKeeping");
  const { t: tApp } = useTranslation();
  const queryClient = useQueryClient();
  const names = new Intl.DisplayNames(i18n.language, { type: "region" });
  const [country, setCountry] = useState("FR");
  const [year, setYear] = useState(new Date().getFullYear());
  const [calendar, setCalendar] = useState(calendars[0] ?? names.of("FR") ?? "FR");
  const [left, setLeft] = useState(new Set<string>());
  const found = useQuery({ ...proposalQuery(country, year, i18n.language), enabled: year >= 2000 && year <= 2100 });
  const taken = (found.data?.items ?? []).filter(({ day }) => !left.has(day));
  const taking = useMutation({
    mutationFn: async () => {
      for (const { day, name } of taken) await saveHoliday({ calendar: calendar.trim(), day, name });
      await queryClient.invalidateQueries({ queryKey: ["hours"] });
    },
    onSuccess: onClose,
  });
  const tick = (day: string, isTaken: boolean) =>
    setLeft(isTaken ? left.difference(new Set([day])) : left.union(new Set([day])));
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("holidays.propose")}
      closeButtonProps={{ "aria-label": tApp("common.close") }}
    >
      <Stack>
        <Group grow align="end">
          <NativeSelect
            label={t("holidays.country")}
            data={countries
              .map((code) => ({ value: code, label: names.of(code) ?? code }))
              .sort((a, b) => a.label.localeCompare(b.label, i18n.language))}
            value={country}
            onChange={(event) => setCountry(event.currentTarget.value)}
          />
          <TextInput
            type="number"
            label={t("holidays.year")}
            min={2000}
            max={2100}
            value={String(year)}
            onChange={(event) => setYear(event.currentTarget.valueAsNumber)}
          />
        </Group>
        <Autocomplete
          label={t("holidays.calendar")}
          data={[...calendars]}
          maxLength={64}
          value={calendar}
          onChange={setCalendar}
        />
        {found.isError ? (
          <ErrorAlert error={found.error} onRetry={found.refetch} />
        ) : found.data === undefined ? (
          <Skeleton height={160} aria-busy="true" />
        ) : (
          <Stack gap="xs" className={classes.proposal}>
            {found.data.items.length === 0 && <Text size="sm">{t("holidays.noProposal")}</Text>}
            {found.data.items.map((holiday) => (
              <Proposed key={holiday.day} holiday={holiday} isTaken={!left.has(holiday.day)} onTick={tick} />
            ))}
          </Stack>
        )}
        {taking.isError && <ErrorAlert error={taking.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {tApp("common.cancel")}
          </Button>
          <Button
            disabled={taken.length === 0 || calendar.trim() === ""}
            loading={taking.isPending}
            onClick={() => taking.mutate()}
          >
            {t("holidays.take", { count: taken.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface ProposedProps {
  readonly holiday: Omit<Holiday, "calendar">;
  readonly isTaken: boolean;
  readonly onTick: (day: string, isTaken: boolean) => void;
}

function Proposed({ holiday: { day, name }, isTaken, onTick }: ProposedProps): ReactElement {
  const { language } = useTranslation().i18n;
  return (
    <Checkbox
      label={name}
      description={formatDay(day, language, { dateStyle: "full" })}
      checked={isTaken}
      onChange={(event) => onTick(day, event.currentTarget.checked)}
    />
  );
}
