import fc from "fast-check";
import { expect, test } from "vitest";
import { expectOnlyTypedErrors } from "../../testing/garbage.ts";
import { fromHex, toHex } from "../../testing/hex.ts";
import {
  type ClipboardPdu,
  decodeClipboardBeginning,
  decodeClipboardPdu,
  decodeContentsSize,
  encodeClipboardPdu,
  encodeContentsSize,
} from "./clipboard-pdus.ts";
import { encodeFormatList } from "./format-list.ts";

const BYTES = Uint8Array.of(1, 2, 3);
const PDUS: readonly ClipboardPdu[] = [
  { type: "monitorReady" },
  { type: "capabilities", flags: 0x3e },
  { type: "temporaryDirectory", path: "C:\\Temp" },
  {
    type: "formatList",
    formats: [
      { id: 13, name: "" },
      { id: 0xc0de, name: "HTML Format" },
    ],
  },
  { type: "formatList", formats: [] },
  { type: "formatListResponse", isOk: true },
  { type: "formatListResponse", isOk: false },
  { type: "dataRequest", format: 13 },
  { type: "dataResponse", data: BYTES },
  { type: "dataResponse" },
  { type: "contentsRequest", streamId: 7, index: 2 },
  { type: "contentsRequest", streamId: 7, index: 2, range: { position: 5_000_000_000n, length: 65536 }, lock: 9 },
  { type: "contentsResponse", streamId: 7, data: BYTES },
  { type: "contentsResponse", streamId: 7 },
  { type: "lock", id: 4 },
  { type: "unlock", id: 4 },
];

test("client capabilities of [MS-RDPECLIP] 4.1.3", () => {
  const bytes = "0700000010000000" + "01000000" + "01000c00" + "02000000" + "0e000000";
  expect(toHex(encodeClipboardPdu({ type: "capabilities", flags: 0xe }))).toBe(bytes);
  expect(decodeClipboardPdu(fromHex(bytes), false)).toEqual({ type: "capabilities", flags: 0xe });
});

test.each([true, false])("all messages come back, with long names: %s", (longNames) => {
  for (const pdu of PDUS) expect(decodeClipboardPdu(encodeClipboardPdu(pdu, longNames), longNames)).toEqual(pdu);
});

test("short names come in UTF-16 as well", () => {
  const formats = [{ id: 0xc0de, name: "FileGroupDescriptorW" }];
  const body = encodeFormatList(formats, "short");
  const message = Uint8Array.of(2, 0, 0, 0, body.length, 0, 0, 0, ...body);
  expect(decodeClipboardPdu(message, false)).toEqual({
    type: "formatList",
    formats: [{ id: 0xc0de, name: "FileGroupDescri" }],
  });
});

test("sizes of any file come back", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      (size) => decodeContentsSize(encodeContentsSize(size)) === size,
    ),
  );
});

test("a request that wants both size and bytes, or neither, is an error", () => {
  for (const flags of [0, 3]) {
    const message = encodeClipboardPdu({ type: "contentsRequest", streamId: 1, index: 0 });
    message[16] = flags;
    expect(() => decodeClipboardPdu(message, true)).toThrow("dwFlags");
  }
});

test("the beginning of an answer says whose it is", () => {
  const data = encodeClipboardPdu({ type: "dataResponse", data: BYTES });
  expect(decodeClipboardBeginning(data)).toEqual({ type: "dataResponse", length: 3 });
  const contents = encodeClipboardPdu({ type: "contentsResponse", streamId: 3, data: BYTES });
  expect(decodeClipboardBeginning(contents)).toEqual({ type: "contentsResponse", length: 7, streamId: 3 });
  expect(decodeClipboardBeginning(encodeClipboardPdu({ type: "monitorReady" }))).toBeUndefined();
});

test("garbage gives a typed error", () => {
  const good = PDUS.map((pdu) => encodeClipboardPdu(pdu));
  expectOnlyTypedErrors((bytes) => decodeClipboardPdu(bytes, true), good);
  expectOnlyTypedErrors(
    (bytes) => decodeClipboardPdu(bytes, false),
    PDUS.map((pdu) => encodeClipboardPdu(pdu, false)),
  );
  expectOnlyTypedErrors(decodeClipboardBeginning, good);
});
