import { useTranslation } from "react-i18next";
import type { HoursLine, HoursReport, HoursUnit } from "../../api/hours.ts";
import { formatDay, formatMonth, monthOf } from "../time/days.ts";
import { useDurations } from "../use-durations.ts";
import { type FigureKey, figureKeys, figureOf, isCount, isSigned } from "./figures.ts";

/** A column of the report. */
export interface ReportColumn {
  /** The figure, or the first day of what is counted together. */
  readonly key: string;
  readonly heading: string;
  /** What the column is, at length. */
  readonly title?: string | undefined;
  readonly value: (line: HoursLine) => number | null;
  readonly text: (line: HoursLine) => string;
  /** What all lines come to. */
  readonly total: string;
  /** How long the line is beside the longest, for a bar: 0 to 1. */
  readonly share?: (line: HoursLine) => number;
}

/** A column for each figure of the whole range; or one for each day, week or month, and what they come to. */
export function useReportColumns(report: HoursReport, figure: FigureKey): readonly ReportColumn[] {
  const { t, i18n } = useTranslation("hours");
  const textOf = useFigureText();
  const longest = Math.max(1, ...report.lines.map(({ total }) => total.connected));
  const ofTotals = (key: FigureKey): ReportColumn => ({
    key,
    heading: t(`column.${key}`),
    title: key === "plain" ? t("report.explanation.plain") : undefined,
    value: ({ total }) => figureOf(total, key),
    text: ({ total }) => textOf(figureOf(total, key), key),
    total: textOf(figureOf(report.total, key), key),
    ...(key === "connected" && { share: ({ total }) => total.connected / longest }),
  });
  if (report.unit === "range") return figureKeys.map(ofTotals);

  const cells = new Map(report.lines.map((line) => [line, new Map(line.buckets.map((one) => [one.from, one]))]));
  const valueAt = (line: HoursLine, from: string) => {
    const bucket = cells.get(line)?.get(from);
    return bucket === undefined ? null : figureOf(bucket, figure);
  };
  const columns = spansOf(report).map(({ from, to }): ReportColumn => {
    const values = report.lines.map((line) => valueAt(line, from)).filter((value) => value !== null);
    return {
      key: from,
      heading: headingOf(from, report.unit, i18n.language),
      title: [...new Set([from, to])].map((day) => formatDay(day, i18n.language, { dateStyle: "medium" })).join(" – "),
      value: (line) => valueAt(line, from),
      // Nothing where there is nothing, so that the days of work stand out.
      text: (line) => (valueAt(line, from) ? textOf(valueAt(line, from), figure) : ""),
      total: values.length === 0 ? "" : textOf(sum(values), figure),
    };
  });
  return [...columns, { ...ofTotals(figure), key: "total", heading: t("column.total") }];
}

/** The text of a figure's value. */
function useFigureText(): (value: number | null, key: FigureKey) => string {
  const { i18n } = useTranslation();
  const { text, difference } = useDurations();
  return (value, key) => {
    if (value === null) return "—";
    if (isCount(key)) return value.toLocaleString(i18n.language);
    return isSigned(key) ? difference(value) : text(value);
  };
}

/** The days, weeks or months of a report. */
export function spansOf({ lines }: HoursReport): readonly { readonly from: string; readonly to: string }[] {
  const buckets = new Map(lines.flatMap((line) => line.buckets).map(({ from, to }) => [from, { from, to }]));
  return [...buckets.values()].sort((a, b) => (a.from < b.from ? -1 : 1));
}

export function sum(values: readonly number[]): number {
  return values.reduce((so, value) => so + value, 0);
}

function headingOf(from: string, unit: HoursUnit, language: string): string {
  if (unit === "month") return formatMonth(monthOf(from), language);
  return formatDay(
    from,
    language,
    unit === "week" ? { day: "numeric", month: "short" } : { weekday: "short", day: "numeric" },
  );
}
