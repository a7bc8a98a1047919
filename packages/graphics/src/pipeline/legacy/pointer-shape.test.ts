import fc from "fast-check";
import { expect, test } from "vitest";
import { rgbWord } from "../../codecs/color.ts";
import { GraphicsDecodeError } from "../../decode-error.ts";
import { expectResultOrDecodeError } from "../../testing/garbage.ts";
import { greyPalette } from "./palette.ts";
import { drawPointer } from "./pointer-shape.ts";

const CLEAR = 0;
const BLACK = 0xff000000;
const WHITE = 0xffffffff;
const RED = rgbWord(255, 0, 0);

function draw(width: number, height: number, bitsPerPixel: number, xorMask: number[], andMask: number[]): number[] {
  const pixels = drawPointer(
    { width, height, bitsPerPixel, xorMask: Uint8Array.from(xorMask), andMask: Uint8Array.from(andMask) },
    greyPalette(),
  );
  return [...new Uint32Array(pixels.buffer)];
}

test("monochrome: black, white, clear and inverted, rows from the top", () => {
  const and = [0b0011_0000, 0, 0b1111_0000, 0];
  const xor = [0b0100_0000, 0, 0b0000_0000, 0];
  expect(draw(4, 2, 1, xor, and)).toEqual([BLACK, WHITE, CLEAR, CLEAR, CLEAR, CLEAR, CLEAR, CLEAR]);
});

test("an inverted line is black with a white outline", () => {
  const and = [0b1111_1000, 0, 0b1111_1000, 0, 0b1111_1000, 0];
  const xor = [0, 0, 0b0010_0000, 0, 0, 0];
  const shown = draw(5, 3, 1, xor, and);
  const outline = [CLEAR, WHITE, WHITE, WHITE, CLEAR];
  expect(shown).toEqual([...outline, CLEAR, WHITE, BLACK, WHITE, CLEAR, ...outline]);
});

test.each<[number, number[]]>([
  [4, [0x0f, 0x00]],
  [8, [0, 255, 0, 0]],
])("%i bits a pixel through the palette", (bitsPerPixel, xor) => {
  const white = bitsPerPixel === 4 ? rgbWord(15, 15, 15) : WHITE;
  expect(draw(2, 1, bitsPerPixel, xor, [])).toEqual([BLACK, white]);
});

test.each<[number, number[]]>([
  [16, [0x00, 0xf8, 0x00, 0x00]],
  [24, [0, 0, 255, 0, 0, 0]],
])("%i bits a pixel, the mask making the second pixel clear", (bitsPerPixel, xor) => {
  expect(draw(2, 1, bitsPerPixel, xor, [0b0100_0000, 0])).toEqual([RED, CLEAR]);
});

test("rows from the bottom, padded to two bytes", () => {
  const xor = [1, 1, 1, 0, 2, 2, 2, 0];
  expect(draw(1, 2, 24, xor, [])).toEqual([rgbWord(2, 2, 2), rgbWord(1, 1, 1)]);
});

test("32 bits a pixel have alpha, unless all of it is zero", () => {
  expect(draw(2, 1, 32, [0, 0, 255, 128, 9, 9, 9, 0], [])).toEqual([0x800000ff, 0x00090909]);
  expect(draw(2, 1, 32, [0, 0, 255, 0, 0, 0, 0, 0], [0b0100_0000, 0])).toEqual([RED, CLEAR]);
});

test("a soft edge under the mask stays", () => {
  expect(draw(1, 1, 32, [5, 6, 7, 40], [0x80, 0])).toEqual([0x28050607]);
});

test("cut masks and odd depths are refused", () => {
  expect(() => draw(2, 2, 24, new Array(11).fill(0), [])).toThrow(GraphicsDecodeError);
  expect(() => draw(2, 2, 24, new Array(12).fill(0), [0, 0, 0])).toThrow(GraphicsDecodeError);
  expect(() => draw(1, 1, 2, [0, 0], [])).toThrow(GraphicsDecodeError);
});

test("any masks give a picture or a GraphicsDecodeError", () => {
  const mask = fc.uint8Array({ maxLength: 200 });
  const side = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(side, side, fc.constantFrom(1, 4, 8, 16, 24, 32), mask, mask, (width, height, bits, xor, and) => {
      expectResultOrDecodeError(() => {
        expect(draw(width, height, bits, [...xor], [...and]).length).toBe(width * height);
      });
    }),
  );
});
