import { UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HoursLine, HoursReport } from "../../api/hours.ts";
import { ariaSort, nextSort } from "../../table/columns.ts";
import table from "../../table/table.module.css";
import { useHoursSearch } from "../hours-search.ts";
import { type ReportColumn, useReportColumns } from "./columns.ts";
import type { FigureKey } from "./figures.ts";
import { LineName } from "./line-name.tsx";
import classes from "./report.module.css";
import { sortedLines } from "./sorting.ts";

const ROW_HEIGHT = 41;

interface ReportTableProps {
  readonly report: HoursReport;
  /** What is shown of each day, week or month. */
  readonly figure: FigureKey;
}

/** The lines of a report, and what they come to. */
export function ReportTable({ report, figure }: ReportTableProps): ReactElement {
  const { t, i18n } = useTranslation("hours");
  const { sort = "name" } = useHoursSearch().search;
  // In the state and not in a ref, which would come too late for the rows.
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const columns = useReportColumns(report, figure);
  const lines = sortedLines(report.lines, columns, sort, i18n.language);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who scrolls with the keyboard must be able to reach it.
    <section ref={setScroller} className={classes.scroller} aria-label={t("report.title")} tabIndex={0}>
      <table
        className={`${table.table} ${classes.table}`}
        aria-label={t("report.title")}
        aria-rowcount={lines.length + 2}
      >
        <thead>
          <tr>
            <Heading sortKey="name" heading={t(NAMES[report.by])} sort={sort} />
            {columns.map(({ key, heading, title }) => (
              <Heading key={key} sortKey={key} heading={heading} title={title} sort={sort} />
            ))}
          </tr>
        </thead>
        <Rows {...{ report, lines, columns, scroller }} />
        <tfoot>
          <tr aria-rowindex={lines.length + 2}>
            <th scope="row">
              {t("report.total")} <small>{t("report.lines", { count: lines.length })}</small>
            </th>
            {columns.map(({ key, total }) => (
              <td key={key}>{total}</td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

const NAMES = { person: "column.person", team: "column.team", connection: "column.connectionName" } as const;

interface HeadingProps {
  readonly sortKey: string;
  readonly heading: string;
  readonly title?: string | undefined;
  readonly sort: string;
}

function Heading({ sortKey, heading, title, sort }: HeadingProps): ReactElement {
  const { change } = useHoursSearch();
  const direction = ariaSort(sort, sortKey);
  const Icon = { none: IconArrowsSort, ascending: IconArrowUp, descending: IconArrowDown }[direction];
  return (
    <th scope="col" aria-sort={direction} title={title}>
      <UnstyledButton className={table.sort} onClick={() => change({ sort: nextSort(sort, sortKey) })}>
        {heading}
        <Icon size={13} aria-hidden />
      </UnstyledButton>
    </th>
  );
}

interface RowsProps {
  readonly report: HoursReport;
  readonly lines: readonly HoursLine[];
  readonly columns: readonly ReportColumn[];
  readonly scroller: HTMLElement | null;
}

/** Only the rows in sight are on the page; scrolling renders nothing else. */
function Rows({ report, lines, columns, scroller }: RowsProps): ReactElement {
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  const shown = rows.getVirtualItems();
  const above = shown[0]?.start ?? 0;
  const below = rows.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <tbody>
      {above > 0 && <tr style={{ blockSize: above }} />}
      {shown.map(({ index }) => {
        const line = lines[index];
        // Deleted desktops have no key.
        return line && <Row key={`${line.key} ${line.name}`} {...{ report, line, columns }} index={index + 2} />;
      })}
      {below > 0 && <tr style={{ blockSize: below }} />}
    </tbody>
  );
}

interface RowProps {
  readonly report: HoursReport;
  readonly line: HoursLine;
  readonly columns: readonly ReportColumn[];
  /** Counted from 1, the headings included. */
  readonly index: number;
}

const Row = memo(function Row({ report, line, columns, index }: RowProps): ReactElement {
  return (
    <tr aria-rowindex={index}>
      <th scope="row">
        <LineName report={report} line={line} />
      </th>
      {columns.map(({ key, text, share }) => (
        <td key={key}>
          {text(line)}
          {share && (
            <span className={classes.share} aria-hidden>
              <span style={{ inlineSize: `${share(line) * 100}%` }} />
            </span>
          )}
        </td>
      ))}
    </tr>
  );
});
