import type { PrintFormat } from "./print-format.ts";

/** Bytes from either end of a print that its title is looked for in. */
export const TITLE_BYTES = 64 * 1024;
/** Characters of a title that are kept. */
const MOST_CHARACTERS = 200;
/** Characters that an information dictionary may have. */
const MOST_DICTIONARY = 8192;

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/** What a print says that it is called. Undefined: it does not, or not where it is looked for. */
export function printTitle(format: PrintFormat, beginning: Buffer, end: Buffer): string | undefined {
  const title = format === "pdf" ? pdfTitle(beginning, end) : postscriptTitle(beginning);
  const text = title?.replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, " ").trim();
  return (
    Array.from(text ?? "")
      .slice(0, MOST_CHARACTERS)
      .join("") || undefined
  );
}

/** The comment %%Title of the Document Structuring Conventions. */
function postscriptTitle(beginning: Buffer): string | undefined {
  const title = /^%%Title:[ \t]*([^\r\n]+)/m.exec(beginning.toString("latin1"))?.[1];
  if (title === undefined || title.startsWith("(atend)")) return undefined;
  return decodeText(title.startsWith("(") ? literalString(title) : title);
}

/** /Title of the information dictionary (ISO 32000-1, 14.3.3), where that is not compressed. */
function pdfTitle(beginning: Buffer, end: Buffer): string | undefined {
  const texts = [end.toString("latin1"), beginning.toString("latin1")];
  for (const text of texts) {
    const reference = [...text.matchAll(/\/Info\s{1,8}(\d{1,10})\s{1,8}(\d{1,5})\s{1,8}R/g)].at(-1);
    if (reference) return firstOf(texts, (other) => titleOfObject(other, `${reference[1]} ${reference[2]} obj`));
  }
  return undefined;
}

function firstOf(texts: readonly string[], find: (text: string) => string | undefined): string | undefined {
  for (const text of texts) {
    const found = find(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @param header such as `7 0 obj` */
function titleOfObject(text: string, header: string): string | undefined {
  const start = new RegExp(`(?<!\\d)${header}`).exec(text)?.index;
  if (start === undefined) return undefined;
  const dictionary = text.slice(start, start + MOST_DICTIONARY).replace(/endobj.*/s, "");
  const value = /\/Title\s*(?=[(<])/.exec(dictionary);
  if (!value) return undefined;
  const string = dictionary.slice(value.index + value[0].length);
  return decodeText(string.startsWith("(") ? literalString(string) : hexString(string));
}

/** The bytes of a string in parentheses, one to a character; PDF has them from PostScript (ISO 32000-1, 7.3.4.2). */
function literalString(text: string): string {
  let depth = 0;
  let bytes = "";
  for (const [token] of text.matchAll(/\\(?:[0-7]{1,3}|\r\n|.)|./gs)) {
    if (token.startsWith("\\")) {
      bytes += unescaped(token.slice(1));
      continue;
    }
    if (token === "(" && depth++ === 0) continue;
    if (token === ")" && --depth === 0) break;
    bytes += token;
  }
  return bytes;
}

/** @param code what stands behind a backslash */
function unescaped(code: string): string {
  if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
  if (/^[\r\n]/.test(code)) return "";
  return ESCAPES[code] ?? code;
}

function hexString(text: string): string {
  const digits = /^<([\da-f\s]*)>/i.exec(text)?.[1].replaceAll(/\s/g, "") ?? "";
  return Buffer.from(digits, "hex").toString("latin1");
}

/** UTF-16 where it says so, else UTF-8, else what Windows writes in Western Europe. */
function decodeText(characters: string): string {
  const bytes = Buffer.from(characters, "latin1");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
