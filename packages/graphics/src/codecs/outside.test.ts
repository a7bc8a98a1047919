import fc from "fast-check";
import { expect, test } from "vitest";
import type { Bitmap } from "../bitmap.ts";
import { ClearCodecEncoder, crop, raw, residual, rlex, subcodec } from "../testing/clearcodec-encoder.ts";
import { expectResultOrDecodeError, mutated } from "../testing/garbage.ts";
import { encodeInterleavedRle } from "../testing/interleaved-rle-encoder.ts";
import { blankPicture, seededRandom, text } from "../testing/pictures.ts";
import { freeRdpStream } from "../testing/streams.ts";
import { WorkBudget } from "../work-budget.ts";
import { decodeAlpha } from "./alpha.ts";
import { ClearCodecDecoder } from "./clearcodec.ts";
import { decodeInterleavedRle } from "./interleaved-rle.ts";
import { decodeNsCodec } from "./nscodec.ts";
import { decodePlanar } from "./planar.ts";
import { decodeUncompressed } from "./uncompressed.ts";

const WIDTH = 64;
const HEIGHT = 48;
const AROUND = 0x12345678;

type Decode = (data: Uint8Array, target: Bitmap) => void;

const palette = new Uint32Array(256).fill(0xff0000ff);
const pixels = Array.from({ length: WIDTH * HEIGHT }, (_, i) => (i % 17 < 9 ? 3 : i % 251));

function rle(depth: 8 | 15 | 16 | 24): [Decode, Uint8Array] {
  return [
    (data, target) => decodeInterleavedRle(data, depth, palette, WIDTH, HEIGHT, target),
    encodeInterleavedRle(pixels, WIDTH, depth, seededRandom(1)),
  ];
}

function clearCodecStream(): Uint8Array {
  const picture = text(WIDTH, HEIGHT, 1);
  const part = crop(picture, 0, 0, 30, 20);
  const encoder = new ClearCodecEncoder();
  const subcodecs = [subcodec(0, 3, 2, part, raw(part)), subcodec(2, 30, 25, part, rlex(part))];
  return encoder.bitmap({
    residual: residual(picture),
    bands: encoder.bands(picture),
    subcodecs: Uint8Array.from(subcodecs.flatMap((bytes) => [...bytes])),
  });
}

function decodeClearCodec(data: Uint8Array, target: Bitmap): void {
  const decoder = new ClearCodecDecoder(target.kernels, new WorkBudget());
  try {
    decoder.decode(data, target);
  } finally {
    decoder.release();
  }
}

const CODECS: Readonly<Record<string, readonly [Decode, Uint8Array]>> = {
  planar: [(data, target) => decodePlanar(data, WIDTH, HEIGHT, target, "bottomUp"), freeRdpStream("planar")],
  NSCodec: [(data, target) => decodeNsCodec(data, WIDTH, HEIGHT, target), freeRdpStream("nscodec")],
  "RLE, 8 bit": rle(8),
  "RLE, 15 bit": rle(15),
  "RLE, 16 bit": rle(16),
  "RLE, 24 bit": rle(24),
  raw: [(data, target) => decodeUncompressed(data, 24, WIDTH * 3, WIDTH, HEIGHT, target), raw(text(WIDTH, HEIGHT, 2))],
  alpha: [decodeAlpha, Uint8Array.of(0x4c, 0x41, 1, 0, 0x22, 0xff, 0x00, 0x0c)],
  ClearCodec: [decodeClearCodec, clearCodecStream()],
};

test.each(Object.entries(CODECS))(
  "%s paints on its part of a bitmap alone, whatever the data",
  (_, [decode, stream]) => {
    const bitmap = blankPicture(100, 80);
    // Some codecs paint a whole target or nothing.
    const side = (most: number) => fc.oneof(fc.constant(most), fc.integer({ min: 1, max: most }));
    const data = fc.oneof(fc.constant(stream), mutated(stream));
    fc.assert(
      fc.property(data, side(WIDTH), side(HEIGHT), fc.nat(36), fc.nat(32), (bytes, width, height, x, y) => {
        bitmap.words.fill(AROUND);
        expectResultOrDecodeError(() => decode(bytes, bitmap.part(x, y, width, height)));
        const { words } = bitmap;
        for (let row = y; row < y + height; row++) words.fill(AROUND, row * 100 + x, row * 100 + x + width);
        expect(words.every((word) => word === AROUND)).toBe(true);
      }),
    );
  },
);
