import { Alert, EmptyState, Skeleton, Text } from "@mantine/core";
import { IconCalendarOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../../administration/page-heading.tsx";
import { type HoursReport, type ReportQuery, reportQuery } from "../../api/hours.ts";
import { ErrorAlert } from "../../shell/error-alert.tsx";
import { ClosedNote } from "../closed-note.tsx";
import { DurationSwitch } from "../duration-switch.tsx";
import classes from "../hours.module.css";
import { useHoursSearch } from "../hours-search.ts";
import { dayAt } from "../time/days.ts";
import { formatMomentIn } from "../time/zoned-time.ts";
import { useMinute } from "../timeline/use-minute.ts";
import { useZone } from "../use-zone.ts";
import { AddressedZone } from "../zone-select.tsx";
import { Explanation } from "./explanation.tsx";
import { ExportMenu } from "./export-menu.tsx";
import type { FigureKey } from "./figures.ts";
import { ReportChart } from "./report-chart.tsx";
import { ReportFilters } from "./report-filters.tsx";
import { rangeProblem, reportQueryOf } from "./report-query.ts";
import { ReportTable } from "./report-table.tsx";

/** The hours of all people that the reader may see. */
export function ReportPage(): ReactElement {
  const { t } = useTranslation("hours");
  const { search } = useHoursSearch();
  const zone = useZone();
  const today = dayAt(useMinute(), zone);
  const query = reportQueryOf(search, today, zone);
  const problem = rangeProblem(query);
  const figure = search.figure ?? "connected";
  return (
    <div className={classes.times}>
      <PageHeading
        title={t("report.title")}
        actions={
          <>
            <AddressedZone zone={zone} />
            <DurationSwitch />
            <ExportMenu query={query} />
          </>
        }
      />
      <ReportFilters query={query} today={today} figure={figure} />
      {problem === undefined ? (
        <Report query={query} isPast={query.to < today} figure={figure} />
      ) : (
        <Alert color="red" role="alert">
          {t(`report.${problem}`)}
        </Alert>
      )}
    </div>
  );
}

interface ReportProps {
  readonly query: ReportQuery;
  readonly isPast: boolean;
  readonly figure: FigureKey;
}

function Report({ query, isPast, figure }: ReportProps): ReactElement {
  const { t } = useTranslation("hours");
  const found = useQuery({ ...reportQuery(query), refetchInterval: isPast ? false : 60_000 });
  if (found.isError) return <ErrorAlert title={t("failed")} error={found.error} onRetry={found.refetch} />;
  if (found.data === undefined) return <Skeleton height={420} aria-busy="true" />;
  return (
    <div aria-busy={found.isPlaceholderData}>
      <Loaded report={found.data} figure={figure} />
    </div>
  );
}

function Loaded({ report, figure }: { report: HoursReport; figure: FigureKey }): ReactElement {
  const { t, i18n } = useTranslation("hours");
  const { lines, unit, closed, countedAt, zone, idleLimit } = report;
  if (lines.length === 0) {
    return (
      <EmptyState
        icon={<IconCalendarOff />}
        title={t("report.emptyTitle")}
        description={t("report.empty")}
        withIndicatorBackground
        py={56}
      />
    );
  }
  return (
    <>
      {closed && <ClosedNote closed={closed} />}
      {unit !== "range" && <ReportChart report={report} />}
      <ReportTable report={report} figure={figure} />
      <Text size="xs" c="dimmed" mt="xs">
        {t("report.counted", { at: formatMomentIn(countedAt, i18n.language, zone) })}
      </Text>
      <Explanation idleLimit={idleLimit} />
    </>
  );
}
