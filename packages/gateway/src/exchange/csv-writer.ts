/** Texts that a spreadsheet would take for a formula, or that were made harmless once already. */
const FORMULA = /^'*[=+\-@\t\r]/;
const DEFUSED = /^'+[=+\-@\t\r]/;

/** A text that no spreadsheet takes for a formula: an apostrophe is put before it. */
export function defuse(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Takes away what `defuse` put before a text. */
export function undefuse(text: string): string {
  return DEFUSED.test(text) ? text.slice(1) : text;
}

/** What separates fields: French spreadsheets have the comma in numbers. */
export type Delimiter = "," | ";";

/** A field of RFC 4180; texts are made harmless for spreadsheets. */
export function csvField(value: string | number | null, delimiter: Delimiter): string {
  const text = typeof value === "number" ? String(value) : defuse(value ?? "");
  return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One record of RFC 4180, with its line end; texts are made harmless for spreadsheets. */
export function csvRecord(values: readonly (string | number | null)[], delimiter: Delimiter): string {
  return `${values.map((value) => csvField(value, delimiter)).join(delimiter)}\r\n`;
}

/** Begins a file, so that spreadsheets know that it is UTF-8. */
export const BYTE_ORDER_MARK = "\uFEFF";
