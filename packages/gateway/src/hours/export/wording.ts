import type { ExportedReport } from "./exported-report.ts";
import type { Cell } from "./report-table.ts";
import { type Language, REPORT_TEXTS } from "./texts.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;
/** What people read: Britain has the day first and the clock of 24 hours, as the French have. */
const LOCALES = { en: "en-GB", fr: "fr-FR" };

/** Writes the values of a report as people read them. */
export class Wording {
  readonly #language: Language;
  readonly #days: Intl.DateTimeFormat;
  readonly #clock: Intl.DateTimeFormat;
  readonly #moments: Intl.DateTimeFormat;

  constructor(language: Language, timeZone: string) {
    const locale = LOCALES[language];
    this.#language = language;
    this.#days = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeZone: "UTC" });
    this.#clock = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone });
    this.#moments = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "short", timeZone });
  }

  /** What stands above a report. */
  facts(report: ExportedReport): string[] {
    const texts = REPORT_TEXTS[this.#language];
    const { closed } = report;
    return [
      texts.range(this.#day(report.from), this.#day(report.to)),
      texts.zone(report.zone),
      texts.counted(this.#moments.format(report.countedAt), String(report.idleLimit / MINUTE)),
      texts.plainMeans,
      ...(closed === null ? [] : [texts.closed(closed.by, this.#moments.format(closed.at))]),
      ...(closed === null || closed.valid ? [] : [texts.forged]),
    ];
  }

  cell(cell: Cell): string {
    switch (cell.kind) {
      case "text":
      case "remark":
        return cell.text;
      case "day":
        return cell.day === null ? "" : this.#day(cell.day);
      case "moment":
        return cell.at === null ? "" : this.#clock.format(cell.at);
      case "count":
        return String(cell.count);
      default:
        return cell.length === null ? "" : this.#duration(cell.length);
    }
  }

  /** Hours as a decimal number, for sums: 7.50, or 7,50. */
  decimalHours(length: number): string {
    const hours = (length / HOUR).toFixed(2);
    return this.#language === "fr" ? hours.replace(".", ",") : hours;
  }

  #day(day: string): string {
    return this.#days.format(Date.parse(day));
  }

  /** 7:30, or 7 h 30. */
  #duration(length: number): string {
    const minutes = Math.round(Math.abs(length) / MINUTE);
    const sign = length < 0 && minutes > 0 ? "\u2212" : "";
    const [hours, rest] = [Math.floor(minutes / 60), String(minutes % 60).padStart(2, "0")];
    return this.#language === "fr" ? `${sign}${hours}\u00a0h\u00a0${rest}` : `${sign}${hours}:${rest}`;
  }
}
