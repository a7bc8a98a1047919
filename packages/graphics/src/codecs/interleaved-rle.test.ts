import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GraphicsDecodeError } from "../decode-error.ts";
import { expectResultOrDecodeError, mutated } from "../testing/garbage.ts";
import { encodeInterleavedRle } from "../testing/interleaved-rle-encoder.ts";
import { blankPicture, seededRandom, text } from "../testing/pictures.ts";
import { freeRdpStream } from "../testing/streams.ts";
import { rgbWord, wordFromRgb565, wordFromRgb888 } from "./color.ts";
import { decodeInterleavedRle } from "./interleaved-rle.ts";

const DEPTHS = [8, 15, 16, 24] as const;
const palette = Uint32Array.from({ length: 256 }, (_, i) => rgbWord(i, 255 - i, (i * 7) & 0xff));

function wordFromRgb555(pixel: number): number {
  const widen = (value: number) => (value << 3) | (value >> 2);
  return rgbWord(widen((pixel >> 10) & 31), widen((pixel >> 5) & 31), widen(pixel & 31));
}

/** Pixels like a screen's: runs, repeated rows, few colours. */
function screenPixels(count: number, width: number, bitsPerPixel: number, random: () => number): number[] {
  const max = 2 ** bitsPerPixel - 1;
  const colors = [0, max, Math.floor(random() * max), Math.floor(random() * max)];
  const pixels: number[] = [];
  for (let i = 0; i < count; i++) {
    const choice = random();
    if (choice < 0.45 && i > 0) pixels.push(pixels[i - 1]);
    else if (choice < 0.8 && i >= width) pixels.push(pixels[i - width]);
    else if (choice < 0.85 && i >= width) pixels.push(pixels[i - width] ^ colors[2]);
    else pixels.push(colors[Math.floor(random() * 4)]);
  }
  return pixels;
}

function toWord(pixel: number, bitsPerPixel: (typeof DEPTHS)[number]): number {
  if (bitsPerPixel === 8) return palette[pixel];
  if (bitsPerPixel === 15) return wordFromRgb555(pixel);
  return bitsPerPixel === 16 ? wordFromRgb565(pixel) : wordFromRgb888(pixel);
}

function decode(data: Uint8Array, bitsPerPixel: (typeof DEPTHS)[number], width: number, height: number): number[] {
  const picture = blankPicture(width, height);
  decodeInterleavedRle(data, bitsPerPixel, palette, width, height, picture);
  return [...picture.words];
}

/** Pixels of one row, 8 bits each, as palette indices. */
function decodeIndices(width: number, height: number, ...bytes: number[]): number[] {
  const picture = blankPicture(width, height);
  const indices = Uint32Array.from({ length: 256 }, (_, i) => i);
  decodeInterleavedRle(Uint8Array.from(bytes), 8, indices, width, height, picture);
  return [...picture.words];
}

describe("orders, worked by hand", () => {
  test("a colour run, black, white and a dithered run", () => {
    expect(decodeIndices(8, 1, 0x62, 7, 0xfe, 0xfd, 0xe2, 1, 2)).toEqual([7, 7, 0, 0xff, 1, 2, 1, 2]);
  });

  test("a second background run begins with a foreground pixel", () => {
    expect(decodeIndices(6, 1, 0x02, 0x04)).toEqual([0, 0, 0xff, 0, 0, 0]);
  });

  test("but not as the first order after the first row", () => {
    expect(decodeIndices(2, 3, 0x02, 0x02, 0x02)).toEqual([0xff, 0, 0, 0, 0, 0]);
  });

  test("masks take the low bit first and flip the row before", () => {
    // The stored first row is the lowest: 5 5 5 5 5 5 5 5, then special images 1 and 2 with foreground 0x0f.
    const bytes = [0x68, 5, 0xd0, 7, 0x0f, 0x01, 0xf9, 0xfa];
    const row = (mask: number, below: number[]) => below.map((pixel, i) => pixel ^ ((mask >> i) & 1 ? 0x0f : 0));
    const rows = [[5, 5, 5, 5, 5, 5, 5, 5]];
    for (const mask of [0x01, 0x03, 0x05]) rows.push(row(mask, rows[rows.length - 1]));
    expect(decodeIndices(8, 4, ...bytes)).toEqual(rows.reverse().flat());
  });

  test("rows that the orders do not reach are black", () => {
    expect(decodeIndices(2, 2, 0x62, 9)).toEqual([0, 0, 9, 9]);
  });
});

test.each(DEPTHS)("%i bits a pixel: all orders give back what was encoded", (bitsPerPixel) => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 30 }), (seed, width, height) => {
      const random = seededRandom(seed);
      const pixels = screenPixels(width * height, width, bitsPerPixel, random);
      const data = encodeInterleavedRle(pixels, width, bitsPerPixel, random);
      const expected: number[] = [];
      for (let y = height - 1; y >= 0; y--) {
        for (let x = 0; x < width; x++) expected.push(toWord(pixels[y * width + x], bitsPerPixel));
      }
      expect(decode(data, bitsPerPixel, width, height)).toEqual(expected);
    }),
  );
});

test("FreeRDP's encoding of a text page", () => {
  const expected = [...text(64, 48, 1).words].map((word) =>
    wordFromRgb555(((word & 0xf8) << 7) | ((word >> 6) & 0x3e0) | ((word >> 19) & 0x1f)),
  );
  expect(decode(freeRdpStream("rle-15"), 15, 64, 48)).toEqual(expected);
});

test("an order past the bitmap, an unknown order and a cut order are refused", () => {
  for (const bytes of [[0x65, 1], [0xff], [0xa1], [0xf5, 1, 0], [0x63], [0xf0, 1]]) {
    expect(() => decodeIndices(2, 2, ...bytes)).toThrow(GraphicsDecodeError);
  }
});

test("a bitmap too large for memory is refused before memory is taken", () => {
  const target = blankPicture(1, 1);
  expect(() => decodeInterleavedRle(Uint8Array.of(0xfe), 8, palette, 65535, 65535, target)).toThrow(
    GraphicsDecodeError,
  );
});

test("garbage gives a result or a GraphicsDecodeError", () => {
  const garbage = fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated(freeRdpStream("rle-15")));
  fc.assert(
    fc.property(garbage, fc.constantFrom(...DEPTHS), (data, bitsPerPixel) => {
      expectResultOrDecodeError(() => decode(data, bitsPerPixel, 64, 48));
    }),
  );
});
