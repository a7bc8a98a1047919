import { Turns } from "../../accounts/turns.ts";
import { runInWorker } from "../../operations/run-in-worker.ts";
import { writeCsv } from "./csv.ts";
import type { ExportedReport } from "./exported-report.ts";
import type { ReportTask } from "./report-worker.ts";
import type { Language } from "./texts.ts";

export const REPORT_FORMATS = ["csv", "xlsx", "pdf", "json"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** A report as a file. */
export interface ReportFile {
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array | string;
}

const TYPES: Readonly<Record<ReportFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  json: "application/json; charset=utf-8",
};
/** Of a year of hundreds of people, day by day. */
const MOST_TIME = 120_000;
const WORKER = new URL("./report-worker.ts", import.meta.url);
/** Each takes a processor and much memory; the others wait. */
const turns = new Turns(1, 2);

/**
 * Writes a report as people of a language read it; `json` has the figures as they are.
 * @param whoFor whose request it is: one of them does not keep the others waiting
 * @throws TooManyAttempts; Error when the report is too long to be written in reasonable time.
 */
export async function writeReport(
  report: ExportedReport,
  format: ReportFormat,
  language: Language,
  whoFor: string,
): Promise<ReportFile> {
  return {
    name: nameOf(report, format, language),
    type: TYPES[format],
    content: await contentOf(report, format, language, whoFor),
  };
}

function nameOf({ from, to }: ExportedReport, format: ReportFormat, language: Language): string {
  const isMonth = from.endsWith("-01") && Temporal.PlainDate.from(from).daysInMonth === Number(to.slice(8));
  const when = isMonth && from.slice(0, 7) === to.slice(0, 7) ? from.slice(0, 7) : `${from}_${to}`;
  return `${language === "fr" ? "heures" : "hours"}-${when}.${format}`;
}

async function contentOf(
  report: ExportedReport,
  format: ReportFormat,
  language: Language,
  whoFor: string,
): Promise<Uint8Array | string> {
  if (format === "json") return `${JSON.stringify(report, undefined, 2)}\n`;
  if (format === "csv") return writeCsv(report, language);
  const task: ReportTask = { report, format, language };
  return turns.take(whoFor, () => runInWorker<Uint8Array>(WORKER, task, MOST_TIME));
}
