import fc from "fast-check";
import { expect, test } from "vitest";
import { GraphicsDecodeError } from "../../decode-error.ts";
import { expectResultOrDecodeError } from "../../testing/garbage.ts";
import { FastPathReassembler, UpdateCode } from "./fast-path-update.ts";

const LAST = 0x10;
const FIRST = 0x20;
const NEXT = 0x30;

test("a whole update is its own data", () => {
  expect(new FastPathReassembler().receive(Uint8Array.of(UpdateCode.Bitmap, 7, 8))).toEqual({
    code: UpdateCode.Bitmap,
    data: Uint8Array.of(7, 8),
  });
});

test("fragments become one update, though the caller reuses its buffer", () => {
  const reassembler = new FastPathReassembler();
  const buffer = Uint8Array.of(UpdateCode.SurfaceCommands | FIRST, 1, 2);
  expect(reassembler.receive(buffer)).toBeUndefined();
  buffer.fill(0);
  expect(reassembler.receive(Uint8Array.of(UpdateCode.SurfaceCommands | NEXT, 3))).toBeUndefined();
  expect(reassembler.receive(Uint8Array.of(UpdateCode.SurfaceCommands | LAST, 4))).toEqual({
    code: UpdateCode.SurfaceCommands,
    data: Uint8Array.of(1, 2, 3, 4),
  });
  expect(reassembler.receive(Uint8Array.of(UpdateCode.PointerHidden))?.data.length).toBe(0);
});

test("compressionFlags are read; compressed data is refused", () => {
  const reassembler = new FastPathReassembler();
  expect(reassembler.receive(Uint8Array.of(0x80 | UpdateCode.Palette, 0x00, 5))?.data).toEqual(Uint8Array.of(5));
  expect(() => reassembler.receive(Uint8Array.of(0x80 | UpdateCode.Palette, 0x21, 5))).toThrow(GraphicsDecodeError);
});

test.each([
  ["a last fragment without a first", [[UpdateCode.Bitmap | LAST]]],
  ["two first fragments", [[UpdateCode.Bitmap | FIRST], [UpdateCode.Bitmap | FIRST]]],
  ["a whole update between fragments", [[UpdateCode.Bitmap | FIRST], [UpdateCode.Synchronize]]],
  ["a fragment of another update", [[UpdateCode.Bitmap | FIRST], [UpdateCode.Palette | NEXT]]],
  ["nothing", [[]]],
])("%s is refused", (_, updates) => {
  const reassembler = new FastPathReassembler();
  const last = updates.pop() ?? [];
  for (const update of updates) reassembler.receive(Uint8Array.from(update));
  expect(() => reassembler.receive(Uint8Array.from(last))).toThrow(GraphicsDecodeError);
});

test("an update that never ends is refused at 8 MiB", () => {
  const reassembler = new FastPathReassembler();
  const fragment = new Uint8Array(1 + 1024 * 1024);
  fragment[0] = UpdateCode.Bitmap | FIRST;
  reassembler.receive(fragment);
  fragment[0] = UpdateCode.Bitmap | NEXT;
  for (let i = 0; i < 7; i++) expect(reassembler.receive(fragment)).toBeUndefined();
  expect(() => reassembler.receive(fragment)).toThrow(GraphicsDecodeError);
});

test("any updates give a result or a GraphicsDecodeError", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 20 }), (updates) => {
      const reassembler = new FastPathReassembler();
      for (const update of updates) expectResultOrDecodeError(() => reassembler.receive(update));
    }),
  );
});
