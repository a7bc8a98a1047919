import { EMPTY_DOCUMENT, type ExchangeDocument, type ReadResult } from "./document.ts";
import { fileText, UnreadableFile } from "./file-text.ts";
import { readCsv } from "./read-csv.ts";
import { readStructured } from "./read-structured.ts";
import { writeCsv } from "./write-csv.ts";
import { writeJson, writeYaml } from "./write-structured.ts";

/** The formats of files, each with what it is called in HTTP. */
export const FORMATS = {
  csv: { read: readCsv, write: writeCsv, mediaType: "text/csv" },
  json: { read: readStructured, write: writeJson, mediaType: "application/json" },
  yaml: { read: readStructured, write: writeYaml, mediaType: "application/yaml" },
} as const satisfies Readonly<
  Record<
    string,
    {
      read(text: string): ReadResult;
      write(document: ExchangeDocument): string;
      mediaType: string;
    }
  >
>;
export type Format = keyof typeof FORMATS;

/** Reads a file; why it is no text is a problem like any other. */
export function readFile(format: Format, bytes: Uint8Array): ReadResult {
  try {
    return FORMATS[format].read(fileText(bytes));
  } catch (error) {
    if (error instanceof UnreadableFile) {
      return { document: EMPTY_DOCUMENT, problems: [{ line: 0, message: error.message }] };
    }
    throw error;
  }
}
