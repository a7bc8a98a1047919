import fc from "fast-check";
import { expect, test } from "vitest";
import { expectOnlyTypedErrors } from "../../testing/garbage.ts";
import { toHex } from "../../testing/hex.ts";
import {
  type ClientTouchPdu,
  decodeClientTouchPdu,
  decodeServerTouchPdu,
  encodeClientTouchPdu,
  encodeServerTouchPdu,
  type ServerTouchPdu,
  TouchVersion,
} from "./touch-pdus.ts";

const small = fc.nat(0x3fff);
const signed = fc.integer({ min: -0x3fff, max: 0x3fff });
const place = { x: signed, y: signed, flags: fc.nat(0x3f) };
const contact = fc.record(
  {
    ...{ id: fc.nat(255), ...place },
    rectangle: fc.record({ left: signed, top: signed, right: signed, bottom: signed }),
    orientation: small,
    pressure: small,
  },
  { requiredKeys: ["id", "x", "y", "flags"] },
);
const pen = fc.record(
  {
    ...{ device: fc.nat(255), ...place },
    ...{ penFlags: small, pressure: small, rotation: small, tiltX: signed, tiltY: signed },
  },
  { requiredKeys: ["device", "x", "y", "flags"] },
);
function framesOf<Contact>(one: fc.Arbitrary<Contact>) {
  const frame = fc.record({ offset: fc.maxSafeInteger().map(Math.abs), contacts: fc.array(one, { maxLength: 12 }) });
  return fc.array(frame, { maxLength: 4 });
}
const clientPdu: fc.Arbitrary<ClientTouchPdu> = fc.oneof(
  fc.record({
    type: fc.constant("ready" as const),
    ...{ flags: fc.nat(7), version: fc.nat(), mostContacts: fc.nat(0xffff) },
  }),
  fc.record({ type: fc.constant("dismissHovering" as const), contact: fc.nat(255) }),
  fc.record({ type: fc.constant("touch" as const), encodeTime: fc.nat(0x3fffffff), frames: framesOf(contact) }),
  fc.record({ type: fc.constant("pen" as const), encodeTime: fc.nat(0x3fffffff), frames: framesOf(pen) }),
);

test("what a client says comes back", () => {
  fc.assert(
    fc.property(clientPdu, (pdu) => {
      expect(decodeClientTouchPdu(encodeClientTouchPdu(pdu))).toEqual(pdu);
    }),
  );
});

test.each<ServerTouchPdu>([
  { type: "ready", version: TouchVersion.V100, features: 0 },
  { type: "ready", version: TouchVersion.V300, features: 1 },
  { type: "suspend" },
  { type: "resume" },
])("what a server says comes back: %o", (pdu) => {
  expect(decodeServerTouchPdu(encodeServerTouchPdu(pdu))).toEqual(pdu);
});

test("a finger down at 300, 20, with its pressure, as bytes", () => {
  const contacts = [{ id: 1, x: 300, y: 20, flags: 0x19, pressure: 512 }];
  const pdu = encodeClientTouchPdu({ type: "touch", encodeTime: 0, frames: [{ offset: 0, contacts }] });
  expect(toHex(pdu)).toBe("0300120000000001010001" + "04412c1419" + "4200");
});

test("nothing but DecodeError comes of garbage, and events to come are no error", () => {
  const good = fc.sample(clientPdu, { numRuns: 20, seed: 1 }).map(encodeClientTouchPdu);
  expectOnlyTypedErrors(decodeClientTouchPdu, good);
  expectOnlyTypedErrors(decodeServerTouchPdu, [encodeServerTouchPdu({ type: "ready", version: 1, features: 0 })]);
  expect(decodeServerTouchPdu(Uint8Array.of(99, 0, 6, 0, 0, 0))).toBeUndefined();
});
