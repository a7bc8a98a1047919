import { Skeleton, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Bucket, type Figures, type HoursReport, reportQuery } from "../../api/hours.ts";
import { ErrorAlert } from "../../shell/error-alert.tsx";
import { type Bar, BucketBars } from "../chart/bucket-bars.tsx";
import { ClosedNote } from "../closed-note.tsx";
import hours from "../hours.module.css";
import { Legend } from "../legend.tsx";
import { Marks } from "../marks.tsx";
import { daysOf, formatDay, formatMonth, rangeOfMonth, weekdayOf } from "../time/days.ts";
import { Calendar } from "./calendar.tsx";
import { Totals } from "./totals.tsx";

interface PersonMonthProps {
  readonly user: string;
  readonly month: string;
  readonly zone: string;
  readonly today: string;
  /** The day that is shown in full. */
  readonly selected: string | undefined;
  readonly onSelect: (day: string) => void;
  /** What belongs below, once the month is there. */
  readonly children: ReactNode;
}

/** A month of one person: its sums, its calendar, its days side by side. */
export function PersonMonth(props: PersonMonthProps): ReactElement {
  const { user, month, zone, today } = props;
  const { t } = useTranslation("hours");
  const range = rangeOfMonth(month);
  const found = useQuery({
    ...reportQuery({ ...range, zone, by: "person", unit: "day", user }),
    refetchInterval: range.to >= today ? 60_000 : false,
  });
  if (found.isError) return <ErrorAlert title={t("failed")} error={found.error} onRetry={found.refetch} />;
  if (found.data === undefined) return <LoadingMonth />;
  return (
    <div aria-busy={found.isPlaceholderData}>
      <Loaded report={found.data} {...props} />
    </div>
  );
}

const nothing: Figures = {
  ...{ sessions: 0, connected: 0, active: null, corrected: 0, plain: 0, planned: null },
  ...{ breaks: 0, breakTime: 0, downTime: 0, reconnects: 0, doubtful: 0, live: 0 },
};

function Loaded({
  report,
  user,
  month,
  children,
  ...calendar
}: PersonMonthProps & { report: HoursReport }): ReactElement {
  const { t, i18n } = useTranslation("hours");
  const line = report.lines.find(({ key }) => key === user);
  const buckets = useMemo(() => new Map(line?.buckets.map((bucket) => [bucket.from, bucket])), [line]);
  const total = line?.total ?? nothing;
  const bars = barsOf(month, buckets, i18n.language);
  return (
    <>
      {report.closed && <ClosedNote closed={report.closed} />}
      <Totals figures={total} days={[...buckets.values()].filter(({ connected }) => connected > 0).length} />
      <section className={hours.card} aria-label={t("month.calendar")}>
        <div className={hours.cardHead}>
          <Title order={2} fz="md">
            {formatMonth(month, i18n.language)}
          </Title>
          <Marks figures={total} />
        </div>
        <Calendar month={month} buckets={buckets} {...calendar} />
      </section>
      <section className={hours.card} aria-label={t("chart.title")}>
        <Title order={2} fz="md">
          {t("chart.title")}
        </Title>
        <BucketBars label={t("chart.label", { month: formatMonth(month, i18n.language) })} bars={bars} />
        <Legend kinds={["connected", "active", "planned"]} />
      </section>
      {children}
    </>
  );
}

function barsOf(month: string, buckets: ReadonlyMap<string, Bucket>, language: string): readonly Bar[] {
  return daysOf(rangeOfMonth(month)).map((day) => {
    const { connected = 0, active = null, planned = null, holiday = null } = buckets.get(day) ?? {};
    return {
      key: day,
      label: formatDay(day, language, { day: "numeric" }),
      name: formatDay(day, language, { weekday: "long", day: "numeric", month: "long" }),
      ...{ connected, active, planned },
      isFree: weekdayOf(day) > 5 || holiday !== null,
    };
  });
}

function LoadingMonth(): ReactElement {
  return (
    <div aria-busy="true">
      <Skeleton height={96} mb="md" />
      <Skeleton height={420} mb="md" />
      <Skeleton height={200} />
    </div>
  );
}
