import fc from "fast-check";
import { expect, test } from "vitest";
import { toHex } from "../../testing/hex.ts";
import { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";
import * as integers from "./variable-integers.ts";

type Write = (writer: Writer, value: number) => void;
type Read = (reader: Reader) => number;

function bytesOf(write: Write, value: number): Uint8Array {
  const writer = new Writer();
  write(writer, value);
  return writer.finish();
}

test.each<[string, Write, number, string]>([
  ["two bytes", integers.writeTwoUnsigned, 0x7f, "7f"],
  ["two bytes", integers.writeTwoUnsigned, 0x1a1b, "9a1b"],
  ["two signed", integers.writeTwoSigned, -0x1a1b, "da1b"],
  ["two signed", integers.writeTwoSigned, -2, "42"],
  ["four bytes", integers.writeFourUnsigned, 0x1a1b1c, "9a1b1c"],
  ["four bytes", integers.writeFourUnsigned, 0x3f1b1c1d, "ff1b1c1d"],
  ["four signed", integers.writeFourSigned, -0x1a1b1c, "ba1b1c"],
  ["four signed", integers.writeFourSigned, 0x1f, "1f"],
  ["eight bytes", integers.writeEightUnsigned, 0x1a1b1c1d1e, "9a1b1c1d1e"],
  ["eight bytes", integers.writeEightUnsigned, 0x20, "2020"],
])("%s: %s", (_, write, value, bytes) => {
  expect(toHex(bytesOf(write, value))).toBe(bytes);
});

test.each<[string, Write, Read, number, number]>([
  ["two bytes", integers.writeTwoUnsigned, integers.readTwoUnsigned, 0, 0x7fff],
  ["two signed", integers.writeTwoSigned, integers.readTwoSigned, -0x3fff, 0x3fff],
  ["four bytes", integers.writeFourUnsigned, integers.readFourUnsigned, 0, 0x3fffffff],
  ["four signed", integers.writeFourSigned, integers.readFourSigned, -0x1fffffff, 0x1fffffff],
  ["eight bytes", integers.writeEightUnsigned, integers.readEightUnsigned, 0, Number.MAX_SAFE_INTEGER],
])("%s: every value comes back, and what is too large becomes the largest", (_, write, read, min, max) => {
  const back = (value: number) => {
    const reader = new Reader(bytesOf(write, value), "test");
    const result = read(reader);
    expect(reader.remaining).toBe(0);
    return result;
  };
  const values = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(min, max)).map((value) => value % (max + 1));
  fc.assert(fc.property(values, (value) => back(Math.max(value, min)) === Math.max(value, min)));
  if (max < Number.MAX_SAFE_INTEGER) expect(back(max + 1)).toBe(max);
});
