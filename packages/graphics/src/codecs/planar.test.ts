import fc from "fast-check";
import { expect, test } from "vitest";
import { GraphicsDecodeError } from "../decode-error.ts";
import { expectResultOrDecodeError, mutated } from "../testing/garbage.ts";
import { blankPicture, seededRandom, text } from "../testing/pictures.ts";
import { encodePlanar, type Plane } from "../testing/planar-encoder.ts";
import { freeRdpStream } from "../testing/streams.ts";
import { rgbWord } from "./color.ts";
import { decodePlanar } from "./planar.ts";
import type { RowOrder } from "./target.ts";

function decode(data: Uint8Array, width: number, height: number, rows?: RowOrder): number[] {
  const picture = blankPicture(width, height);
  decodePlanar(data, width, height, picture, rows);
  return [...picture.words];
}

function screenPlane(width: number, height: number, random: () => number): Plane {
  const bytes = new Uint8Array(width * height);
  for (let i = 0; i < bytes.length; i++) {
    const choice = random();
    if (choice < 0.4 && i > 0) bytes[i] = bytes[i - 1];
    else if (choice < 0.8 && i >= width) bytes[i] = bytes[i - width];
    else bytes[i] = Math.floor(random() * 256);
  }
  return { bytes, width, height };
}

const clamp = (value: number) => Math.min(Math.max(value, 0), 255);

test("segments, worked by hand", () => {
  // Red: 1 1 1 1 (a literal, a run of three), then 2 2 0 0 by the differences +1 +1 -1 -1, coded 2 2 1 1.
  const red = [0x13, 1, 0x40, 2, 2, 1, 1];
  const zeros = [0x04, 0x04];
  const stream = Uint8Array.of(0x30, ...red, ...zeros, ...zeros);
  expect(decode(stream, 4, 2).map((word) => word & 0xff)).toEqual([1, 1, 1, 1, 2, 2, 0, 0]);
});

test("the example of [MS-RDPEGDI] 3.1.9.2", () => {
  const red = [0x13, 0xff, 0x20, 0xfe, 0xfd, 0x60, 0x01, 0x7d, 0xf5, 0xc2, 0x9a, 0x38];
  red.push(0x60, 0x01, 0x67, 0x8b, 0xa3, 0x78, 0xaf);
  const zeros = [0x06, 0x06, 0x06];
  const rows = [
    [255, 255, 255, 255, 254, 253],
    [254, 192, 132, 96, 75, 25],
    [253, 140, 62, 14, 135, 193],
  ];
  expect(decode(Uint8Array.of(0x30, ...red, ...zeros, ...zeros), 6, 3).map((word) => word & 0xff)).toEqual(rows.flat());
});

test("long runs", () => {
  const red = [0x10, 9, 0x02, 0x0f, 0x0f]; // a literal, then runs of 32, 15 and 15
  const zeros = [0x0f, 0x02, 0x01]; // runs of 15, 32 and 16
  expect(decode(Uint8Array.of(0x30, ...red, ...zeros, ...zeros), 63, 1)).toEqual(new Array(63).fill(rgbWord(9, 0, 0)));
});

test("planes give back what was encoded", () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 1, max: 20 }),
      fc.boolean(),
      fc.boolean(),
      (seed, width, height, runLength, alpha) => {
        const random = seededRandom(seed);
        const [red, green, blue] = [0, 1, 2].map(() => screenPlane(width, height, random));
        const planes = alpha ? [screenPlane(width, height, random), red, green, blue] : [red, green, blue];
        const expected = [...red.bytes].map((value, i) => rgbWord(value, green.bytes[i], blue.bytes[i]));
        expect(decode(encodePlanar(planes, { runLength }), width, height)).toEqual(expected);
      },
    ),
  );
});

test("AYCoCg with colour loss and subsampling; orange counts towards blue", () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 7 }),
      fc.boolean(),
      (seed, width, height, lossLevel, subsampled) => {
        const random = seededRandom(seed);
        const scale = subsampled ? 2 : 1;
        const chromaWidth = Math.ceil(width / scale);
        const chromaHeight = Math.ceil(height / scale);
        const y = screenPlane(width, height, random);
        const co = screenPlane(chromaWidth, chromaHeight, random);
        const cg = screenPlane(chromaWidth, chromaHeight, random);
        const half = (byte: number) => ((byte << (lossLevel - 1)) << 24) >> 24;
        const expected = [...y.bytes].map((luma, i) => {
          const chroma = Math.floor(Math.floor(i / width) / scale) * chromaWidth + Math.floor((i % width) / scale);
          const orange = half(co.bytes[chroma]);
          const green = half(cg.bytes[chroma]);
          return rgbWord(clamp(luma - orange - green), clamp(luma + green), clamp(luma + orange - green));
        });
        const data = encodePlanar([y, co, cg], { lossLevel, subsampled, runLength: true });
        expect(decode(data, width, height)).toEqual(expected);
      },
    ),
  );
});

test("FreeRDP's encoding of a text page", () => {
  expect(decode(freeRdpStream("planar"), 64, 48, "bottomUp")).toEqual([...text(64, 48, 1).words]);
});

test("cut planes, segments past their row and impossible sizes are refused", () => {
  expect(() => decode(Uint8Array.of(0x20, 1, 2), 1, 1)).toThrow(GraphicsDecodeError);
  expect(() => decode(Uint8Array.of(0x30, 0x0f), 2, 1)).toThrow(GraphicsDecodeError);
  expect(() => decode(Uint8Array.of(0x28, 1, 2, 3), 1, 1)).toThrow(GraphicsDecodeError);
  const target = blankPicture(1, 1);
  expect(() => decodePlanar(Uint8Array.of(0x30, 0x02), 65535, 65535, target)).toThrow(GraphicsDecodeError);
  expect(() => decodePlanar(Uint8Array.of(0x30, 0x02), 5000, 5000, target)).toThrow(GraphicsDecodeError);
});

test("garbage gives a result or a GraphicsDecodeError", () => {
  const garbage = fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated(freeRdpStream("planar")));
  const size = fc.integer({ min: 0, max: 70 });
  fc.assert(
    fc.property(garbage, size, size, (data, width, height) => {
      expectResultOrDecodeError(() => decode(data, width, height));
    }),
  );
});
