import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectResultOrDecodeError } from "../testing/garbage.ts";
import { someKernels } from "../testing/kernels.ts";
import { seededRandom } from "../testing/pictures.ts";
import { type SegmentForm, ZgfxCompressor } from "../testing/zgfx-compressor.ts";
import { ZgfxDecompressor } from "./zgfx.ts";

const FOX = "The quick brown fox jumps over the lazy dog";
const ASCII = new TextDecoder();

function hex(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

describe("ZgfxDecompressor", () => {
  it("decodes the specification's single segment", () => {
    const data = hex(`e00454686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f67`);
    expect(ASCII.decode(new ZgfxDecompressor(someKernels()).decompress(data))).toBe(FOX);
  });

  it("decodes the specification's multipart segments", () => {
    const data = hex(
      `e103002b000000110000000454686520717569636b2062726f776e200e00000004666f78206a756d7073206f7665100000002439080e91f8d8613d1e440643799c02`,
    );
    expect(ASCII.decode(new ZgfxDecompressor(someKernels()).decompress(data))).toBe(FOX);
  });

  it("repeats an overlapping match, as in [MS-RDPEDYC] 4.3.3", () => {
    const segment = hex(`e02438c43ff47401`);
    expect(new ZgfxDecompressor(someKernels()).decompress(segment)).toEqual(new Uint8Array(1595).fill(0x71));
  });

  it("is the inverse of a compressor, through all forms and a history that wraps", () => {
    const random = seededRandom(1);
    const compressor = new ZgfxCompressor();
    const decompressor = new ZgfxDecompressor(someKernels());
    const forms: readonly SegmentForm[] = ["matches", "matches", "unencoded", "plain"];
    const page = Uint8Array.from({ length: 150_000 }, () => random() * 256);
    for (let i = 0; i < 20; i++) {
      const data = page.slice(Math.floor(random() * 5_000));
      for (let k = 0; k < 3_000; k++) data[Math.floor(random() * data.length)] = random() * 8;
      const message = compressor.compress(data, () => forms[Math.floor(random() * forms.length)]);
      expect(Buffer.compare(decompressor.decompress(message), data)).toBe(0);
    }
  });

  it("remembers nothing after a reset", () => {
    const decompressor = new ZgfxDecompressor(someKernels());
    const lastByteThreeTimes = hex("e024884005");
    decompressor.decompress(hex("e00478"));
    expect([...decompressor.decompress(lastByteThreeTimes)]).toEqual([0x78, 0x78, 0x78]);
    decompressor.reset();
    expect([...decompressor.decompress(lastByteThreeTimes)]).toEqual([0, 0, 0]);
  });

  it("refuses a size that the segments cannot hold, before taking memory for it", () => {
    expect(() => new ZgfxDecompressor(someKernels()).decompress(hex("e10100ffffffff02000000040000"))).toThrow(
      /cannot hold/,
    );
    expect(() => new ZgfxDecompressor(someKernels()).decompress(hex("e1010002000000020000000441"))).toThrow(
      /announced/,
    );
  });

  it("refuses a segment that decompresses to more than 65,535 bytes", () => {
    const bits = `0${"01110001"}10001000011${"1".repeat(14)}0${"0".repeat(16)}`;
    const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, "0");
    const bytes = (padded.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
    const data = Uint8Array.from([0xe0, 0x24, ...bytes, padded.length - bits.length]);
    expect(() => new ZgfxDecompressor(someKernels()).decompress(data)).toThrow(/beyond its end/);
  });

  it("answers any bytes with bytes or one typed error", () => {
    const start = fc.constantFrom([0xe0, 0x24], [0xe0, 0x04], [0xe1, 1, 0, 100, 0, 0, 0], []);
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 300 }), (head, tail) => {
        expectResultOrDecodeError(() => {
          const plain = new ZgfxDecompressor(someKernels()).decompress(Uint8Array.from([...head, ...tail]));
          expect(plain.length).toBeLessThanOrEqual(65_535);
        });
      }),
      { numRuns: 200 },
    );
  });
});
