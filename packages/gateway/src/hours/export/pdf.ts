import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";
import type { ExportedReport } from "./exported-report.ts";
import { type Cell, detailsTable, type ReportTable, type Row, totalsTable } from "./report-table.ts";
import { type Language, REPORT_TEXTS } from "./texts.ts";
import { Wording } from "./wording.ts";

/** Points. */
const MARGIN = 36;
const ROW = 15;
const HEAD = 26;
const FOOT = 20;
const PADDING = 4;
/** Shares of the page's width. */
const WIDTHS: Readonly<Record<Cell["kind"], number>> = {
  ...{ text: 22, day: 11, moment: 8, duration: 10, difference: 12, count: 9 },
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
      if (this.#pdf.y + ROW > this.#bottom) {
        this.#pdf.addPage();
        this.#head(columns);
      }
      this.#row(columns, row, index % 2 === 1);
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
      return { heading, left: left - width, width, align: kind === "text" ? "left" : "right" };
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

  #row(columns: readonly PageColumn[], { cells, isTotal }: Row, isStriped: boolean): void {
    const pdf = this.#pdf;
    const top = pdf.y;
    const width = pdf.page.width - 2 * MARGIN;
    if (isStriped && !isTotal) pdf.rect(MARGIN, top, width, ROW).fill(COLOURS.stripe);
    if (isTotal)
      pdf
        .moveTo(MARGIN, top)
        .lineTo(MARGIN + width, top)
        .strokeColor(COLOURS.line)
        .stroke();
    pdf
      .font(isTotal ? "bold" : "regular")
      .fontSize(8)
      .fillColor(COLOURS.ink);
    cells.forEach((cell, index) => {
      const column = columns[index];
      if (column) this.#cell(this.#wording.cell(cell), column, top + PADDING);
    });
    pdf.x = MARGIN;
    pdf.y = top + ROW;
  }

  #cell(text: string, { left, width, align }: PageColumn, top: number): void {
    if (text === "") return;
    const room = { width: width - 2 * PADDING, height: ROW - PADDING, align, ellipsis: true };
    this.#pdf.text(text.replace(/\s+/g, " "), left + PADDING, top, room);
  }
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
