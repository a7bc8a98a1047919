import fc from "fast-check";
import { expect, test } from "vitest";
import { expectOnlyTypedErrors } from "../../testing/garbage.ts";
import { decodeFileList, encodeFileList } from "./file-list.ts";

const file = fc
  .record({
    name: fc.string({ minLength: 1, maxLength: 100, unit: fc.constantFrom(..."aé\\. 🙂") }),
    isFolder: fc.boolean(),
    size: fc.option(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { nil: undefined }),
    modified: fc.option(fc.integer({ min: 0, max: 4_000_000_000_000 }), { nil: undefined }),
  })
  .map(({ size, modified, ...one }) => ({
    ...one,
    ...(size !== undefined && { size }),
    ...(modified !== undefined && { modified }),
  }));

test("file lists come back", () => {
  fc.assert(
    fc.property(fc.array(file, { maxLength: 5 }), (files) => {
      expect(decodeFileList(encodeFileList(files))).toEqual(files);
    }),
  );
});

test("File1.txt of [MS-RDPECLIP] 4.5.4", () => {
  const bytes = new Uint8Array(4 + 592);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 1, true);
  view.setUint32(4, 0x4064, true);
  view.setUint32(40, 0x20, true);
  view.setBigUint64(60, 0x01ca55f32c305d08n, true);
  view.setUint32(72, 0x2c, true);
  bytes.set(new Uint8Array(Buffer.from("File1.txt", "utf16le")), 76);
  expect(decodeFileList(bytes)).toEqual([
    { name: "File1.txt", isFolder: false, size: 44n, modified: Date.parse("2009-10-26T04:17:04.026Z") },
  ]);
});

test("more files than there is room for are an error, before memory is taken", () => {
  const bytes = encodeFileList([{ name: "a", isFolder: false }]);
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(0, 0xffffffff, true);
  expect(() => decodeFileList(bytes)).toThrow("4294967295 files");
});

test("garbage gives a typed error", () => {
  expectOnlyTypedErrors(decodeFileList, [encodeFileList([{ name: "a\\b", isFolder: true, size: 3n, modified: 1 }])]);
});
