import { parentPort, workerData } from "node:worker_threads";
import type { ExportedReport } from "./exported-report.ts";
import { writePdf } from "./pdf.ts";
import type { Language } from "./texts.ts";
import { writeXlsx } from "./xlsx.ts";

/** A report and what it is to become. */
export interface ReportTask {
  readonly report: ExportedReport;
  readonly format: "xlsx" | "pdf";
  readonly language: Language;
}

const { report, format, language } = workerData as ReportTask;
const bytes = await (format === "pdf" ? writePdf(report, language) : writeXlsx(report, language));
parentPort?.postMessage(bytes);
