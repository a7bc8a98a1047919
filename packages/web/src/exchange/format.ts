import { type Format, formats } from "../api/exchange.ts";

/** The most that the gateway takes (bytes). */
export const largestFile = 2 * 1024 * 1024;

/** The format of a file, by its name, or else by how it begins. */
export function detectFormat(text: string, name = ""): Format {
  const extension = name.split(".").at(-1)?.toLowerCase().replace(/^yml$/, "yaml");
  const named = formats.find((format) => format === extension);
  if (named !== undefined) return named;
  if (/^\s*[[{]/.test(text)) return "json";
  const [first = ""] = text.trimStart().split(/\r?\n/, 1);
  return /^(---|- |#|\w+:(\s|$))/.test(first) ? "yaml" : "csv";
}

/**
 * The text of a file in UTF-8, or in the UTF-16 that spreadsheets write as "Unicode text"; without the mark at its beginning.
 * @returns undefined if it is no text in either
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    const text = new TextDecoder(isUtf16 ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
