import fc from "fast-check";
import { expect, test } from "vitest";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { fromHex, toHex } from "../testing/hex.ts";
import { DerReader, derInteger, derOctetString, derSequence, derTags } from "./der.ts";

test.each([
  [0, "020100"],
  [127, "02017f"],
  [128, "02020080"],
  [256, "02020100"],
  [-128, "020180"],
  [-129, "0202ff7f"],
  [0xc000006d, "020500c000006d"],
  [0xc000006d | 0, "0204c000006d"],
])("INTEGER %i", (value, encoded) => {
  expect(toHex(derInteger(value))).toBe(encoded);
  expect(new DerReader(fromHex(encoded), "test").integer()).toBe(value);
});

test("lengths of every form come back", () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 1, 127, 128, 255, 256, 65535, 65536), (length) => {
      const element = derSequence(derOctetString(new Uint8Array(length)));
      const content = new DerReader(element, "test").inside(derTags.sequence).content(derTags.octetString);
      expect(content.length).toBe(length);
    }),
  );
});

test("a length that lies, an indefinite length and a wrong tag are refused", () => {
  for (const bytes of ["0405ff", "0480ff0000", "0485000000000100", "3000"]) {
    expect(() => new DerReader(fromHex(bytes), "test").content(derTags.octetString)).toThrow(/^test: /);
  }
});

test("garbage gives a typed error", () => {
  expectOnlyTypedErrors(
    (bytes) => {
      const reader = new DerReader(bytes, "test");
      while (reader.remaining > 0) reader.inside(derTags.sequence).integer();
    },
    [derSequence(derInteger(5))],
  );
});
