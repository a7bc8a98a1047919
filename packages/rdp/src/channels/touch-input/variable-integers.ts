import type { Reader } from "../../wire/reader.ts";
import type { Writer } from "../../wire/writer.ts";

/**
 * The integers of [MS-RDPEI] 2.2.2: the first byte says in its upper bits how many bytes follow, then whether the value is
 * negative (of the signed ones, that are sign and magnitude), and begins the value, which is big endian.
 */
interface Kind {
  /** Bits of the first byte that count the bytes that follow. */
  readonly countBits: number;
  readonly mostBytes: number;
  readonly isSigned: boolean;
}

/** 2.2.2.1: 0 to 0x7fff. */
const twoUnsigned: Kind = { countBits: 1, mostBytes: 2, isSigned: false };
/** 2.2.2.2: -0x3fff to 0x3fff. */
const twoSigned: Kind = { countBits: 1, mostBytes: 2, isSigned: true };
/** 2.2.2.3: 0 to 0x3fffffff. */
const fourUnsigned: Kind = { countBits: 2, mostBytes: 4, isSigned: false };
/** 2.2.2.4: -0x1fffffff to 0x1fffffff. */
const fourSigned: Kind = { countBits: 2, mostBytes: 4, isSigned: true };
/** 2.2.2.6: 0 to 0x1fffffffffffffff, of which numbers here hold 2^53. */
const eightUnsigned: Kind = { countBits: 3, mostBytes: 8, isSigned: false };

export const writeTwoUnsigned = (writer: Writer, value: number): void => write(writer, twoUnsigned, value);
export const writeTwoSigned = (writer: Writer, value: number): void => write(writer, twoSigned, value);
export const writeFourUnsigned = (writer: Writer, value: number): void => write(writer, fourUnsigned, value);
export const writeFourSigned = (writer: Writer, value: number): void => write(writer, fourSigned, value);
export const writeEightUnsigned = (writer: Writer, value: number): void => write(writer, eightUnsigned, value);

export const readTwoUnsigned = (reader: Reader): number => read(reader, twoUnsigned);
export const readTwoSigned = (reader: Reader): number => read(reader, twoSigned);
export const readFourUnsigned = (reader: Reader): number => read(reader, fourUnsigned);
export const readFourSigned = (reader: Reader): number => read(reader, fourSigned);
/** Loses the last bits of values above 2^53: they are times, and none is that long. */
export const readEightUnsigned = (reader: Reader): number => read(reader, eightUnsigned);

/** The bits of the value that the first byte holds. */
function firstBits({ countBits, isSigned }: Kind): number {
  return 8 - countBits - (isSigned ? 1 : 0);
}

/** Takes the nearest value that the kind can hold. */
function write(writer: Writer, kind: Kind, value: number): void {
  const bits = firstBits(kind);
  const most = 2 ** (bits + 8 * (kind.mostBytes - 1)) - 1;
  const magnitude = Math.min(Math.abs(Math.round(value)), most);
  let following = 0;
  while (magnitude >= 2 ** (bits + 8 * following)) following++;
  const isNegative = kind.isSigned && value < 0 && magnitude > 0;
  const head = (following << (8 - kind.countBits)) | (isNegative ? 1 << bits : 0);
  writer.u8(head | Math.floor(magnitude / 2 ** (8 * following)));
  for (let byte = following - 1; byte >= 0; byte--) writer.u8(Math.floor(magnitude / 2 ** (8 * byte)) & 0xff);
}

function read(reader: Reader, kind: Kind): number {
  const bits = firstBits(kind);
  const head = reader.u8();
  let value = head & ((1 << bits) - 1);
  for (let following = head >> (8 - kind.countBits); following > 0; following--) value = value * 256 + reader.u8();
  const isNegative = kind.isSigned && ((head >> bits) & 1) === 1;
  return isNegative && value !== 0 ? -value : value;
}
