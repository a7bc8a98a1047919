import { Button, EmptyState, Group, NativeSelect, Skeleton, Text } from "@mantine/core";
import { IconCalendarStar, IconDownload, IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteHoliday, type Holiday, holidaysQuery } from "../../api/hours-planning.ts";
import { ErrorAlert } from "../../shell/error-alert.tsx";
import { PlainTable } from "../plain-table.tsx";
import { formatDay } from "../time/days.ts";
import { useAccess } from "../use-access.ts";
import { HolidayDialog } from "./holiday-dialog.tsx";
import { ProposalDialog } from "./proposal-dialog.tsx";

/** Days on which nobody is planned, by calendar. */
export function HolidaysTab(): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  const found = useQuery(holidaysQuery);
  const { correct } = useAccess();
  const [adding, setAdding] = useState<"one" | "country">();
  const calendars = [...new Set((found.data?.items ?? []).map(({ calendar }) => calendar))].sort();
  return (
    <>
      <Group justify="space-between" mb="md" align="start">
        <Text size="sm" c="dimmed" maw="70ch">
          {t("holidays.text")}
        </Text>
        {correct && (
          <Group gap="xs">
            <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => setAdding("country")}>
              {t("holidays.propose")}
            </Button>
            <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding("one")}>
              {t("holidays.add")}
            </Button>
          </Group>
        )}
      </Group>
      {found.isError ? (
        <ErrorAlert error={found.error} onRetry={found.refetch} />
      ) : found.data === undefined ? (
        <Skeleton height={200} aria-busy="true" />
      ) : found.data.items.length === 0 ? (
        <EmptyState icon={<IconCalendarStar />} title={t("holidays.none")} withIndicatorBackground py={48} />
      ) : (
        <Holidays holidays={found.data.items} calendars={calendars} />
      )}
      {adding === "one" && <HolidayDialog calendars={calendars} onClose={() => setAdding(undefined)} />}
      {adding === "country" && <ProposalDialog calendars={calendars} onClose={() => setAdding(undefined)} />}
    </>
  );
}

interface HolidaysProps {
  readonly holidays: readonly Holiday[];
  readonly calendars: readonly string[];
}

function Holidays({ holidays, calendars }: HolidaysProps): ReactElement {
  const { t, i18n } = useTranslation("hoursKeeping");
  const { correct } = useAccess();
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState<string>();
  const calendar = chosen !== undefined && calendars.includes(chosen) ? chosen : calendars[0];
  const deleting = useMutation({
    mutationFn: deleteHoliday,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["hours"] }),
  });
  return (
    <>
      <NativeSelect
        label={t("holidays.calendar")}
        maw={260}
        mb="md"
        data={[...calendars]}
        value={calendar}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      {deleting.isError && <ErrorAlert error={deleting.error} />}
      <PlainTable
        label={t("planning.holidays")}
        rows={holidays.filter((one) => one.calendar === calendar).toSorted((a, b) => (a.day < b.day ? -1 : 1))}
        keyOf={({ day }) => day}
        columns={[
          {
            key: "day",
            heading: t("holidays.day"),
            render: ({ day }) => formatDay(day, i18n.language, { dateStyle: "full" }),
          },
          { key: "name", heading: t("holidays.name"), render: ({ name }) => name },
          {
            key: "delete",
            heading: "",
            render: (holiday) =>
              correct && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t("holidays.deleteOne", { name: holiday.name })}
                  onClick={() => deleting.mutate(holiday)}
                >
                  {t("holidays.delete")}
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}
