import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Bitmap } from "../bitmap.ts";
import type { Rect } from "../geometry.ts";
import { MemoryBudget } from "../memory-budget.ts";
import { expectResultOrDecodeError, mutated } from "../testing/garbage.ts";
import { blankPicture, noise, type Picture, photo, psnr, text } from "../testing/pictures.ts";
import { bands, bitmapStream, FULL, type Quality, region, TileEncoder } from "../testing/progressive-encoder.ts";
import { WorkBudget } from "../work-budget.ts";
import { ProgressiveDecoder } from "./progressive.ts";

const FINEST = bands(6);
const COARSE: Quality = { index: 0, dropped: [bands(3), bands(4), bands(4)] };
const MIDDLE: Quality = { index: 1, dropped: [[1, 1, 2, 1, 1, 1, 1, 0, 1, 0], bands(2), bands(2)] };
const QUALITIES = [COARSE, MIDDLE];

function newDecoder(): ProgressiveDecoder {
  return new ProgressiveDecoder(new MemoryBudget(2 ** 26, "test"), new WorkBudget());
}

/** Paints at once. */
function decode(decoder: ProgressiveDecoder, data: Uint8Array, target: Bitmap, frame: number): Rect[] {
  const painted = decoder.decode(data, target, frame);
  target.kernels.tiles.run();
  return painted;
}

function tilesOf(picture: Picture, quantization = FINEST, extrapolated = true): TileEncoder[] {
  const tiles: TileEncoder[] = [];
  for (let row = 0; row * 64 < picture.height; row++) {
    for (let column = 0; column * 64 < picture.width; column++) {
      tiles.push(new TileEncoder(column, row, quantization, extrapolated));
    }
  }
  return tiles;
}

function wholeRegion(picture: Picture, blocks: Uint8Array[], quantization = FINEST, extrapolated = true): Uint8Array {
  return region([[0, 0, picture.width, picture.height]], blocks, quantization, extrapolated, QUALITIES);
}

function whole(picture: Picture, blocks: Uint8Array[], quantization = FINEST, extrapolated = true): Uint8Array {
  return bitmapStream(wholeRegion(picture, blocks, quantization, extrapolated));
}

/** Files whose README says what they show. */
function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../testing/progressive/${name}`, import.meta.url)));
}

describe("ProgressiveDecoder", () => {
  it("shows what FreeRDP encoded", () => {
    const target = blankPicture(100, 70);
    decode(newDecoder(), fixture("freerdp.bin"), target, 1);
    expect(psnr(target.words, photo(100, 70, 2).words)).toBeGreaterThan(35);
  });

  it("shows what xrdp encoded, and the difference to the next frame", () => {
    const picture = text(100, 48, 1);
    const target = blankPicture(100, 48);
    const decoder = newDecoder();
    decode(decoder, fixture("xrdp-1.bin"), target, 1);
    expect(psnr(target.words, picture.words)).toBeGreaterThan(35);
    for (let y = 10; y < 30; y++) picture.words.fill(0xff2288cc, y * 100 + 20, y * 100 + 80);
    decode(decoder, fixture("xrdp-2.bin"), target, 2);
    expect(psnr(target.words, picture.words)).toBeGreaterThan(35);
  });

  it("shows after an upgrade what FreeRDP shows, but for the rounding of colours", () => {
    const picture = photo(64, 64, 4);
    const [tile] = tilesOf(picture);
    const decoder = newDecoder();
    const target = blankPicture(64, 64);
    decode(decoder, whole(picture, [tile.first(picture, COARSE)]), target, 1);
    decode(decoder, whole(picture, [tile.upgrade(MIDDLE)]), target, 2);
    const expected = gunzipSync(fixture("freerdp-upgraded.rgb.gz"));
    const differences = Array.from(expected, (value, i) =>
      Math.abs(value - ((target.words[Math.floor(i / 3)] >> ((i % 3) * 8)) & 0xff)),
    );
    expect(Math.max(...differences)).toBeLessThanOrEqual(1);
  });

  for (const extrapolated of [true, false]) {
    for (const [name, make] of Object.entries({ photo, noise, text })) {
      it(`shows a ${name} sent as simple tiles, ${extrapolated ? "extrapolated" : "plain"}`, () => {
        const picture = make(150, 100, 3);
        const target = blankPicture(150, 100);
        const tiles = tilesOf(picture, FINEST, extrapolated).map((tile) => tile.simple(picture));
        const painted = decode(newDecoder(), whole(picture, tiles, FINEST, extrapolated), target, 1);
        expect(painted).toEqual([{ x: 0, y: 0, width: 150, height: 100 }]);
        expect(psnr(target.words, picture.words)).toBeGreaterThan(38);
      });

      it(`ends a ${name} after two upgrades where a simple tile ends, ${extrapolated ? "extrapolated" : "plain"}`, () => {
        const picture = make(150, 100, 4);
        const tiles = tilesOf(picture, FINEST, extrapolated);
        const simple = blankPicture(150, 100);
        const blocks = tiles.map((tile) => tile.simple(picture));
        decode(newDecoder(), whole(picture, blocks, FINEST, extrapolated), simple, 1);

        const decoder = newDecoder();
        const target = blankPicture(150, 100);
        const passes = [
          tiles.map((tile) => tile.first(picture, COARSE)),
          tiles.map((tile) => tile.upgrade(MIDDLE)),
          tiles.map((tile) => tile.upgrade(FULL)),
        ];
        const quality = passes.map((pass, frame) => {
          decode(decoder, whole(picture, pass, FINEST, extrapolated), target, frame);
          return psnr(target.words, picture.words);
        });
        expect(quality).toEqual(quality.toSorted((a, b) => a - b));
        expect(target.words).toEqual(simple.words);
      });
    }
  }

  it("adds a difference tile, and its upgrades, to what it has", () => {
    const [before, after] = [photo(64, 64, 5), photo(64, 64, 6)];
    const [tile] = tilesOf(before);
    const decoder = newDecoder();
    const target = blankPicture(64, 64);
    decode(decoder, whole(before, [tile.simple(before)]), target, 1);
    decode(decoder, whole(before, [tile.first(after, COARSE, true)]), target, 2);
    decode(decoder, whole(before, [tile.upgrade(FULL)]), target, 3);
    expect(psnr(target.words, after.words)).toBeGreaterThan(38);
  });

  it("forgets what was significant when a difference begins anew", () => {
    const before = photo(64, 64, 5);
    const after = photo(64, 64, 5);
    // Darker as a whole: next to nothing but the lowest band differs.
    for (const [i, word] of after.words.entries()) after.words[i] = 0xff000000 | ((word >> 1) & 0x7f7f7f);
    for (const [i, word] of before.words.entries()) before.words[i] = after.words[i] + (word & 0x080808);
    const [tile] = tilesOf(before);
    const decoder = newDecoder();
    const target = blankPicture(64, 64);
    decode(decoder, whole(before, [tile.first(before, COARSE)]), target, 1);
    decode(decoder, whole(before, [tile.first(after, COARSE, true), tile.upgrade(FULL)]), target, 2);
    expect(psnr(target.words, after.words)).toBeGreaterThan(38);
  });

  it("forgets what a tile had when it begins anew", () => {
    const [before, after] = [noise(64, 64, 5), photo(64, 64, 6)];
    const [tile] = tilesOf(before);
    const decoder = newDecoder();
    const target = blankPicture(64, 64);
    decode(decoder, whole(before, [tile.simple(before)]), target, 1);
    decode(decoder, whole(after, [tile.first(after, COARSE), tile.upgrade(FULL)]), target, 2);
    expect(psnr(target.words, after.words)).toBeGreaterThan(38);
  });

  it("paints only inside the region's rectangles", () => {
    const picture = photo(128, 64, 7);
    const target = blankPicture(128, 64, 0xff123456);
    const tiles = tilesOf(picture).map((tile) => tile.simple(picture));
    const rects = [
      [10, 20, 30, 5],
      [60, 30, 8, 8],
    ] as const;
    decode(newDecoder(), bitmapStream(region(rects, tiles, FINEST, true)), target, 1);
    const painted = target.words.reduce((count, word) => count + (word === 0xff123456 ? 0 : 1), 0);
    expect(painted).toBe(30 * 5 + 8 * 8);
    expect(target.words[20 * 128 + 10]).not.toBe(0xff123456);
    expect(target.words[37 * 128 + 67]).not.toBe(0xff123456);
  });

  it("lets the regions of one frame share a tile, but not those of the next", () => {
    const picture = photo(64, 64, 8);
    const [tile] = tilesOf(picture);
    const decoder = newDecoder();
    const target = blankPicture(64, 64, 0xff123456);
    decode(decoder, bitmapStream(region([[0, 0, 64, 16]], [tile.simple(picture)], FINEST, true)), target, 1);
    decode(decoder, bitmapStream(region([[0, 16, 64, 16]], [], FINEST, true)), target, 1);
    decode(decoder, bitmapStream(region([[0, 32, 64, 32]], [], FINEST, true)), target, 2);
    expect(psnr(target.words.subarray(0, 64 * 32), picture.words.subarray(0, 64 * 32))).toBeGreaterThan(38);
    expect(target.words.subarray(64 * 32).every((word) => word === 0xff123456)).toBe(true);
  });

  it("ignores a region outside a frame", () => {
    const picture = photo(64, 64, 9);
    const target = blankPicture(64, 64);
    const [tile] = tilesOf(picture);
    expect(decode(newDecoder(), wholeRegion(picture, [tile.simple(picture)]), target, 1)).toEqual([]);
    expect(target.words).toEqual(blankPicture(64, 64).words);
  });

  it("refuses what does not fit together", () => {
    const picture = photo(64, 64, 10);
    const [tile] = tilesOf(picture);
    const target = blankPicture(64, 64);
    const first = tile.first(picture, COARSE);
    const upgrade = tile.upgrade(MIDDLE);
    expect(() => decode(newDecoder(), whole(picture, [upgrade]), target, 1)).toThrow(/no first pass/);
    expect(() => decode(newDecoder(), whole(picture, [first, upgrade, tile.upgrade(COARSE)]), target, 1)).toThrow(
      /coarser/,
    );
    expect(() => decode(newDecoder(), whole(picture, [first], bands(5)), target, 1)).toThrow(/below 6/);
    const complete = new TileEncoder(0, 0, bands(8), true).simple(picture);
    const finer = bitmapStream(
      region([[0, 0, 64, 64]], [complete], bands(8), true),
      region([[0, 0, 64, 64]], [tile.upgrade(FULL)], FINEST, true),
    );
    expect(() => decode(newDecoder(), finer, target, 1)).toThrow(/was complete/);
    const plain = bitmapStream(
      wholeRegion(picture, [first]),
      region([[0, 0, 64, 64]], [new TileEncoder(0, 0, FINEST, false).simple(picture, true)], FINEST, false),
    );
    expect(() => decode(newDecoder(), plain, target, 1)).toThrow(/two wavelet transforms/);
    const far = new TileEncoder(1, 0, FINEST, true).simple(picture);
    expect(() => decode(newDecoder(), whole(picture, [far]), target, 1)).toThrow(/not on the surface/);
    const overlapping = Array.from({ length: 65_535 }, () => [0, 0, 64, 64] as const);
    expect(() => decode(newDecoder(), bitmapStream(region(overlapping, [], FINEST, true)), target, 1)).toThrow(
      /far more than the desktop/,
    );
  });

  it("takes the memory of its tiles from the budget and gives it back", () => {
    const picture = photo(128, 64, 11);
    const [left, right] = tilesOf(picture).map((tile) => tile.simple(picture));
    const target = blankPicture(128, 64);
    const budget = new MemoryBudget(40_000, "test");
    const decoder = new ProgressiveDecoder(budget, new WorkBudget());
    decode(decoder, whole(picture, [left]), target, 1);
    expect(() => decode(decoder, whole(picture, [right]), target, 1)).toThrow(/more than 40000/);
    decoder.dispose();
    decode(new ProgressiveDecoder(budget, new WorkBudget()), whole(picture, [right]), target, 1);
  });

  it("answers mutated streams with pixels or one typed error", () => {
    const picture = noise(64, 64, 12);
    const [tile] = tilesOf(picture);
    const stream = whole(picture, [tile.first(picture, COARSE), tile.upgrade(MIDDLE), tile.upgrade(FULL)]);
    fc.assert(
      fc.property(fc.oneof(mutated(stream), fc.uint8Array({ maxLength: 200 })), (data) => {
        expectResultOrDecodeError(() => decode(newDecoder(), data, blankPicture(64, 64), 1));
      }),
      { numRuns: 150 },
    );
  });
});
