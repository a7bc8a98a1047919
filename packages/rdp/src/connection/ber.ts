import type { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

/** The tags of BER ([X690]) that MCS uses. */
export const BerTag = { Boolean: 0x01, Integer: 0x02, OctetString: 0x04, Enumerated: 0x0a, Sequence: 0x30 } as const;

/** Reads a definite length. */
export function readBerLength(reader: Reader): number {
  const first = reader.u8();
  if (first < 0x80) return first;
  if (first === 0x81) return reader.u8();
  if (first === 0x82) return reader.u16be();
  throw reader.error(`BER length form 0x${first.toString(16)}`);
}

/** Reads the header of a value tagged `tag` and gives a reader of its content. */
export function readBer(reader: Reader, tag: number): Reader {
  const found = reader.u8();
  if (found !== tag) throw reader.error(`BER tag 0x${found.toString(16)} instead of 0x${tag.toString(16)}`);
  return reader.part(readBerLength(reader), reader.structure);
}

/** Reads an INTEGER or ENUMERATED of at most four bytes. */
export function readBerInteger(reader: Reader, tag: number = BerTag.Integer): number {
  const content = readBer(reader, tag);
  if (content.remaining === 0 || content.remaining > 4) throw content.error("BER integer of wrong size");
  let value = 0;
  while (content.remaining > 0) value = value * 256 + content.u8();
  return value;
}

/** A value with tag and length; `tag` above 255 is written as two bytes. */
export function ber(tag: number, ...content: Uint8Array[]): Uint8Array {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  const writer = new Writer(length + 6);
  if (tag > 0xff) writer.u16be(tag);
  else writer.u8(tag);
  if (length < 0x80) writer.u8(length);
  else if (length <= 0xff) writer.u8(0x81).u8(length);
  else writer.u8(0x82).u16be(length);
  return writer.bytes(...content).finish();
}

/** A non-negative INTEGER or ENUMERATED in the fewest bytes. */
export function berInteger(value: number, tag: number = BerTag.Integer): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; bytes.length === 0 || rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  if ((bytes[0] as number) > 0x7f) bytes.unshift(0);
  return ber(tag, Uint8Array.from(bytes));
}
