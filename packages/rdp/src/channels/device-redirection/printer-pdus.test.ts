import fc from "fast-check";
import { expect, test } from "vitest";
import { expectOnlyTypedErrors } from "../../testing/garbage.ts";
import { fromHex, toHex } from "../../testing/hex.ts";
import { DecodeError } from "../../wire/decode-error.ts";
import { printerData } from "./printer-driver.ts";
import { decodePrinterAnnouncement, encodePrinterAnnouncement, encodePrinterUpdate } from "./printer-pdus.ts";

const APOLLO = "410070006f006c006c006f00200050002d0031003200300030000000";

test("the first printer of DR_PRN_DEVICE_ANNOUNCE in [MS-RDPEPC] 4.1.1", () => {
  const bytes = `100000000000000000000000${"1c0000001c000000"}00000000${APOLLO}${APOLLO}`;
  const printer = { flags: 0x10, driver: "Apollo P-1200", name: "Apollo P-1200" };
  expect(decodePrinterAnnouncement(fromHex(bytes))).toEqual(printer);
  expect(toHex(encodePrinterAnnouncement(printer))).toBe(bytes);
});

test("a name for plug and play is stepped over", () => {
  const bytes = `020000000000000004000000${"0400000006000000"}00000000${"50000000"}${"41000000"}${"420063000000"}`;
  expect(decodePrinterAnnouncement(fromHex(bytes))).toEqual({ flags: 2, driver: "A", name: "Bc" });
});

test.each([
  [0x00080001, "MS Publisher Imagesetter"],
  [0x00080004, "MS Publisher Imagesetter"],
  [0x00080005, "Microsoft Print To PDF"],
  [0x00080011, "Microsoft Print To PDF"],
])("a server of version %d prints with %s", (version, driver) => {
  expect(decodePrinterAnnouncement(printerData("Imprimante", version))).toMatchObject({ driver, name: "Imprimante" });
});

test("announcements come back", () => {
  const name = fc.string({ unit: "grapheme", maxLength: 40 }).filter((text) => !text.includes("\0"));
  fc.assert(
    fc.property(fc.record({ flags: fc.nat(0x1e).map((bits) => bits & ~1), driver: name, name }), (printer) => {
      expect(decodePrinterAnnouncement(encodePrinterAnnouncement(printer))).toEqual(printer);
    }),
  );
});

test("a printer's configuration as it stands on the wire", () => {
  const message = encodePrinterUpdate("Bc", new Uint8Array([1, 2]));
  expect(toHex(message)).toBe(`5250${"4350"}${"02000000"}${"06000000"}${"02000000"}${"420063000000"}${"0102"}`);
});

test("names in other encodings than Unicode are refused", () => {
  const data = printerData("x", 0x00080005);
  data[0] = 1;
  expect(() => decodePrinterAnnouncement(data)).toThrow(DecodeError);
});

test("garbage gives a typed error", () => {
  expectOnlyTypedErrors(decodePrinterAnnouncement, [printerData("Passerelle", 0x00080005)]);
});
