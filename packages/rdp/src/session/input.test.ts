import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StandardSecurity } from "../security/standard-security.ts";
import { nodeEnvironment } from "../testing/environment.ts";
import { expectOnlyTypedErrors } from "../testing/garbage.ts";
import { fromHex, toHex } from "../testing/hex.ts";
import {
  decodeFastPathInput,
  decodeSlowPathInput,
  encodeFastPathInput,
  encodeSlowPathInput,
  type InputEvent,
} from "./input.ts";

const position = { x: fc.nat(0xffff), y: fc.nat(0xffff) };
const anyEvent: fc.Arbitrary<InputEvent> = fc.oneof(
  fc.record({
    type: fc.constant("scancode" as const),
    code: fc.nat(255),
    extended: fc.boolean(),
    extended1: fc.boolean(),
    released: fc.boolean(),
  }),
  fc.record({ type: fc.constant("unicode" as const), codeUnit: fc.nat(0xffff), released: fc.boolean() }),
  fc.record({ type: fc.constant("move" as const), ...position }),
  fc.record({
    type: fc.constant("button" as const),
    button: fc.constantFrom("left", "right", "middle", "x1", "x2"),
    pressed: fc.boolean(),
    ...position,
  }),
  fc.record({
    type: fc.constant("wheel" as const),
    axis: fc.constantFrom("vertical", "horizontal"),
    rotation: fc.integer({ min: -240, max: 240 }).filter((rotation) => rotation !== 0),
    ...position,
  }),
  fc.record({ type: fc.constant("synchronize" as const), toggles: fc.nat(15) }),
  fc.record({
    type: fc.constant("relativeMove" as const),
    x: fc.integer({ min: -0x8000, max: 0x7fff }),
    y: fc.integer({ min: -0x8000, max: 0x7fff }),
  }),
  fc.record({
    type: fc.constant("relativeButton" as const),
    button: fc.constantFrom("left", "right", "middle", "x1", "x2"),
    pressed: fc.boolean(),
  }),
);

function securityOf(role: "client" | "server") {
  const random = new Uint8Array(32).fill(1);
  return new StandardSecurity({
    role,
    method: 2,
    clientRandom: random,
    serverRandom: random,
    environment: nodeEnvironment(),
  });
}

/** The PDUs that lie one after the other in `bytes`. */
function pdusOf(bytes: Uint8Array): Uint8Array[] {
  const pdus: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const long = (bytes[start + 1] & 0x80) !== 0;
    const length = long ? ((bytes[start + 1] & 0x7f) << 8) | bytes[start + 2] : bytes[start + 1];
    pdus.push(bytes.subarray(start, start + length));
    start += length;
  }
  return pdus;
}

describe("fast path", () => {
  test.each<[string, InputEvent, string]>([
    ["A down", { type: "scancode", code: 0x1e, extended: false, extended1: false, released: false }, "0404001e"],
    ["right Ctrl up", { type: "scancode", code: 0x1d, extended: true, extended1: false, released: true }, "0404031d"],
    ["Pause down", { type: "scancode", code: 0x1d, extended: false, extended1: true, released: false }, "0404041d"],
    ["é up", { type: "unicode", codeUnit: 0xe9, released: true }, "040581e900"],
    ["move", { type: "move", x: 300, y: 2 }, "04092000082c010200"],
    ["left down", { type: "button", button: "left", pressed: true, x: 1, y: 2 }, "0409200090" + "01000200"],
    ["x2 up", { type: "button", button: "x2", pressed: false, x: 1, y: 2 }, "0409400200" + "01000200"],
    [
      "a notch towards the user",
      { type: "wheel", axis: "vertical", rotation: -120, x: 1, y: 2 },
      "0409208803" + "01000200",
    ],
    [
      "a notch to the right",
      { type: "wheel", axis: "horizontal", rotation: 120, x: 1, y: 2 },
      "0409207804" + "01000200",
    ],
    ["three to the left, one down", { type: "relativeMove", x: -3, y: 1 }, "0409a00008fdff0100"],
    ["x1 down in place", { type: "relativeButton", button: "x1", pressed: true }, "0409a0018000000000"],
    ["caps lock", { type: "synchronize", toggles: 4 }, "040364"],
  ])("%s", (_, event, bytes) => {
    expect(toHex(encodeFastPathInput([event]))).toBe(bytes);
  });

  test("decoding gives back what was encoded, with and without encryption", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), fc.boolean(), (events, isSecured) => {
        const [client, server] = isSecured ? [securityOf("client"), securityOf("server")] : [];
        const pdus = pdusOf(encodeFastPathInput(events, client));
        expect(pdus.flatMap((pdu) => decodeFastPathInput(pdu, server))).toEqual(events);
      }),
    );
  });

  test("a large rotation is split without losing any of it", () => {
    const events = decodeFastPathInput(
      encodeFastPathInput([{ type: "wheel", axis: "vertical", rotation: -700, x: 0, y: 0 }]),
    );
    expect(events.map((event) => event.type === "wheel" && event.rotation)).toEqual([-240, -240, -220]);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e300])("a rotation of %d ends", (rotation) => {
    const bytes = encodeFastPathInput([{ type: "wheel", axis: "vertical", rotation, x: 0, y: 0 }]);
    expect(bytes.length).toBeLessThan(2000);
  });

  test("a position outside the desktop stays within 16 bits", () => {
    expect(decodeFastPathInput(encodeFastPathInput([{ type: "move", x: -5, y: 70000 }]))).toEqual([
      { type: "move", x: 0, y: 65535 },
    ]);
  });

  test("a count in a byte of its own is read, quality events are skipped", () => {
    expect(decodeFastPathInput(fromHex("000a02c001020304001e"))).toEqual([
      { type: "scancode", code: 0x1e, extended: false, extended1: false, released: false },
    ]);
  });
});

describe("slow path", () => {
  test("decoding gives back what was encoded", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 20 }), (events) => {
        expect(decodeSlowPathInput(encodeSlowPathInput(events))).toEqual(events);
      }),
    );
  });

  test("a scancode", () => {
    const event = { type: "scancode", code: 0x1d, extended: true, extended1: false, released: true } as const;
    expect(toHex(encodeSlowPathInput([event]))).toBe("01000000" + "00000000" + "0400" + "00811d000000");
  });
});

test("garbage gives a typed error", () => {
  const good: InputEvent[] = [
    { type: "move", x: 1, y: 1 },
    { type: "synchronize", toggles: 1 },
  ];
  expectOnlyTypedErrors((bytes) => decodeFastPathInput(bytes), [encodeFastPathInput(good)]);
  expectOnlyTypedErrors((bytes) => decodeSlowPathInput(bytes), [encodeSlowPathInput(good)]);
});
