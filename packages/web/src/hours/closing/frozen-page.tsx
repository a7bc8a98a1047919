import { Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../../administration/page-heading.tsx";
import { frozenQuery } from "../../api/hours-keeping.ts";
import { ErrorAlert } from "../../shell/error-alert.tsx";
import { ClosedNote } from "../closed-note.tsx";
import { DurationSwitch } from "../duration-switch.tsx";
import classes from "../hours.module.css";
import { ReportTable } from "../report/report-table.tsx";
import { formatMonth, isMonth } from "../time/days.ts";
import { formatMomentIn } from "../time/zoned-time.ts";

/** A month as it was frozen once, though it was opened again since. */
export function FrozenPage(): ReactElement {
  const { t, i18n } = useTranslation("hoursKeeping");
  const { month = "", id = "" } = useParams({ strict: false });
  const found = useQuery(frozenQuery(month, Number(id)));
  const closing = found.data;
  return (
    <div className={classes.times}>
      <PageHeading
        title={isMonth(month) ? formatMonth(month, i18n.language) : month}
        back={{ to: "/hours/closing", label: t("closing.title") }}
        actions={<DurationSwitch />}
      />
      {found.isError ? (
        <ErrorAlert error={found.error} onRetry={found.refetch} />
      ) : closing === undefined ? (
        <Skeleton height={420} aria-busy="true" />
      ) : (
        <>
          <ClosedNote closed={closing} />
          {closing.reopenedAt !== null && (
            <Text size="sm" mb="md">
              {t("closing.reopenedBy", {
                by: closing.reopenedBy ?? "",
                at: formatMomentIn(closing.reopenedAt, i18n.language, closing.zone),
                reason: closing.reopenedReason ?? "",
              })}
            </Text>
          )}
          <ReportTable report={{ ...closing.report, closed: closing }} figure="connected" />
        </>
      )}
    </div>
  );
}
