import { expect, test } from "vitest";
import { GraphicsDecodeError } from "../../decode-error.ts";
import { ByteWriter } from "../../testing/byte-writer.ts";
import { greyPalette } from "./palette.ts";
import { Pointers } from "./pointers.ts";

const palette = greyPalette();

/** TS_COLORPOINTERATTRIBUTE of one opaque pixel. */
function colorPointer(index: number, hotspot: number, side = 1): Uint8Array {
  const xorMask = new Uint8Array(side * (side * 3 + (side % 2))).fill(8);
  const out = new ByteWriter().u16(index, hotspot, hotspot, side, side, 0, xorMask.length);
  return out.bytes(xorMask).toBytes();
}

test("shapes are kept by their index and shown again", () => {
  const pointers = new Pointers();
  const first = pointers.color(colorPointer(0, 0), palette);
  const second = pointers.color(colorPointer(24, 0, 2), palette);
  expect(first).toMatchObject({ kind: "image", width: 1, height: 1, hotspotX: 0, hotspotY: 0 });
  expect(pointers.cached(Uint8Array.of(0, 0))).toBe(first);
  expect(pointers.cached(Uint8Array.of(24, 0))).toBe(second);
  expect(pointers.cached(Uint8Array.of(7, 0))).toEqual({ kind: "default" });
});

test("new and large pointers", () => {
  const pointers = new Pointers();
  const body = new ByteWriter().u16(32, 3, 1, 0, 2, 1, 2, 8).u8(1, 2, 3, 255, 4, 5, 6, 9, 0, 0).toBytes();
  const shape = pointers.new(body, palette);
  expect(shape).toMatchObject({ kind: "image", width: 2, height: 1, hotspotX: 1, hotspotY: 0 });
  expect(shape.kind === "image" && [...shape.pixels]).toEqual([3, 2, 1, 255, 6, 5, 4, 9]);

  const large = new ByteWriter().u16(24, 0, 300, 2, 384, 384).u32(0, 384 * 384 * 3);
  large.bytes(new Uint8Array(384 * 384 * 3));
  expect(pointers.large(large.toBytes(), palette)).toMatchObject({
    width: 384,
    height: 384,
    hotspotX: 300,
    hotspotY: 2,
  });
});

test("a hotspot outside the shape moves to its edge", () => {
  expect(new Pointers().color(colorPointer(0, 40, 2), palette)).toMatchObject({ hotspotX: 1, hotspotY: 1 });
});

test("a shape without pixels hides the pointer", () => {
  expect(new Pointers().color(new ByteWriter().u16(0, 0, 0, 0, 0, 0, 0).toBytes(), palette)).toEqual({
    kind: "hidden",
  });
});

test("indices, sizes and lengths out of bounds are refused", () => {
  const pointers = new Pointers();
  expect(() => pointers.color(colorPointer(128, 0), palette)).toThrow(GraphicsDecodeError);
  expect(() => pointers.color(new ByteWriter().u16(0, 0, 0, 385, 1, 0, 0).toBytes(), palette)).toThrow(
    GraphicsDecodeError,
  );
  expect(() => pointers.color(colorPointer(0, 0).subarray(0, 16), palette)).toThrow(GraphicsDecodeError);
  expect(() => pointers.cached(Uint8Array.of(1))).toThrow(GraphicsDecodeError);
});
