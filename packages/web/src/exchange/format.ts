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
 * The text of a file, without the mark with which some programs begin one.
 * @returns undefined if it is no text in UTF-8
 */
export function decodeText(bytes: BufferSource): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
