import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GraphicsDecodeError } from "../decode-error.ts";
import { ByteWriter } from "../testing/byte-writer.ts";
import { runLength } from "../testing/clearcodec-encoder.ts";
import { expectResultOrDecodeError } from "../testing/garbage.ts";
import { photo } from "../testing/pictures.ts";
import { decodeAlpha } from "./alpha.ts";

function stream(compressed: number, ...parts: Uint8Array[]): Uint8Array {
  const writer = new ByteWriter().u16(0x414c, compressed);
  for (const part of parts) writer.bytes(part);
  return writer.toBytes();
}

function alphas(words: Uint32Array): number[] {
  return Array.from(words, (word) => word >>> 24);
}

describe("decodeAlpha", () => {
  it("takes one byte a pixel, and only the alpha changes", () => {
    const surface = photo(6, 4, 1);
    const before = surface.words.slice();
    decodeAlpha(stream(0, Uint8Array.of(1, 2, 3, 4, 5, 6)), surface.part(2, 1, 3, 2));
    expect(alphas(surface.words)).toEqual(
      [255, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3, 255, 255, 255, 4, 5, 6, 255].concat(new Array(6).fill(255)),
    );
    expect(surface.words.map((word) => word & 0xffffff)).toEqual(before.map((word) => word & 0xffffff));
  });

  it("takes runs of all lengths", () => {
    const surface = photo(300, 300, 2);
    const run = (alpha: number, length: number) => Uint8Array.of(alpha, ...runLength(length));
    decodeAlpha(stream(1, run(7, 254), run(8, 255), run(9, 300), run(10, 0), run(11, 90_000 - 809)), surface);
    const found = alphas(surface.words);
    expect([found[253], found[254], found[508], found[509], found[808], found[809], found.at(-1)]).toEqual([
      7, 8, 8, 9, 9, 11, 11,
    ]);
  });

  it("refuses another signature, runs that go beyond and bytes that are missing", () => {
    const surface = photo(4, 4, 3);
    expect(() => decodeAlpha(Uint8Array.of(0, 0, 0, 0), surface)).toThrow(/signature/);
    expect(() => decodeAlpha(stream(1, Uint8Array.of(1, 17)), surface)).toThrow(/beyond/);
    expect(() => decodeAlpha(stream(0, new Uint8Array(15)), surface)).toThrow(GraphicsDecodeError);
  });

  it("answers any bytes with pixels or one typed error", () => {
    fc.assert(
      fc.property(fc.nat(1), fc.uint8Array({ maxLength: 60 }), (compressed, data) => {
        expectResultOrDecodeError(() => decodeAlpha(stream(compressed, data), photo(5, 5, 4)));
      }),
    );
  });
});
