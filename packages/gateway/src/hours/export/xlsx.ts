import type { Stream } from "node:stream";
import writeXlsxFile, { type CellObject, type Feature, type SheetData } from "write-excel-file/node";
import type { ExportedReport } from "./exported-report.ts";
import { type Cell, detailsTable, type ReportTable, totalsTable } from "./report-table.ts";
import { type Language, REPORT_TEXTS } from "./texts.ts";
import { Wording } from "./wording.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;
const FONT = { fontFamily: "Calibri", fontSize: 11 } as const;
/** Points: two lines. */
const HEAD = {
  fontWeight: "bold",
  backgroundColor: "#e7eef7",
  wrap: true,
  alignVertical: "center",
  height: 32,
} as const;
/** Characters. */
const WIDTHS: Readonly<Record<Cell["kind"], number>> = {
  ...{ text: 26, day: 12, moment: 9, duration: 12, difference: 12, count: 10, remark: 44 },
};

/** Whatever the language of the program: spreadsheets show these in the reader's own. They would cut seconds off, not round them. */
const FORMATS = { day: "dd/mm/yyyy", moment: "hh:mm", duration: "[h]:mm:ss", difference: "0.00" } as const;

/** Printed as wide as the page, over as many pages as it takes (ECMA-376 part 1, 18.3.1.65). The first element is `sheetViews` else. */
const FIT_WIDTH: Feature<Buffer | Stream | Blob> = {
  files: {
    transform: {
      "xl/worksheets/sheet{id}.xml": {
        transform: (xml) => xml.replace("<sheetViews>", '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'),
        transformElementAttributes: (tag, attributes) =>
          tag === "pageSetup" ? { ...attributes, fitToHeight: 0 } : attributes,
      },
    },
  },
};

/** The clock on the wall of the zone, as a spreadsheet, which knows no zones, has it. */
function onTheWall(at: number, zone: string): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  return new Date(local.toZonedDateTime("UTC").epochMilliseconds);
}

/** Durations stay numbers that can be summed; differences are decimal hours, as no spreadsheet shows a negative time. */
function cellObject(cell: Cell, zone: string): CellObject | null {
  switch (cell.kind) {
    case "text":
      return cell.text === "" ? null : { value: cell.text, type: String };
    case "remark":
      return cell.text === "" ? null : { value: cell.text, type: String, align: "left", indent: 1 };
    case "day":
      return cell.day === null ? null : { value: new Date(Date.parse(cell.day)), type: Date, format: FORMATS.day };
    case "moment":
      return cell.at === null ? null : { value: onTheWall(cell.at, zone), type: Date, format: FORMATS.moment };
    case "count":
      return { value: cell.count, type: Number };
    case "duration":
      return cell.length === null ? null : { value: cell.length / DAY, type: Number, format: FORMATS.duration };
    case "difference":
      return cell.length === null ? null : { value: cell.length / HOUR, type: Number, format: FORMATS.difference };
  }
}

function sheetOf(table: ReportTable, above: SheetData, zone: string) {
  const head = table.columns.map(({ heading, kind }) => {
    const align = kind === "text" || kind === "remark" ? "left" : "right";
    const indent = kind === "remark" ? 1 : 0;
    return { value: heading, type: String, align, indent, ...HEAD } as const;
  });
  const rows = table.rows.map(({ cells, isTotal }) =>
    cells.map((cell) => {
      const value = cellObject(cell, zone);
      return value && isTotal ? { ...value, fontWeight: "bold" as const } : value;
    }),
  );
  return {
    sheet: table.name,
    data: [...above, head, ...rows],
    columns: table.columns.map(({ kind }) => ({ width: WIDTHS[kind] })),
    stickyRowsCount: above.length + 1,
    stickyColumnsCount: 1,
    orientation: "landscape" as const,
  };
}

/** A report as a workbook (ECMA-376): totals, and details where there are some. */
export async function writeXlsx(report: ExportedReport, language: Language): Promise<Uint8Array> {
  const texts = REPORT_TEXTS[language];
  const facts = new Wording(language, report.zone).facts(report);
  const above: SheetData = [
    [{ value: texts.title, type: String, fontWeight: "bold", fontSize: 16 }],
    ...facts.map((fact) => [{ value: fact, type: String, textColor: "#555555" }]),
    ...(report.lines.length === 0 ? [[{ value: texts.empty, type: String }]] : []),
    [],
  ];
  const details = detailsTable(report, language);
  const sheets = [
    sheetOf(totalsTable(report, language), above, report.zone),
    ...(details ? [sheetOf(details, [], report.zone)] : []),
  ];
  return writeXlsxFile(sheets, { ...FONT, features: [FIT_WIDTH] }).toBuffer();
}
