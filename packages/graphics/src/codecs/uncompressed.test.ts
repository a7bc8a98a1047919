import { expect, test } from "vitest";
import { GraphicsDecodeError } from "../decode-error.ts";
import { blankPicture } from "../testing/pictures.ts";
import { rgbWord } from "./color.ts";
import { type BitsPerPixel, decodeUncompressed } from "./uncompressed.ts";

const RED = rgbWord(255, 0, 0);
const BLUE = rgbWord(0, 0, 255);

test.each<[BitsPerPixel, number[]]>([
  [15, [0x00, 0x7c, 0x1f, 0x00]],
  [16, [0x00, 0xf8, 0x1f, 0x00]],
  [24, [0, 0, 255, 255, 0, 0]],
  [32, [0, 0, 255, 0, 255, 0, 0, 77]],
])("%i bits a pixel", (bitsPerPixel, row) => {
  const picture = blankPicture(2, 1);
  decodeUncompressed(Uint8Array.from(row), bitsPerPixel, row.length, 2, 1, picture);
  expect([...picture.words]).toEqual([RED, BLUE]);
});

test("8 bits a pixel are colours of the palette", () => {
  const picture = blankPicture(3, 1);
  const palette = Uint32Array.from({ length: 256 }, (_, i) => rgbWord(i, 0, 255 - i));
  decodeUncompressed(Uint8Array.of(0, 255, 7), 8, 3, 3, 1, picture, "topDown", palette);
  expect([...picture.words]).toEqual([rgbWord(0, 0, 255), RED, rgbWord(7, 0, 248)]);
});

test("padded rows from the bottom, clipped on the right and below", () => {
  const picture = blankPicture(2, 2);
  const pixel = (value: number) => [value, value, value];
  const rows = [1, 2, 3].flatMap((y) => [...[0, 1, 2].flatMap((x) => pixel(y * 10 + x)), 0xee, 0xee, 0xee]);
  decodeUncompressed(Uint8Array.from(rows), 24, 12, 3, 3, picture, "bottomUp");
  expect([...picture.words].map((word) => word & 0xff)).toEqual([30, 31, 20, 21]);
});

test("missing bytes are refused", () => {
  expect(() => decodeUncompressed(new Uint8Array(7), 32, 4, 1, 2, blankPicture(1, 2))).toThrow(GraphicsDecodeError);
});
