import fc from "fast-check";
import { expect, test } from "vitest";
import type { Bitmap as Pixels } from "../../bitmap.ts";
import { rgbWord } from "../../codecs/color.ts";
import { GraphicsDecodeError } from "../../decode-error.ts";
import { DecoderFigures } from "../../decoder-figures.ts";
import { ByteWriter } from "../../testing/byte-writer.ts";
import { expectResultOrDecodeError, mutated } from "../../testing/garbage.ts";
import { blankPicture } from "../../testing/pictures.ts";
import { encodePlanar } from "../../testing/planar-encoder.ts";
import { WorkBudget } from "../../work-budget.ts";
import { paintBitmapUpdate } from "./bitmap-update.ts";
import { greyPalette } from "./palette.ts";

const COMPRESSED = 0x0001;
const newFigures = () => new DecoderFigures(() => 0);

const NO_HEADER = 0x0400;

interface Bitmap {
  /** Left, top, and, inclusive, right and bottom. */
  readonly place: readonly [number, number, number, number];
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: number;
  readonly flags: number;
  readonly data: readonly number[];
}

function update(...bitmaps: Bitmap[]): Uint8Array {
  const out = new ByteWriter().u16(1, bitmaps.length);
  for (const { place, width, height, bitsPerPixel, flags, data } of bitmaps) {
    out.u16(...place, width, height, bitsPerPixel, flags, data.length).bytes(Uint8Array.from(data));
  }
  return out.toBytes();
}

function reds(framebuffer: Pixels): number[] {
  return [...framebuffer.words].map((word) => word & 0xff);
}

test("a raw bitmap comes bottom-up in rows padded to four bytes, and is cut to its rectangle", () => {
  const framebuffer = blankPicture(4, 3);
  const data = [1, 2, 3, 4, 5, 0, 0, 0, 6, 7, 8, 9, 10, 0, 0, 0];
  const bitmap = { place: [1, 0, 3, 1], width: 5, height: 2, bitsPerPixel: 8, flags: 0, data } as const;
  expect(paintBitmapUpdate(update(bitmap), greyPalette(), framebuffer, new WorkBudget(), newFigures())).toEqual([
    { x: 1, y: 0, width: 3, height: 2 },
  ]);
  expect(reds(framebuffer)).toEqual([0, 6, 7, 8, 0, 1, 2, 3, 0, 0, 0, 0]);
});

test("interleaved RLE with and without its header", () => {
  const bitmap = { place: [0, 0, 3, 0], width: 4, height: 1, bitsPerPixel: 16 } as const;
  const run = [0x64, 0x00, 0xf8];
  const header = [0, 0, 3, 0, 4, 0, 8, 0];
  for (const [flags, data] of [
    [COMPRESSED, [...header, ...run]],
    [COMPRESSED | NO_HEADER, run],
  ] as const) {
    const framebuffer = blankPicture(4, 1);
    paintBitmapUpdate(update({ ...bitmap, flags, data }), greyPalette(), framebuffer, new WorkBudget(), newFigures());
    expect([...framebuffer.words]).toEqual(new Array(4).fill(rgbWord(255, 0, 0)));
  }
});

test("32 bits a pixel are planar, bottom-up", () => {
  const framebuffer = blankPicture(2, 2);
  const plane = (...bytes: number[]) => ({ bytes: Uint8Array.from(bytes), width: 2, height: 2 });
  const data = [...encodePlanar([plane(1, 2, 3, 4), plane(0, 0, 0, 0), plane(9, 9, 9, 9)])];
  const bitmap = { place: [0, 0, 1, 1], width: 2, height: 2, bitsPerPixel: 32, flags: COMPRESSED | NO_HEADER } as const;
  paintBitmapUpdate(update({ ...bitmap, data }), greyPalette(), framebuffer, new WorkBudget(), newFigures());
  expect([...framebuffer.words]).toEqual([3, 4, 1, 2].map((red) => rgbWord(red, 0, 9)));
});

test("several bitmaps, one of them off the desktop", () => {
  const framebuffer = blankPicture(2, 1);
  const bitmap = { width: 4, height: 1, bitsPerPixel: 8, flags: 0, data: [5, 6, 7, 8] } as const;
  const rects = paintBitmapUpdate(
    update({ ...bitmap, place: [9, 9, 12, 9] }, { ...bitmap, place: [1, 0, 4, 0] }),
    greyPalette(),
    framebuffer,
    new WorkBudget(),
    newFigures(),
  );
  expect(rects).toEqual([{ x: 1, y: 0, width: 1, height: 1 }]);
  expect(reds(framebuffer)).toEqual([0, 5]);
});

test("each bitmap counts as work of the message", () => {
  const bitmap = { place: [0, 0, 3, 0], width: 4, height: 1, bitsPerPixel: 8, flags: 0, data: [1, 2, 3, 4] } as const;
  const paint = (count: number, work: WorkBudget) =>
    paintBitmapUpdate(update(...new Array(count).fill(bitmap)), greyPalette(), blankPicture(4, 1), work, newFigures());
  const nearlyDone = () => {
    const work = new WorkBudget();
    for (let i = 0; i < 63; i++) work.take(2 ** 22);
    work.take(2 ** 22 - 10_000);
    return work;
  };
  expect(paint(50, nearlyDone())).toHaveLength(50);
  expect(() => paint(200, nearlyDone())).toThrow(/far more than the desktop/);
});

test("cut bitmaps, odd depths and another update type are refused", () => {
  const bitmap = { place: [0, 0, 3, 0], width: 4, height: 1, bitsPerPixel: 8, flags: 0, data: [1, 2, 3] } as const;
  for (const data of [
    update(bitmap),
    update({ ...bitmap, bitsPerPixel: 12, data: [1, 2, 3, 4] }),
    update({ ...bitmap, flags: COMPRESSED }),
    update({ ...bitmap, data: [1, 2, 3, 4] }).subarray(0, 24),
    Uint8Array.of(2, 0, 0, 0),
  ]) {
    expect(() => paintBitmapUpdate(data, greyPalette(), blankPicture(4, 1), new WorkBudget(), newFigures())).toThrow(
      GraphicsDecodeError,
    );
  }
});

test("garbage gives a result or a GraphicsDecodeError", () => {
  const raw = {
    place: [0, 0, 3, 0],
    width: 4,
    height: 1,
    bitsPerPixel: 16,
    flags: 0,
    data: [1, 2, 3, 4, 5, 6, 7, 8],
  } as const;
  const packed = { ...raw, flags: COMPRESSED | NO_HEADER, data: [0x64, 0x00, 0xf8] };
  const framebuffer = blankPicture(8, 8);
  fc.assert(
    fc.property(mutated(update(raw, packed)), (data) => {
      expectResultOrDecodeError(() =>
        paintBitmapUpdate(data, greyPalette(), framebuffer, new WorkBudget(), newFigures()),
      );
    }),
  );
});
