import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Bitmap } from "../bitmap.ts";
import { GraphicsDecodeError } from "../decode-error.ts";
import type { Rect } from "../geometry.ts";
import { someKernels } from "../testing/kernels.ts";
import { planesOf, type YuvPicture, yuvNoise } from "../testing/video.ts";
import { copyYuv420, paintYuv420, paintYuv444, planesSize, type YuvPlanes } from "./yuv-planes.ts";

const UNTOUCHED = 0x12345678;

/** The samples of a part of a picture, in the kernels' memory. */
function planes(picture: YuvPicture, part?: Rect): YuvPlanes {
  const box = part ?? { x: 0, y: 0, width: picture.width, height: picture.height };
  const kernels = someKernels();
  const address = kernels.allocate(planesSize(box));
  kernels.bytes.set(planesOf(picture, box), address);
  return { address, x: box.x, y: box.y, width: box.width, height: box.height };
}

/** [MS-RDPEGFX] 3.3.8.3.1. */
function color(y: number, u: number, v: number): number {
  const byte = (value: number) => Math.max(0, Math.min(255, value >> 8));
  const red = byte(256 * y + 403 * (v - 128));
  const green = byte(256 * y - 48 * (u - 128) - 120 * (v - 128));
  const blue = byte(256 * y + 475 * (u - 128));
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}

function sample420(picture: YuvPicture, plane: "u" | "v", x: number, y: number): number {
  return picture[plane][(y >> 1) * (picture.width / 2) + (x >> 1)] as number;
}

/** U or V of a pixel whose colour is spread over two views: [MS-RDPEGFX] 3.3.8.3.2 (version 1) and 3.3.8.3.3 (version 2). */
function sample444(version: 1 | 2, main: YuvPicture, aux: YuvPicture, plane: "u" | "v", x: number, y: number): number {
  const part = plane === "u" ? 0 : 1;
  const { width } = aux;
  const sent = (x: number, y: number): number => {
    if (version === 1) {
      if (y % 2 === 0) return aux[plane][(y / 2) * (width / 2) + (x - 1) / 2] as number;
      const row = Math.floor(y / 16) * 16 + Math.floor((y % 16) / 2) + part * 8;
      return aux.y[row * width + x] as number;
    }
    if (x % 2 === 1) return aux.y[y * width + (part * width) / 2 + (x - 1) / 2] as number;
    const at = ((y - 1) / 2) * (width / 2) + (part * width) / 4 + Math.floor(x / 4);
    return (x % 4 === 0 ? aux.u : aux.v)[at] as number;
  };
  if (x % 2 === 1 || y % 2 === 1) return sent(x, y);
  const average = sample420(main, plane, x, y);
  const exact = 4 * average - sent(x + 1, y) - sent(x, y + 1) - sent(x + 1, y + 1);
  const clipped = Math.max(0, Math.min(255, exact));
  return Math.abs(clipped - average) < 30 ? average : clipped;
}

/** What `paint` has painted on a surface: right inside of `rect`, and nothing outside. */
function expectPainted(
  width: number,
  height: number,
  rect: Rect,
  paint: (target: Bitmap) => void,
  expected: (x: number, y: number) => number,
) {
  const around = Bitmap.allocate(someKernels(), width + 10, height + 6, UNTOUCHED);
  paint(around.part(5, 3, width, height));
  for (let y = -3; y < height + 3; y++) {
    for (let x = -5; x < width + 5; x++) {
      const isInside = x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
      const word = around.words[(y + 3) * around.stride + x + 5];
      if (word !== (isInside ? expected(x, y) : UNTOUCHED)) {
        expect.fail(`pixel ${x}, ${y} is ${word?.toString(16)} where ${expected(x, y).toString(16)} is right`);
      }
    }
  }
  around.release();
}

const WIDTH = 96;
const HEIGHT = 48;
const rects = fc
  .record({ x: fc.nat(WIDTH - 1), y: fc.nat(HEIGHT - 1), width: fc.nat(WIDTH), height: fc.nat(HEIGHT) })
  .map(({ x, y, width, height }) => ({
    x,
    y,
    width: Math.min(width, WIDTH - x),
    height: Math.min(height, HEIGHT - y),
  }));

/** The macroblocks that a rectangle lies in. */
function macroblocks({ x, y, width, height }: Rect): Rect {
  const [left, top] = [Math.floor(x / 16) * 16, Math.floor(y / 16) * 16];
  const sides = { width: Math.ceil((x + width) / 16) * 16 - left, height: Math.ceil((y + height) / 16) * 16 - top };
  return { x: left, y: top, ...sides };
}

describe("paintYuv420", () => {
  it("paints the rectangle in the colours of the specification, and nothing else", () => {
    const picture = yuvNoise(WIDTH, HEIGHT, 1);
    const whole = planes(picture);
    const expected = (x: number, y: number) =>
      color(picture.y[y * WIDTH + x] as number, sample420(picture, "u", x, y), sample420(picture, "v", x, y));
    fc.assert(
      fc.property(rects, (rect) => {
        fc.pre(rect.width > 0 && rect.height > 0);
        expectPainted(WIDTH, HEIGHT, rect, (target) => paintYuv420(whole, rect, target), expected);
        const part = planes(picture, macroblocks(rect));
        expectPainted(WIDTH, HEIGHT, rect, (target) => paintYuv420(part, rect, target), expected);
      }),
      { numRuns: 100 },
    );
  });

  it("refuses what is not on the planes or not on the surface", () => {
    const whole = planes(yuvNoise(32, 32, 1));
    const target = Bitmap.allocate(someKernels(), 40, 20, UNTOUCHED);
    const paint = (x: number, y: number, width: number, height: number) => () =>
      paintYuv420(whole, { x, y, width, height }, target);
    for (const wrong of [paint(0, 0, 33, 1), paint(0, 0, 1, 21), paint(30, 0, 3, 1), paint(-1, 0, 2, 2)]) {
      expect(wrong).toThrow(GraphicsDecodeError);
    }
    expect(() => paintYuv420({ ...whole, width: 24 }, { x: 0, y: 0, width: 1, height: 1 }, target)).toThrow(/of 16/);
    expect(target.words.every((word) => word === UNTOUCHED)).toBe(true);
  });
});

describe.each([1, 2] as const)("paintYuv444, version %d", (version) => {
  it("puts the two views together as the specification says, in the rectangle and nowhere else", () => {
    const [main, aux] = [yuvNoise(WIDTH, HEIGHT, 2), yuvNoise(WIDTH, HEIGHT, 3)];
    const mainPlanes = planes(main);
    const expected = (x: number, y: number) =>
      color(
        main.y[y * WIDTH + x] as number,
        sample444(version, main, aux, "u", x, y),
        sample444(version, main, aux, "v", x, y),
      );
    fc.assert(
      fc.property(rects, (rect) => {
        fc.pre(rect.width > 0 && rect.height > 0);
        const box = macroblocks(rect);
        const auxiliary = planes(aux, version === 1 ? box : { ...box, x: 0, width: WIDTH });
        expectPainted(
          WIDTH,
          HEIGHT,
          rect,
          (target) => paintYuv444(version, mainPlanes, auxiliary, rect, target),
          expected,
        );
      }),
      { numRuns: 100 },
    );
  });

  it("refuses what is not on both views", () => {
    const target = Bitmap.allocate(someKernels(), 64, 32, UNTOUCHED);
    const [large, small] = [planes(yuvNoise(64, 32, 1)), planes(yuvNoise(32, 16, 2))];
    const rect = { x: 0, y: 0, width: 33, height: 4 };
    expect(() => paintYuv444(version, large, small, rect, target)).toThrow(/outside the picture/);
    expect(() => paintYuv444(version, small, large, rect, target)).toThrow(/outside the picture/);
    expect(() => paintYuv444(version, large, large, { ...rect, height: 33 }, target)).toThrow(GraphicsDecodeError);
    expect(target.words.every((word) => word === UNTOUCHED)).toBe(true);
  });
});

describe("copyYuv420", () => {
  it("copies the samples of a rectangle, with the chroma that it touches", () => {
    const [source, before] = [yuvNoise(WIDTH, HEIGHT, 4), yuvNoise(WIDTH, HEIGHT, 5)];
    fc.assert(
      fc.property(rects, (rect) => {
        fc.pre(rect.width > 0 && rect.height > 0);
        const target = planes(before);
        copyYuv420(someKernels(), planes(source, macroblocks(rect)), rect, target);
        const after = someKernels().bytes.slice(target.address, target.address + planesSize(target));
        const luma = (x: number, y: number) => after[y * WIDTH + x];
        const u = (x: number, y: number) => after[WIDTH * HEIGHT + (y >> 1) * (WIDTH / 2) + (x >> 1)];
        for (let y = 0; y < HEIGHT; y++) {
          for (let x = 0; x < WIDTH; x++) {
            const isInside = x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
            const from = isInside ? source : before;
            if (luma(x, y) !== from.y[y * WIDTH + x]) expect.fail(`luma at ${x}, ${y}`);
            if (isInside && u(x, y) !== sample420(source, "u", x, y)) expect.fail(`chroma at ${x}, ${y}`);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});
