import type { Reader } from "../wire/reader.ts";
import type { Writer } from "../wire/writer.ts";

/**
 * Reads a length determinant of aligned PER ([X691] 10.9): one or two bytes. The form for fragments does not occur in
 * RDP; xrdp 0.9 writes 15 bits for lengths above 16383 instead.
 */
export function readPerLength(reader: Reader): number {
  const first = reader.u8();
  if ((first & 0x80) === 0) return first;
  return ((first & 0x7f) << 8) | reader.u8();
}

/** Writes a length determinant; in two bytes always if `wide`. */
export function writePerLength(writer: Writer, length: number, wide = false): void {
  if (length > 0x3fff) throw new RangeError(`PER length ${length}`);
  if (length > 0x7f || wide) writer.u16be(length | 0x8000);
  else writer.u8(length);
}
