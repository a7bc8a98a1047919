import type { Bucket, Figures, HoursLine } from "../hours-report.ts";
import type { ExportedReport } from "./exported-report.ts";
import { type Language, REPORT_TEXTS, type ReportTexts } from "./texts.ts";

/** A value of a written report; times in milliseconds, null where there is nothing to say. */
export type Cell =
  | { readonly kind: "text" | "remark"; readonly text: string }
  | { readonly kind: "day"; readonly day: string | null }
  | { readonly kind: "moment"; readonly at: number | null }
  | { readonly kind: "duration"; readonly length: number | null }
  /** May be negative. */
  | { readonly kind: "difference"; readonly length: number | null }
  | { readonly kind: "count"; readonly count: number };

export interface Row {
  readonly cells: readonly Cell[];
  /** It sums up others. */
  readonly isTotal: boolean;
}

/** A report as rows and columns, whatever it is written to. */
export interface ReportTable {
  readonly name: string;
  readonly columns: readonly { readonly heading: string; readonly kind: Cell["kind"] }[];
  readonly rows: readonly Row[];
}

/** What one row is made of: the days of a line, or the sum of all lines. */
interface RowSource {
  readonly line: HoursLine | undefined;
  readonly figures: Figures;
  readonly bucket: Bucket | undefined;
}

interface Column {
  readonly heading: string;
  readonly cell: (source: RowSource) => Cell;
}

const text = (value: string): Cell => ({ kind: "text", text: value });
const duration = (length: number | null): Cell => ({ kind: "duration", length });

function remarksOf({ line, figures, bucket }: RowSource, texts: ReportTexts): string {
  return [
    bucket?.holiday,
    figures.doubtful > 0 && texts.doubtful(figures.doubtful),
    figures.live > 0 && texts.live(figures.live),
    line?.deleted && texts.gone,
  ]
    .filter(Boolean)
    .join(", ");
}

function daysOf({ unit }: ExportedReport, texts: ReportTexts): Column[] {
  if (unit === "day") {
    return [
      { heading: texts.day, cell: ({ bucket }) => ({ kind: "day", day: bucket?.from ?? null }) },
      { heading: texts.firstIn, cell: ({ bucket }) => ({ kind: "moment", at: bucket?.firstIn ?? null }) },
      { heading: texts.lastOut, cell: ({ bucket }) => ({ kind: "moment", at: bucket?.lastOut ?? null }) },
    ];
  }
  return [
    { heading: texts.from, cell: ({ bucket }) => ({ kind: "day", day: bucket?.from ?? null }) },
    { heading: texts.to, cell: ({ bucket }) => ({ kind: "day", day: bucket?.to ?? null }) },
  ];
}

function differenceOf({ connected, planned }: Figures): Cell {
  return { kind: "difference", length: planned === null ? null : connected - planned };
}

function columnsOf(report: ExportedReport, texts: ReportTexts, days: readonly Column[]): Column[] {
  return [
    { heading: texts.by[report.by], cell: ({ line }) => text(line?.name ?? texts.total) },
    ...days,
    { heading: texts.connected, cell: ({ figures }) => duration(figures.connected) },
    { heading: texts.active, cell: ({ figures }) => duration(figures.active) },
    { heading: texts.planned, cell: ({ figures }) => duration(figures.planned) },
    { heading: texts.difference, cell: ({ figures }) => differenceOf(figures) },
    { heading: texts.breaks, cell: ({ figures }) => duration(figures.breakTime) },
    { heading: texts.down, cell: ({ figures }) => duration(figures.downTime) },
    { heading: texts.corrected, cell: ({ figures }) => ({ kind: "difference", length: figures.corrected }) },
    { heading: texts.plain, cell: ({ figures }) => duration(figures.plain) },
    { heading: texts.sessions, cell: ({ figures }) => ({ kind: "count", count: figures.sessions }) },
    { heading: texts.remarks, cell: (source) => ({ kind: "remark", text: remarksOf(source, texts) }) },
  ];
}

function tableOf(name: string, columns: readonly Column[], sources: readonly RowSource[]): ReportTable {
  const rows = sources.map((source) => ({
    cells: columns.map(({ cell }) => cell(source)),
    isTotal: source.line === undefined,
  }));
  const kinds = columns.map(({ cell }) => cell(NOTHING).kind);
  return {
    name,
    columns: columns.map(({ heading }, index) => ({ heading, kind: kinds[index] as Cell["kind"] })),
    rows,
  };
}

const NO_FIGURES: Figures = {
  ...{ sessions: 0, connected: 0, active: 0, corrected: 0, plain: 0, planned: null },
  ...{ breaks: 0, breakTime: 0, downTime: 0, reconnects: 0, doubtful: 0, live: 0 },
};
const NOTHING: RowSource = { line: undefined, figures: NO_FIGURES, bucket: undefined };

/** Whether anything is to be said about these days of a line. */
function hasContent({ sessions, connected, planned, corrected, doubtful, plain }: Bucket): boolean {
  return [sessions, connected, planned ?? 0, corrected, doubtful, plain].some((figure) => figure !== 0);
}

/** One line each, and their sum. */
export function totalsTable(report: ExportedReport, language: Language): ReportTable {
  const texts = REPORT_TEXTS[language];
  const lines = report.lines.map((line) => ({ line, figures: line.total, bucket: undefined }));
  const sum = { line: undefined, figures: report.total, bucket: undefined };
  return tableOf(texts.totals, columnsOf(report, texts, []), lines.length > 0 ? [...lines, sum] : []);
}

/** Each line day by day (or week, or month); undefined where that says no more than the totals. */
export function detailsTable(report: ExportedReport, language: Language): ReportTable | undefined {
  if (report.unit === "range") return undefined;
  const texts = REPORT_TEXTS[language];
  const sources = report.lines.flatMap((line) =>
    line.buckets.filter(hasContent).map((bucket) => ({ line, figures: bucket, bucket })),
  );
  return tableOf(texts.days, columnsOf(report, texts, daysOf(report, texts)), sources);
}
