import { Alert, Button, Checkbox, Group, Modal, Skeleton, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { reportQuery } from "../../api/hours.ts";
import { closeMonth, doubtfulQuery } from "../../api/hours-keeping.ts";
import { ErrorAlert } from "../../shell/error-alert.tsx";
import { DoubtfulTable } from "../corrections/doubtful-table.tsx";
import { formatMonth, rangeOfMonth } from "../time/days.ts";
import { useDurations } from "../use-durations.ts";
import { ZoneSelect } from "../zone-select.tsx";

interface CloseDialogProps {
  readonly month: string;
  readonly usualZone: string;
  readonly onClose: () => void;
}

/** Shows what a month comes to and what stands in the way, then freezes it. */
export function CloseDialog({ month, usualZone, onClose }: CloseDialogProps): ReactElement {
  const { t, i18n } = useTranslation("hoursKeeping");
  const { t: tApp } = useTranslation();
  const { text } = useDurations();
  const queryClient = useQueryClient();
  const [zone, setZone] = useState(usualZone);
  const [isEven, setEven] = useState(false);
  const range = rangeOfMonth(month);
  const report = useQuery(reportQuery({ ...range, zone, by: "person", unit: "range" }));
  const doubtful = useQuery(doubtfulQuery({ ...range, zone }));
  const closing = useMutation({
    mutationFn: () => closeMonth({ month, zone, evenDoubtful: isEven }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["hours"] });
      onClose();
    },
  });
  const failed = [report, doubtful].find(({ isError }) => isError);
  const live = report.data?.total.live ?? 0;
  const open = doubtful.data?.items ?? [];
  const isObstructed = live > 0 || open.length > 0;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("close.title", { month: formatMonth(month, i18n.language) })}
      closeButtonProps={{ "aria-label": tApp("common.close") }}
    >
      <Stack>
        <Text size="sm">{t("close.text")}</Text>
        <ZoneSelect label={t("close.zone")} value={zone} onChange={setZone} />
        {failed ? (
          <ErrorAlert error={failed.error} onRetry={failed.refetch} />
        ) : report.data === undefined || doubtful.data === undefined ? (
          <Skeleton height={60} aria-busy="true" />
        ) : (
          <>
            <Text size="sm">
              {t("close.sum", { people: report.data.lines.length, time: text(report.data.total.connected) })}
            </Text>
            {isObstructed ? (
              <Alert color="yellow" icon={<IconAlertTriangle />} title={t("close.obstacles")}>
                {live > 0 && <Text size="sm">{t("close.live", { count: live })}</Text>}
                {open.length > 0 && (
                  <>
                    <Text size="sm" mb="xs">
                      {t("close.doubtful", { count: open.length })}
                    </Text>
                    <DoubtfulTable sessions={open} zone={zone} />
                  </>
                )}
              </Alert>
            ) : (
              <Alert color="green" icon={<IconCheck />}>
                {t("close.clear")}
              </Alert>
            )}
          </>
        )}
        {isObstructed && (
          <Checkbox
            label={t("close.even")}
            checked={isEven}
            onChange={(event) => setEven(event.currentTarget.checked)}
          />
        )}
        {closing.isError && <ErrorAlert error={closing.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {tApp("common.cancel")}
          </Button>
          <Button
            disabled={report.data === undefined || (isObstructed && !isEven)}
            loading={closing.isPending}
            onClick={() => closing.mutate()}
          >
            {t("close.action")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
