import { VisuallyHidden } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import table from "../table/table.module.css";
import classes from "./hours.module.css";

interface PlainColumn<Row> {
  readonly key: string;
  /** "" for what can be done with a row. */
  readonly heading: string;
  readonly render: (row: Row) => ReactNode;
}

interface PlainTableProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly PlainColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  /** Rows that do not hold any more. */
  readonly isDimmed?: (row: Row) => boolean;
}

/** A short list, all of which is there. */
export function PlainTable<Row>({ label, rows, columns, keyOf, isDimmed }: PlainTableProps<Row>): ReactElement {
  const { t } = useTranslation("administration");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who scrolls with the keyboard must be able to reach it.
    <section className={table.scroller} aria-label={label} tabIndex={0}>
      <table className={table.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ key, heading }) => (
              <th key={key}>{heading === "" ? <VisuallyHidden>{t("table.actions")}</VisuallyHidden> : heading}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className={isDimmed?.(row) ? classes.past : undefined}>
              {columns.map(({ key, heading, render }) => (
                <td key={key} className={heading === "" ? table.narrow : undefined}>
                  {render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
