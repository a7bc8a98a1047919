/** What a print is made of, as far as it is of use. */
export type PrintFormat = "pdf" | "postscript";

/** Bytes from the beginning that are looked at. */
const FORMAT_BYTES = 4096;

/** What printers end jobs and change languages with: it may stand before a print. */
const END_OF_JOB = "\x04";
const UNIVERSAL_EXIT = "\x1b%-12345X";
/** PostScript, perhaps behind HP's printer job language. */
const POSTSCRIPT = /^(?:@PJL[^\n]*\n|\s)*%!/;

/** Tells by what it begins with, for a server may have chosen another driver than the announced one. */
export function printFormat(beginning: Buffer): PrintFormat | undefined {
  const text = beginning
    .toString("latin1", 0, FORMAT_BYTES)
    .replaceAll(END_OF_JOB, " ")
    .replaceAll(UNIVERSAL_EXIT, " ");
  if (/^%PDF-\d/.test(text)) return "pdf";
  return POSTSCRIPT.test(text) ? "postscript" : undefined;
}
