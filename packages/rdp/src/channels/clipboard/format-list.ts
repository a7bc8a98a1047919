import { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";

/** A format that a clipboard holds ([MS-RDPECLIP] 2.2.3.1). */
export interface ClipboardFormatName {
  readonly id: number;
  /** Empty for the formats that Windows has by number. */
  readonly name: string;
}

/** Formats that Windows has by number. */
export const StandardFormat = { Text: 1, Dib: 8, UnicodeText: 13, DibV5: 17 } as const;

/** `long`: as they are; `short` and `ascii`: 32 bytes of UTF-16 or of ASCII. */
type NameEncoding = "long" | "short" | "ascii";

const shortNameLength = 32;
/** What is left of a name that was cut to 32 bytes of UTF-16. */
const leastCutLength = 15;
/** Windows itself knows fewer formats than this. */
const maximumFormats = 1024;

/** Throws DecodeError. */
export function decodeFormatList(data: Uint8Array, encoding: NameEncoding): ClipboardFormatName[] {
  const reader = new Reader(data, "CLIPRDR_FORMAT_LIST");
  const formats: ClipboardFormatName[] = [];
  while (reader.remaining > 0) {
    if (formats.length === maximumFormats) throw reader.error(`more than ${maximumFormats} formats`);
    formats.push({ id: reader.u32(), name: decodeName(reader, encoding) });
  }
  return formats;
}

export function encodeFormatList(formats: readonly ClipboardFormatName[], encoding: NameEncoding): Uint8Array {
  const writer = new Writer();
  for (const { id, name } of formats) {
    writer.u32(id);
    if (encoding === "long") writer.utf16(name).u16(0);
    else if (encoding === "short") writer.utf16Fixed(name, shortNameLength);
    else encodeAscii(writer, name);
  }
  return writer.finish();
}

/** The number of the format with this name, which the list may have cut. */
export function findNamedFormat(formats: readonly ClipboardFormatName[], wanted: string): number | undefined {
  return formats.find(({ name }) => name === wanted || (name.length >= leastCutLength && wanted.startsWith(name)))?.id;
}

function decodeName(reader: Reader, encoding: NameEncoding): string {
  if (encoding === "short") return reader.utf16(shortNameLength);
  if (encoding === "ascii") {
    const bytes = reader.bytes(shortNameLength);
    const end = bytes.indexOf(0);
    return String.fromCharCode(...bytes.subarray(0, end < 0 ? bytes.length : end));
  }
  let name = "";
  for (let unit = reader.u16(); unit !== 0; unit = reader.u16()) name += String.fromCharCode(unit);
  return name;
}

function encodeAscii(writer: Writer, name: string): void {
  const cut = name.slice(0, shortNameLength - 1);
  for (let index = 0; index < cut.length; index++) writer.u8(cut.charCodeAt(index));
  writer.zeros(shortNameLength - cut.length);
}
