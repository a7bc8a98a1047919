import { Button, EmptyState, Group, Menu, Skeleton, Text } from "@mantine/core";
import { IconCalendarCog, IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteSchedule, type Schedule, schedulesQuery } from "../../api/hours-planning.ts";
import { ConfirmDialog } from "../../shell/confirm-dialog.tsx";
import { ErrorAlert } from "../../shell/error-alert.tsx";
import { RowActions } from "../../table/row-actions.tsx";
import { HolderName } from "../holder-name.tsx";
import { PlainTable } from "../plain-table.tsx";
import { formatDay } from "../time/days.ts";
import { useAccess } from "../use-access.ts";
import { useDurations } from "../use-durations.ts";
import { ScheduleDialog } from "./schedule-dialog.tsx";
import { weekdayName, weekdays } from "./weekdays.ts";

const MINUTE = 60_000;

/** How much people are to work on each day of the week. */
export function SchedulesTab(): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  const found = useQuery(schedulesQuery);
  const { correct } = useAccess();
  const [edited, setEdited] = useState<Schedule | "new">();
  return (
    <>
      <Group justify="space-between" mb="md" align="start">
        <Text size="sm" c="dimmed" maw="80ch">
          {t("schedules.text")}
        </Text>
        {correct && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited("new")}>
            {t("schedules.add")}
          </Button>
        )}
      </Group>
      {found.isError ? (
        <ErrorAlert error={found.error} onRetry={found.refetch} />
      ) : found.data === undefined ? (
        <Skeleton height={200} aria-busy="true" />
      ) : found.data.items.length === 0 ? (
        <EmptyState icon={<IconCalendarCog />} title={t("schedules.none")} withIndicatorBackground py={48} />
      ) : (
        <Schedules schedules={found.data.items} onEdit={setEdited} />
      )}
      {edited && (
        <ScheduleDialog schedule={edited === "new" ? undefined : edited} onClose={() => setEdited(undefined)} />
      )}
    </>
  );
}

interface SchedulesProps {
  readonly schedules: readonly Schedule[];
  readonly onEdit: (schedule: Schedule) => void;
}

function Schedules({ schedules, onEdit }: SchedulesProps): ReactElement {
  const { t, i18n } = useTranslation("hoursKeeping");
  const { text } = useDurations();
  const { correct } = useAccess();
  const queryClient = useQueryClient();
  const [deleted, setDeleted] = useState<Schedule>();
  const minutes = (count: number) => (count === 0 ? "—" : text(count * MINUTE));
  return (
    <>
      <PlainTable
        label={t("planning.schedules")}
        rows={schedules}
        keyOf={({ holder, validFrom }) => `${holder.kind} ${holder.name} ${validFrom}`}
        columns={[
          { key: "holder", heading: t("holder.heading"), render: ({ holder }) => <HolderName holder={holder} /> },
          {
            key: "validFrom",
            heading: t("schedules.validFrom"),
            render: ({ validFrom }) => formatDay(validFrom, i18n.language, { dateStyle: "medium" }),
          },
          ...weekdays.map((weekday, index) => ({
            key: String(weekday),
            heading: weekdayName(weekday, i18n.language, "short"),
            render: (schedule: Schedule) => minutes(schedule.minutes[index] ?? 0),
          })),
          {
            key: "week",
            heading: t("schedules.week"),
            render: (schedule) => <strong>{minutes(schedule.minutes.reduce((sum, one) => sum + one, 0))}</strong>,
          },
          { key: "calendar", heading: t("schedules.calendar"), render: ({ calendar }) => calendar ?? "—" },
          {
            key: "actions",
            heading: "",
            render: (schedule) =>
              correct && (
                <RowActions label={t("schedules.actions", { name: schedule.holder.name })}>
                  <Menu.Item onClick={() => onEdit(schedule)}>{t("schedules.edit")}</Menu.Item>
                  <Menu.Item onClick={() => setDeleted(schedule)}>{t("schedules.delete")}</Menu.Item>
                </RowActions>
              ),
          },
        ]}
      />
      <ConfirmDialog
        title={t("schedules.deleteTitle", { name: deleted?.holder.name ?? "" })}
        text={t("schedules.deleteText")}
        action={t("schedules.deleteConfirm")}
        opened={deleted !== undefined}
        onClose={() => setDeleted(undefined)}
        onConfirm={async () => {
          if (deleted !== undefined) await deleteSchedule(deleted);
          await queryClient.invalidateQueries({ queryKey: ["hours"] });
        }}
      />
    </>
  );
}
