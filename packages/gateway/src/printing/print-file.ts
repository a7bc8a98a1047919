import { createReadStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { countPages } from "./page-count.ts";
import { type PrintFormat, printFormat } from "./print-format.ts";
import { printTitle, TITLE_BYTES } from "./print-title.ts";

export interface PrintFacts {
  /** Undefined: none that is of use. */
  readonly format: PrintFormat | undefined;
  readonly title: string | undefined;
}

/** What a file that was printed says of itself. */
export async function readPrintFacts(path: string): Promise<PrintFacts> {
  await using file = await open(path);
  const { size } = await file.stat();
  const beginning = await readAt(file, 0);
  const format = printFormat(beginning);
  if (format === undefined) return { format, title: undefined };
  const end = await readAt(file, Math.max(0, size - TITLE_BYTES));
  return { format, title: printTitle(format, beginning, end) };
}

/** Bytes and pages of a PDF. */
export async function measurePdf(path: string): Promise<{ readonly bytes: number; readonly pages?: number }> {
  const { size } = await stat(path);
  const pages = await countPages(createReadStream(path));
  return { bytes: size, ...(pages !== undefined && { pages }) };
}

async function readAt(file: FileHandle, position: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(TITLE_BYTES), position });
  return buffer.subarray(0, bytesRead);
}
