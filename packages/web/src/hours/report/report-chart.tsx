import { Title } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Bucket, HoursReport } from "../../api/hours.ts";
import { type Bar, BucketBars } from "../chart/bucket-bars.tsx";
import classes from "../hours.module.css";
import { Legend } from "../legend.tsx";
import { formatDay, formatMonth, monthOf, weekdayOf } from "../time/days.ts";
import { spansOf, sum } from "./columns.ts";

/** What all lines of a report come to, day by day, week by week or month by month. */
export function ReportChart({ report }: { report: HoursReport }): ReactElement {
  const { t, i18n } = useTranslation("hours");
  const { unit } = report;
  const label = unit === "month" ? formatMonthOf : unit === "week" ? formatWeekOf : formatDayOf;
  const buckets = Map.groupBy(
    report.lines.flatMap((line) => line.buckets),
    ({ from }) => from,
  );
  const bars = spansOf(report).map(({ from }): Bar => {
    const there = buckets.get(from) ?? [];
    return {
      key: from,
      label: label(from, i18n.language),
      name: formatDay(from, i18n.language, { dateStyle: "medium" }),
      connected: sum(there.map(({ connected }) => connected)),
      active: known(there, "active"),
      planned: known(there, "planned"),
      isFree: unit === "day" && weekdayOf(from) > 5,
    };
  });
  return (
    <section className={classes.card} aria-label={t("chart.people")}>
      <Title order={2} fz="md">
        {t("chart.people")}
      </Title>
      <BucketBars label={t("chart.people")} bars={bars} />
      <Legend kinds={["connected", "active", "planned"]} />
    </section>
  );
}

/** The sum of what is known; null if nothing is. */
function known(buckets: readonly Bucket[], key: "active" | "planned"): number | null {
  const values = buckets.map((bucket) => bucket[key]).filter((value) => value !== null);
  return values.length === 0 ? null : sum(values);
}

const formatMonthOf = (from: string, language: string) => formatMonth(monthOf(from), language);
const formatWeekOf = (from: string, language: string) => formatDay(from, language, { day: "numeric", month: "short" });
const formatDayOf = (from: string, language: string) => formatDay(from, language, { day: "numeric" });
