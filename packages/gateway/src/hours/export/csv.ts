import { BYTE_ORDER_MARK, csvField, csvRecord } from "../../exchange/csv-writer.ts";
import type { ExportedReport } from "./exported-report.ts";
import { type Cell, detailsTable, totalsTable } from "./report-table.ts";
import type { Language } from "./texts.ts";
import { Wording } from "./wording.ts";

/** A report as CSV (RFC 4180): the details where there are some, else the totals; hours are decimal numbers. */
export function writeCsv(report: ExportedReport, language: Language): string {
  const delimiter = language === "fr" ? ";" : ",";
  const wording = new Wording(language, report.zone);
  // A negative number is no formula: it stays as it is.
  const field = (cell: Cell) =>
    "length" in cell && cell.length !== null
      ? wording.decimalHours(cell.length)
      : csvField(wording.cell(cell), delimiter);
  const { columns, rows } = detailsTable(report, language) ?? totalsTable(report, language);
  const headings = columns.map(({ heading }) => heading);
  const records = rows.map(({ cells }) => `${cells.map(field).join(delimiter)}\r\n`);
  return BYTE_ORDER_MARK + csvRecord(headings, delimiter) + records.join("");
}
