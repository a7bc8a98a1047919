import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeFormatList, encodeFormatList, findNamedFormat } from "./format-list.ts";

const format = fc.record({
  id: fc.nat(0xffffffff),
  name: fc.string({ maxLength: 40, unit: fc.constantFrom(..."abcXYZ 12é") }),
});

test("long names come back whole", () => {
  fc.assert(
    fc.property(fc.array(format, { maxLength: 20 }), (formats) => {
      expect(decodeFormatList(encodeFormatList(formats, "long"), "long")).toEqual(formats);
    }),
  );
});

test.each([
  ["short", 15],
  ["ascii", 31],
] as const)("%s names are cut to %d characters", (encoding, length) => {
  const formats = [{ id: 5, name: "a".repeat(40) }];
  expect(decodeFormatList(encodeFormatList(formats, encoding), encoding)).toEqual([
    { id: 5, name: "a".repeat(length) },
  ]);
});

test("a name of 32 characters of ASCII needs no end", () => {
  const bytes = Uint8Array.of(1, 0, 0, 0, ...new Uint8Array(32).fill(0x61));
  expect(decodeFormatList(bytes, "ascii")).toEqual([{ id: 1, name: "a".repeat(32) }]);
});

test("a format is found by its name, also by a cut one", () => {
  const formats = [
    { id: 1, name: "" },
    { id: 2, name: "FileGroupDescri" },
    { id: 3, name: "PNG" },
  ];
  expect(findNamedFormat(formats, "FileGroupDescriptorW")).toBe(2);
  expect(findNamedFormat(formats, "PNG")).toBe(3);
  expect(findNamedFormat(formats, "HTML Format")).toBeUndefined();
});

test("a list without end is an error", () => {
  const endless = encodeFormatList(
    Array.from({ length: 2000 }, () => ({ id: 1, name: "" })),
    "long",
  );
  expect(() => decodeFormatList(endless, "long")).toThrow("more than 1024 formats");
});
