import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MOST_CONTACTS } from "./devices/touch.ts";
import { TunnelFormatError } from "./record.ts";
import { decodeIntention, encodeIntention, type Intention, Upstream } from "./upstream.ts";

const u8 = fc.nat(0xff);
const u16 = fc.nat(0xffff);
const u32 = fc.nat(0xffff_ffff);
const i16 = fc.integer({ min: -0x8000, max: 0x7fff });
const kind = <Kind extends Intention["kind"]>(name: Kind) => fc.constant(name);

const monitor = {
  width: u16,
  height: u16,
  scale: u16,
  orientation: fc.constantFrom(90 as const, 180 as const, 270 as const),
};
const display = fc.record(
  {
    ...monitor,
    furtherMonitors: fc.array(
      fc.record({ ...monitor, left: i16, top: i16 }, { requiredKeys: ["left", "top", "width", "height", "scale"] }),
      { minLength: 1, maxLength: 15 },
    ),
  },
  { requiredKeys: ["width", "height", "scale"] },
);
const intention: fc.Arbitrary<Intention> = fc.oneof(
  fc.record({ kind: kind("acknowledge"), count: u32 }),
  fc.record({ kind: kind("key"), scancode: u8, flags: u8 }),
  fc.record({ kind: kind("unicode"), unit: u16, flags: u8 }),
  fc.record({ kind: kind("pointer-move"), x: u16, y: u16 }),
  fc.record({ kind: kind("pointer-button"), button: u8, pressed: fc.boolean(), x: u16, y: u16 }),
  fc.record({ kind: kind("wheel"), horizontal: fc.boolean(), rotation: i16, x: u16, y: u16 }),
  fc.record({ kind: kind("lock-keys"), keys: u8 }),
  fc.record({ kind: kind("frame-shown"), source: u8, frame: u32, pending: u32 }),
  fc.record({ kind: kind("visibility"), visible: fc.boolean() }),
  fc.record({ kind: kind("resize"), display }),
  fc.record({ kind: kind("disconnect") }),
  fc.record({ kind: kind("ping"), value: u32 }),
  fc.record({ kind: kind("relative-move"), x: i16, y: i16 }),
  fc.record({ kind: kind("relative-button"), button: u8, pressed: fc.boolean() }),
  fc.record({
    kind: kind("touch"),
    elapsed: u32,
    cancelled: fc.boolean(),
    contacts: fc.array(fc.record({ id: u8, x: u16, y: u16, width: u16, height: u16, pressure: u16 }), {
      maxLength: MOST_CONTACTS,
    }),
  }),
  fc.record({
    kind: kind("pen"),
    ...{ elapsed: u32, state: u8, flags: u8, x: u16, y: u16, pressure: u16, rotation: u16, tiltX: i16, tiltY: i16 },
  }),
);

describe("intentions", () => {
  test("decode what was encoded", () => {
    fc.assert(
      fc.property(intention, (meant) => {
        const { type, payload } = encodeIntention(meant);
        expect(decodeIntention(type, payload)).toEqual(meant);
      }),
      { numRuns: 1000 },
    );
  });

  test.each<[Intention, number, number[]]>([
    [{ kind: "key", flags: 3, scancode: 0x1d }, Upstream.Key, [3, 0x1d]],
    [{ kind: "relative-move", x: -2, y: 3 }, Upstream.RelativeMove, [0xfe, 0xff, 3, 0]],
    [
      {
        ...{ kind: "touch", elapsed: 0x102, cancelled: true },
        contacts: [{ id: 7, x: 1, y: 2, width: 3, height: 4, pressure: 0x400 }],
      },
      Upstream.Touch,
      [2, 1, 0, 0, 1, 7, 1, 0, 2, 0, 3, 0, 4, 0, 0, 4],
    ],
    [{ kind: "unicode", flags: 0, unit: 0x20ac }, Upstream.Unicode, [0, 0xac, 0x20]],
    [{ kind: "wheel", horizontal: true, rotation: -120, x: 1, y: 0x102 }, Upstream.Wheel, [1, 0x88, 0xff, 1, 0, 2, 1]],
    [
      {
        kind: "resize",
        display: {
          ...{ width: 768, height: 1024, scale: 200, orientation: 90 },
          furtherMonitors: [{ left: -1280, top: 5, width: 1280, height: 800, scale: 100 }],
        },
      },
      Upstream.Resize,
      [0, 3, 0, 4, 200, 0, 90, 0, 0, 0xfb, 5, 0, 0, 5, 0x20, 3, 100, 0, 0, 0],
    ],
    [
      { kind: "frame-shown", source: 1, frame: 0xdeadbeef, pending: 2 },
      Upstream.FrameShown,
      [1, 0xef, 0xbe, 0xad, 0xde, 2, 0, 0, 0],
    ],
  ])("%o is little endian on the wire", (meant, type, bytes) => {
    const record = encodeIntention(meant);
    expect(record.type).toBe(type);
    expect([...record.payload]).toEqual(bytes);
  });

  test.each([
    ["unknown type", 200, 0],
    ["attach, which is JSON", Upstream.Attach, 4],
    ["answer, which is JSON", Upstream.Answer, 4],
    ["a key that is too short", Upstream.Key, 1],
    ["a key that is too long", Upstream.Key, 3],
    ["a display that ends amid a monitor", Upstream.Resize, 14],
    ["a display of more monitors than there may be", Upstream.Resize, 8 + 16 * 12],
    ["a touch of eleven fingers", Upstream.Touch, 5 + 11 * 11],
    ["a touch of half a finger", Upstream.Touch, 9],
    ["a touch without its head", Upstream.Touch, 4],
    ["a disconnect that carries something", Upstream.Disconnect, 1],
  ])("%s is refused", (_, type, length) => {
    expect(() => decodeIntention(type, new Uint8Array(length))).toThrow(TunnelFormatError);
  });

  test("any record is an intention or a TunnelFormatError", () => {
    fc.assert(
      fc.property(u8, fc.uint8Array({ maxLength: 20 }), (type, payload) => {
        try {
          const { type: again, payload: bytes } = encodeIntention(decodeIntention(type, payload));
          expect(again).toBe(type);
          expect(bytes.length).toBe(payload.length);
        } catch (error) {
          expect(error).toBeInstanceOf(TunnelFormatError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
