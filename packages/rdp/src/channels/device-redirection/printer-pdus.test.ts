import fc from "fast-check";
import { expect, test } from "vitest";
import { expectOnlyTypedErrors } from "../../testing/garbage.ts";
import { fromHex, toHex } from "../../testing/hex.ts";
import { DecodeError } from "../../wire/decode-error.ts";
import { printerData } from "./printer-driver.ts";
import {
  decodePrinterAnnouncement,
  decodePrinterMessage,
  encodePrinterAnnouncement,
  encodePrinterMessage,
  type PrinterMessage,
} from "./printer-pdus.ts";
import { Component, openRedirectionMessage } from "./redirection-header.ts";

const APOLLO = "410070006f006c006c006f00200050002d0031003200300030000000";

function decode(message: Uint8Array): PrinterMessage {
  const { component, packetId, body } = openRedirectionMessage(message);
  expect(component).toBe(Component.Printer);
  return decodePrinterMessage(packetId, body);
}

test("the first printer of DR_PRN_DEVICE_ANNOUNCE in [MS-RDPEPC] 4.1.1", () => {
  const bytes = `100000000000000000000000${"1c0000001c000000"}00000000${APOLLO}${APOLLO}`;
  const printer = { flags: 0x10, driver: "Apollo P-1200", name: "Apollo P-1200", configuration: new Uint8Array(0) };
  expect(decodePrinterAnnouncement(fromHex(bytes))).toEqual(printer);
  expect(toHex(encodePrinterAnnouncement(printer))).toBe(bytes);
});

test.each([
  [0x00080001, "MS Publisher Imagesetter"],
  [0x00080004, "MS Publisher Imagesetter"],
  [0x00080005, "Microsoft Print To PDF"],
  [0x00080011, "Microsoft Print To PDF"],
])("a server of version %d prints with %s", (version, driver) => {
  expect(decodePrinterAnnouncement(printerData("Imprimante", version))).toMatchObject({ driver, name: "Imprimante" });
});

test("a printer is renamed as it stands on the wire", () => {
  const message = { type: "rename", from: "A", to: "Bc" } as const;
  const bytes = `52504350${"04000000"}${"0400000006000000"}${"41000000"}${"420063000000"}`;
  expect(toHex(encodePrinterMessage(message))).toBe(bytes);
});

const name = fc.string({ unit: "grapheme", maxLength: 40 }).filter((text) => !text.includes("\0"));
const configuration = fc.uint8Array({ maxLength: 50 });
const anyMessage: fc.Arbitrary<PrinterMessage> = fc.oneof(
  fc.record({
    type: fc.constant("add" as const),
    port: fc.constantFrom("PRN1", "LPT1"),
    driver: name,
    name,
    configuration,
  }),
  fc.record({ type: fc.constant("update" as const), name, configuration }),
  fc.record({ type: fc.constant("delete" as const), name }),
  fc.record({ type: fc.constant("rename" as const), from: name, to: name }),
  fc.record({ type: fc.constant("using-xps" as const), device: fc.nat() }),
);

test("what the server says comes back", () => {
  fc.assert(fc.property(anyMessage, (message) => expect(decode(encodePrinterMessage(message))).toEqual(message)));
});

test("names in other encodings than Unicode are refused", () => {
  const data = printerData("x", 0x00080005);
  data[0] = 1;
  expect(() => decodePrinterAnnouncement(data)).toThrow(DecodeError);
});

test("garbage gives a typed error", () => {
  expectOnlyTypedErrors(decodePrinterAnnouncement, [printerData("Passerelle", 0x00080005)]);
  for (const packetId of [0x5043, 0x5543]) {
    expectOnlyTypedErrors(
      (bytes) => decodePrinterMessage(packetId, openRedirectionMessage(bytes).body),
      fc.sample(anyMessage, { numRuns: 20, seed: 1 }).map(encodePrinterMessage),
    );
  }
});
