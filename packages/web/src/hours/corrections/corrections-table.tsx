import { Button, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Correction, withdrawCorrection } from "../../api/hours-keeping.ts";
import { TextLink } from "../../shell/links.tsx";
import { PlainTable } from "../plain-table.tsx";
import { dayAt, formatDay } from "../time/days.ts";
import { formatMomentIn, timeAt } from "../time/zoned-time.ts";
import { useDurations } from "../use-durations.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

interface CorrectionsTableProps {
  readonly corrections: readonly Correction[];
  readonly zone: string;
  readonly mayCorrect: boolean;
  /** All of one person, who need not be named. */
  readonly isOfOne?: boolean;
}

/** Corrections with who made them and when; what was withdrawn stays readable. */
export function CorrectionsTable({ corrections, zone, mayCorrect, isOfOne }: CorrectionsTableProps): ReactElement {
  const { t, i18n } = useTranslation("hoursKeeping");
  const { t: tHours } = useTranslation("hours");
  const { text } = useDurations();
  const queryClient = useQueryClient();
  const [withdrawn, setWithdrawn] = useState<Correction>();
  const moment = (time: number) => formatMomentIn(time, i18n.language, zone);
  const dayText = (time: number) => formatDay(dayAt(time, zone), i18n.language, { dateStyle: "medium" });
  return (
    <>
      <PlainTable
        label={t("corrections.title")}
        rows={corrections}
        keyOf={({ id }) => String(id)}
        isDimmed={({ withdrawnAt }) => withdrawnAt !== null}
        columns={[
          ...(isOfOne
            ? []
            : [
                {
                  key: "person",
                  heading: tHours("column.person"),
                  render: ({ person, start }: Correction) => (
                    <TextLink
                      size="sm"
                      to="/hours/people/$name"
                      params={{ name: person }}
                      search={{ day: dayAt(start, zone), month: dayAt(start, zone).slice(0, 7) }}
                    >
                      {person}
                    </TextLink>
                  ),
                },
              ]),
          { key: "kind", heading: t("corrections.kind"), render: ({ kind }) => tHours(`correction.${kind}`) },
          { key: "day", heading: t("corrections.day"), render: ({ start }) => dayText(start) },
          {
            key: "time",
            heading: t("corrections.time"),
            render: ({ start, end }) => `${timeAt(start, zone)} – ${timeAt(end, zone)} (${text(end - start)})`,
          },
          { key: "reason", heading: t("corrections.reason"), render: ({ reason }) => reason },
          {
            key: "made",
            heading: t("corrections.made"),
            render: (correction) => (
              <>
                {t("corrections.madeBy", { by: correction.madeBy, at: moment(correction.madeAt) })}
                {correction.withdrawnAt !== null && (
                  <Text size="xs">
                    {t("corrections.withdrawnBy", {
                      by: correction.withdrawnBy ?? "",
                      at: moment(correction.withdrawnAt),
                      reason: correction.withdrawnReason ?? "",
                    })}
                  </Text>
                )}
              </>
            ),
          },
          ...(mayCorrect
            ? [
                {
                  key: "withdraw",
                  heading: "",
                  render: (correction: Correction) =>
                    correction.withdrawnAt === null && (
                      <Button size="compact-sm" variant="default" onClick={() => setWithdrawn(correction)}>
                        {t("corrections.withdraw")}
                      </Button>
                    ),
                },
              ]
            : []),
        ]}
      />
      {withdrawn && (
        <ReasonDialog
          title={t("corrections.withdrawTitle")}
          text={t("corrections.withdrawText", { person: withdrawn.person })}
          action={t("corrections.withdrawConfirm")}
          onClose={() => setWithdrawn(undefined)}
          onConfirm={async (reason) => {
            await withdrawCorrection(withdrawn.id, reason);
            await queryClient.invalidateQueries({ queryKey: ["hours"] });
          }}
        />
      )}
    </>
  );
}
