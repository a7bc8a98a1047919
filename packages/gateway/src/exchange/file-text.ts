/** A file whose text cannot be read; the message says why and what to do. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
}

const UTF_16_LITTLE_ENDIAN = [0xff, 0xfe];

/**
 * The text of a file: UTF-8, or the UTF-16 that spreadsheets write as "Unicode text".
 * @throws UnreadableFile
 */
export function fileText(bytes: Uint8Array): string {
  const isUtf16 = UTF_16_LITTLE_ENDIAN.every((byte, index) => bytes[index] === byte);
  const text = decode(bytes, isUtf16 ? "utf-16le" : "utf-8");
  const nul = text.indexOf("\0");
  if (nul >= 0) {
    const line = text.slice(0, nul).split("\n").length;
    throw new UnreadableFile(`Line ${line} has the character U+0000: this is no text file.`);
  }
  return text;
}

function decode(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFile(
      `The file is not UTF-8 (${suspectLine(bytes)}), probably Windows-1252. Save it as "CSV UTF-8", or convert it, and try again.`,
    );
  }
}

/** The first line that is not UTF-8, as Windows-1252 would have it. */
function suspectLine(bytes: Uint8Array): string {
  const lines = Buffer.from(bytes).toString("latin1").split("\n");
  const index = lines.findIndex((line) => !isUtf8(Buffer.from(line, "latin1")));
  const text = new TextDecoder("windows-1252").decode(Buffer.from(lines[index] ?? "", "latin1"));
  return `line ${index + 1}: "${text.trim().slice(0, 40)}"`;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
