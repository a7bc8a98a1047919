import fc from "fast-check";
import { expect, test } from "vitest";
import { expectOnlyTypedErrors } from "../../testing/garbage.ts";
import { toHex } from "../../testing/hex.ts";
import {
  DirectoryInformationClass,
  decodeDirectoryEntry,
  decodeFolderNotices,
  encodeDirectoryEntry,
  encodeFolderNotices,
} from "./directory-information.ts";
import {
  decodeBasicInformation,
  decodeFileChange,
  decodeStandardInformation,
  encodeFileChange,
  encodeFileInformation,
  type FileChange,
  FileInformationClass,
} from "./file-information.ts";
import { fromFileTime, toFileTime } from "./file-time.ts";
import { decodeFullSize, encodeVolumeInformation, VolumeInformationClass } from "./volume-information.ts";

const details = {
  ...{ created: Date.UTC(2000, 0, 1), accessed: Date.UTC(2001, 0, 1), modified: Date.UTC(2002, 0, 1) },
  ...{ changed: Date.UTC(2003, 0, 1), attributes: 0x21, size: 5_000_000_001, allocated: 5_000_003_584 },
};
const volume = { label: "Büro", serialNumber: 1, fileSystem: "NTFS", total: 8_192_000, free: 4096 };
const VOLUME_TIMES = "0000000000000000";

test("times as Windows counts them", () => {
  expect(toFileTime(0)).toBe(116_444_736_000_000_000n);
  expect(fromFileTime(toFileTime(details.modified))).toBe(details.modified);
  expect(toFileTime(-1e15)).toBe(0n);
  for (const unchanged of [0n, 0xffff_ffff_ffff_ffffn, 0xffff_ffff_ffff_fffen]) {
    expect(fromFileTime(unchanged)).toBeUndefined();
  }
});

test("what is asked of a file, in the lengths that [MS-RDPEFS] wants", () => {
  const ask = (informationClass: number) => encodeFileInformation(informationClass, details, true);
  const [basic, standard, tag] = [FileInformationClass.Basic, FileInformationClass.Standard, 35].map(ask);
  expect([basic?.length, standard?.length, tag && toHex(tag)]).toEqual([36, 22, "2100000000000000"]);
  expect(basic && decodeBasicInformation(basic)).toEqual({ modified: details.modified, attributes: 0x21 });
  expect(standard && decodeStandardInformation(standard)).toEqual({
    ...{ size: details.size, isDeletePending: true, isFolder: false },
  });
  expect(ask(99)).toBeUndefined();
});

test.each([
  [DirectoryInformationClass.Names, 12],
  [DirectoryInformationClass.Directory, 64],
  [DirectoryInformationClass.FullDirectory, 68],
  [DirectoryInformationClass.BothDirectory, 93],
])("an entry of class %d has its name at byte %d", (informationClass, start) => {
  const entry = encodeDirectoryEntry(informationClass, "Akte ü", details);
  expect(entry?.length).toBe(start + 12);
  expect(entry && decodeDirectoryEntry(informationClass, entry)).toBe("Akte ü");
});

test("there is no entry of another class", () => {
  expect(encodeDirectoryEntry(37, "a", details)).toBeUndefined();
});

test("notices come back, each at a multiple of four bytes", () => {
  const notice = fc.record({
    action: fc.constantFrom("added" as const, "removed" as const, "modified" as const),
    path: fc.stringMatching(/^[a-zé\\]{1,9}$/),
  });
  fc.assert(
    fc.property(fc.array(notice, { maxLength: 5 }), (notices) => {
      expect(decodeFolderNotices(encodeFolderNotices(notices))).toEqual(notices);
    }),
  );
});

test("changes come back as they were sent", () => {
  const size = fc.bigInt({ min: 0n, max: 1n << 63n });
  const change: fc.Arbitrary<FileChange> = fc.oneof(
    fc.record({ type: fc.constant("basic" as const), modified: fc.nat(2e9), attributes: fc.nat() }),
    fc.record({ type: fc.constantFrom("size" as const, "allocation" as const), size }),
    fc.record({ type: fc.constant("disposition" as const), isDeletePending: fc.boolean() }),
    fc.record({ type: fc.constant("rename" as const), replace: fc.boolean(), path: fc.stringMatching(/^[a-z\\]*$/) }),
  );
  fc.assert(
    fc.property(change, (sent) => {
      const { informationClass, data } = encodeFileChange(sent);
      expect(decodeFileChange(informationClass, data)).toEqual(sent);
      expectOnlyTypedErrors((bytes) => decodeFileChange(informationClass, bytes), [data]);
    }),
    { numRuns: 30 },
  );
});

test("a disposition without a body deletes, and there are no other changes", () => {
  const deletion = { type: "disposition", isDeletePending: true };
  expect(decodeFileChange(FileInformationClass.Disposition, new Uint8Array())).toEqual(deletion);
  expect(decodeFileChange(99, new Uint8Array())).toBeUndefined();
});

test("what is asked of a volume", () => {
  const ask = (informationClass: number) => encodeVolumeInformation(informationClass, volume);
  const hex = (informationClass: number) => toHex(ask(informationClass) ?? new Uint8Array());
  expect(hex(VolumeInformationClass.Volume)).toBe(`${VOLUME_TIMES}${"01000000"}${"08000000"}00${"4200fc0072006f00"}`);
  expect(hex(VolumeInformationClass.Attribute)).toBe("06000000" + "ff000000" + "08000000" + "4e00540046005300");
  expect(hex(VolumeInformationClass.Size)).toBe("d007000000000000" + "0100000000000000" + "08000000" + "00020000");
  expect(hex(VolumeInformationClass.Device)).toBe("07000000" + "10000000");
  const full = ask(VolumeInformationClass.FullSize);
  expect(full && decodeFullSize(full)).toEqual({ total: volume.total, free: volume.free });
  expect(ask(99)).toBeUndefined();
});
