import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";
import type { ExportedReport } from "./exported-report.ts";
import { type Cell, detailsTable, type ReportTable, type Row, totalsTable } from "./report-table.ts";
import { type Language, REPORT_TEXTS } from "./texts.ts";
import { Wording } from "./wording.ts";

/** Points. */
const MARGIN = 36;
/** A row of one line. */
const ROW = 15;
const HEAD = 26;
const FOOT = 20;
const PADDING = 4;
/** Shares of the page's width. */
const WIDTHS: Readonly<Record<Cell["kind"], number>> = {
  ...{ text: 18, day: 13, moment: 8.5, duration: 10.8, difference: 11, count: 9.5, remark: 27 },
};
const COLOURS = { ink: "#1b2430", quiet: "#5b6573", head: "#e7eef7", line: "#d5dce5", stripe: "#f6f8fb" };

const FONTS = {
  regular: fileURLToPath(import.meta.resolve("dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf")),
  bold: fileURLToPath(import.meta.resolve("dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf")),
};

/** Where a column stands on its pages, in points. */
interface PageColumn {
  readonly heading: string;
  readonly left: number;
  readonly width: number;
  readonly align: "left" | "right";
}

/** Draws the tables of a report, page after page. */
class ReportPages {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #wording: Wording;

  constructor(pdf: PDFKit.PDFDocument, wording: Wording) {
    this.#pdf = pdf;
    this.#wording = wording;
  }

  heading(title: string, facts: readonly string[]): void {
    const pdf = this.#pdf;
    pdf.font("bold").fontSize(18).fillColor(COLOURS.ink).text(title, MARGIN, MARGIN);
    pdf.moveDown(0.3).font("regular").fontSize(8.5).fillColor(COLOURS.quiet);
    for (const fact of facts) pdf.text(fact);
    pdf.moveDown(1);
  }

  paragraph(text: string): void {
    this.#pdf.font("regular").fontSize(10).fillColor(COLOURS.ink).text(text);
  }

  table(table: ReportTable): void {
    const columns = this.#columnsOf(table);
    this.#head(columns);
    table.rows.forEach((row, index) => {
      const height = this.#heightOf(columns, row);
      if (this.#pdf.y + height > this.#bottom) {
        this.#pdf.addPage();
        this.#head(columns);
      }
      this.#row(columns, row, height, index % 2 === 1);
    });
  }

  get #bottom(): number {
    return this.#pdf.page.height - MARGIN - FOOT;
  }

  #columnsOf({ columns }: ReportTable): PageColumn[] {
    const shares = columns.reduce((sum, { kind }) => sum + WIDTHS[kind], 0);
    const unit = (this.#pdf.page.width - 2 * MARGIN) / shares;
    let left = MARGIN;
    return columns.map(({ heading, kind }) => {
      const width = WIDTHS[kind] * unit;
      left += width;
      return { heading, left: left - width, width, align: kind === "text" || kind === "remark" ? "left" : "right" };
    });
  }

  #head(columns: readonly PageColumn[]): void {
    const pdf = this.#pdf;
    const top = pdf.y;
    pdf.rect(MARGIN, top, pdf.page.width - 2 * MARGIN, HEAD).fill(COLOURS.head);
    pdf.font("bold").fontSize(7).fillColor(COLOURS.ink);
    for (const { heading, left, width, align } of columns) {
      const room = { width: width - 2 * PADDING, height: HEAD - PADDING, align, ellipsis: true };
      pdf.text(heading, left + PADDING, top + PADDING, room);
    }
    pdf.x = MARGIN;
    pdf.y = top + HEAD;
  }

  /** As high as its longest text. */
  #heightOf(columns: readonly PageColumn[], { cells, isTotal }: Row): number {
    this.#font(isTotal);
    const heights = cells.map((cell, index) => {
      const width = (columns[index]?.width ?? 0) - 2 * PADDING;
      return "text" in cell ? this.#pdf.heightOfString(asOneLine(cell.text), { width }) : 0;
    });
    return Math.max(ROW, ...heights.map((height) => height + PADDING + 1));
  }

  #font(isTotal: boolean): void {
    this.#pdf
      .font(isTotal ? "bold" : "regular")
      .fontSize(8)
      .fillColor(COLOURS.ink);
  }

  #row(columns: readonly PageColumn[], { cells, isTotal }: Row, height: number, isStriped: boolean): void {
    const pdf = this.#pdf;
    const top = pdf.y;
    const width = pdf.page.width - 2 * MARGIN;
    if (isStriped && !isTotal) pdf.rect(MARGIN, top, width, height).fill(COLOURS.stripe);
    if (isTotal)
      pdf
        .moveTo(MARGIN, top)
        .lineTo(MARGIN + width, top)
        .strokeColor(COLOURS.line)
        .stroke();
    this.#font(isTotal);
    cells.forEach((cell, index) => {
      const column = columns[index];
      if (column) this.#cell(asOneLine(this.#wording.cell(cell)), column, top + PADDING);
    });
    pdf.x = MARGIN;
    pdf.y = top + height;
  }

  #cell(text: string, { left, width, align }: PageColumn, top: number): void {
    if (text === "") return;
    this.#pdf.text(text, left + PADDING, top, { width: width - 2 * PADDING, align });
  }
}

/** Without the line breaks that a name can have. */
function asOneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

/** A report as PDF, A4 across: totals, then details where there are some. */
export async function writePdf(report: ExportedReport, language: Language): Promise<Uint8Array> {
  const texts = REPORT_TEXTS[language];
  const wording = new Wording(language, report.zone);
  const pdf = new PDFDocument({
    ...{ size: "A4", layout: "landscape", margin: MARGIN, bufferPages: true, lang: language },
    info: { Title: texts.title, Creator: "Passerelle" },
  });
  const written = buffer(pdf);
  pdf.registerFont("regular", FONTS.regular).registerFont("bold", FONTS.bold);
  const pages = new ReportPages(pdf, wording);
  pages.heading(texts.title, wording.facts(report));
  if (report.lines.length === 0) pages.paragraph(texts.empty);
  else pages.table(totalsTable(report, language));
  const details = detailsTable(report, language);
  if (details && details.rows.length > 0) {
    pdf.addPage();
    pages.table(details);
  }
  numberPages(pdf, texts.page);
  pdf.end();
  return written;
}

function numberPages(pdf: PDFKit.PDFDocument, wordsOf: (page: number, pages: number) => string): void {
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(page);
    const { width, height } = pdf.page;
    // Below the margin a page would be added.
    pdf.page.margins.bottom = 0;
    pdf.font("regular").fontSize(8).fillColor(COLOURS.quiet);
    pdf.text(wordsOf(page + 1, count), MARGIN, height - MARGIN, { width: width - 2 * MARGIN, align: "right" });
  }
}
