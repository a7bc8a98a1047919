import fc from "fast-check";
import { expect, test } from "vitest";
import { GraphicsDecodeError } from "../decode-error.ts";
import { ByteWriter } from "../testing/byte-writer.ts";
import { expectResultOrDecodeError, mutated } from "../testing/garbage.ts";
import { encodeNsCodec } from "../testing/nscodec-encoder.ts";
import { blankPicture, photo, psnr, seededRandom, text } from "../testing/pictures.ts";
import { freeRdpStream } from "../testing/streams.ts";
import { rgbWord } from "./color.ts";
import { decodeNsCodec } from "./nscodec.ts";
import type { RowOrder } from "./target.ts";

function decode(data: Uint8Array, width: number, height: number, rows?: RowOrder): Uint32Array {
  const picture = blankPicture(width, height);
  decodeNsCodec(data, width, height, picture, rows);
  return picture.words;
}

function screenPlane(size: number, random: () => number): Uint8Array {
  const bytes = new Uint8Array(size);
  const repeat = random();
  for (let i = 0; i < size; i++) bytes[i] = random() < repeat && i > 0 ? bytes[i - 1] : Math.floor(random() * 256);
  return bytes;
}

const clamp = (value: number) => Math.min(Math.max(value, 0), 255);

test("planes give back what was encoded", () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 7 }),
      fc.boolean(),
      (seed, width, height, lossLevel, subsampled) => {
        const random = seededRandom(seed);
        const lumaWidth = subsampled ? Math.ceil(width / 8) * 8 : width;
        const scale = subsampled ? 2 : 1;
        const chromaWidth = lumaWidth / scale;
        const chromaSize = chromaWidth * Math.ceil(height / scale);
        const luma = screenPlane(lumaWidth * height, random);
        const orange = screenPlane(chromaSize, random);
        const green = screenPlane(chromaSize, random);
        const alpha = random() < 0.5 ? new Uint8Array(0) : screenPlane(width * height, random);
        const data = encodeNsCodec([luma, orange, green, alpha], lossLevel, subsampled);

        const half = (byte: number) => ((byte << (lossLevel - 1)) << 24) >> 24;
        const expected = new Uint32Array(width * height);
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            const chroma = Math.floor(y / scale) * chromaWidth + Math.floor(x / scale);
            const co = half(orange[chroma]);
            const cg = half(green[chroma]);
            const value = luma[y * lumaWidth + x];
            expected[y * width + x] = rgbWord(clamp(value + co - cg), clamp(value + cg), clamp(value - co - cg));
          }
        }
        expect(decode(data, width, height)).toEqual(expected);
      },
    ),
  );
});

test("a run of more than 256 bytes has its count in 32 bits", () => {
  const plane = new ByteWriter().u8(40, 40, 0xff).u32(396).u8(40, 40, 40, 40).toBytes();
  const data = new ByteWriter().u32(plane.length, plane.length, plane.length, 0).u8(1, 0).u16(0);
  for (let i = 0; i < 3; i++) data.bytes(plane);
  expect(decode(data.toBytes(), 20, 20)).toEqual(new Uint32Array(400).fill(rgbWord(40, 80, 0)));
});

test("FreeRDP's encoding of a text page", () => {
  expect(psnr(decode(freeRdpStream("nscodec"), 64, 48, "bottomUp"), text(64, 48, 1).words)).toBeGreaterThan(45);
});

test("FreeRDP's encoding of a photo with colour loss and subsampling", () => {
  const decoded = decode(freeRdpStream("nscodec-subsampled"), 60, 45, "bottomUp");
  expect(psnr(decoded, photo(60, 45, 2).words)).toBeGreaterThan(28);
});

test("cut planes, runs past their plane, a wrong loss level and impossible sizes are refused", () => {
  const header = (luma: number, lossLevel: number) =>
    new ByteWriter().u32(luma, 0, 0, 0).u8(lossLevel, 0).u16(0).toBytes();
  expect(() => decode(header(4, 1), 2, 2)).toThrow(GraphicsDecodeError);
  expect(() => decode(header(0, 0), 2, 2)).toThrow(GraphicsDecodeError);
  expect(() => decode(header(0, 8), 2, 2)).toThrow(GraphicsDecodeError);
  expect(() => decodeNsCodec(header(0, 1), 65535, 65535, blankPicture(1, 1))).toThrow(GraphicsDecodeError);
  const overrun = new ByteWriter().bytes(header(7, 1)).u8(1, 1, 200, 1, 1, 1, 1).toBytes();
  expect(() => decode(overrun, 4, 4)).toThrow(GraphicsDecodeError);
});

test("garbage gives a result or a GraphicsDecodeError", () => {
  const garbage = fc.oneof(
    fc.uint8Array({ maxLength: 100 }),
    mutated(freeRdpStream("nscodec")),
    mutated(freeRdpStream("nscodec-subsampled")),
  );
  fc.assert(
    fc.property(garbage, fc.integer({ min: 0, max: 70 }), fc.integer({ min: 0, max: 70 }), (data, width, height) => {
      expectResultOrDecodeError(() => decode(data, width, height));
    }),
  );
});
