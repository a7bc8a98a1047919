import { expect, test } from "vitest";
import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";
import { readPerLength, writePerLength } from "./per.ts";

const read = (...bytes: number[]) => readPerLength(new Reader(Uint8Array.from(bytes), "length"));

test.each([0, 1, 127, 128, 0x1234, 0x3fff])("a length of %i comes back as it was written", (length) => {
  const writer = new Writer();
  writePerLength(writer, length);
  expect(read(...writer.finish())).toBe(length);
});

test("xrdp's 15 bits are taken as a length", () => {
  expect(read(0xc0, 0x01)).toBe(0x4001);
  expect(read(0xff, 0xff)).toBe(0x7fff);
});
