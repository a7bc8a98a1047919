import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { Bitmap } from "../bitmap.ts";
import { GraphicsDecodeError } from "../decode-error.ts";
import { ClearCodecEncoder, crop, raw, residual, rlex, subcodec } from "../testing/clearcodec-encoder.ts";
import { expectResultOrDecodeError, mutated } from "../testing/garbage.ts";
import { newKernels } from "../testing/kernels.ts";
import { blankPicture, noise, type Picture, photo, psnr, text } from "../testing/pictures.ts";
import { freeRdpStream } from "../testing/streams.ts";
import { WorkBudget } from "../work-budget.ts";
import { ClearCodecDecoder } from "./clearcodec.ts";

function hex(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
}

const GROUND = 0xff445566;

/** What a decoder of its own paints on an even ground. */
function decode(data: Uint8Array, width: number, height: number): Bitmap {
  const picture = blankPicture(width, height, GROUND);
  const decoder = new ClearCodecDecoder(picture.kernels, new WorkBudget());
  try {
    decoder.decode(data, picture);
  } finally {
    decoder.release();
  }
  return picture;
}

describe("ClearCodecDecoder", () => {
  it("decodes the specification's example 2: a glyph in RLEX", () => {
    const data = hex(
      `000d000000000000000082000000000000004e00110075000000020effffff000000dbffff003a90ffb66666b6ffb666
       0090dbff00003adb903a3a90db660000ffffb66464641104114c114c114c114c114c0047130001010400010000471600
       110200472900110100490a00010004000100004a0a00090001000047050001011c000100114c114c114c00470d4d004d`,
    );
    const picture = decode(data, 78, 17);
    expect(draw(crop(picture, 0, 0, 8, 17))).toEqual([
      ".....#..",
      ".....#..",
      ".....#..",
      ".....#..",
      ".....#..",
      ".....#..",
      ".###+#..",
      "+#...#..",
      "+#+..#..",
      "..+#+#..",
      "...++#..",
      "+###.#..",
      ".....#..",
      ".....#..",
      ".....#..",
      "########",
      "........",
    ]);
  });

  it("decodes the specification's example 3: residual runs, and hits of bars that it never saw", () => {
    const data = hex(
      `00df0e0000008b00000000000000fefefeff8005ffffff40fefefe4000003f0003000b00fefefec5d0c6d0c7d068d469
       d46ad46bd46cd46dd41ad41ad4a6d06ed46fd470d471d472d473d474d421d422d423d424d425d4d9d0dad0dbd0c5d0c5
       d0dcd0c2d021d422d423d424d425d4c9d0cad05ad42bd128d12cd175d427d428d429d42ad41ad41ad41ad4b7d0b8d0b9
       d0bad0bbd0bcd0bdd0bed0bfd0c0d0c1d0c2d0c3d0c4d0`,
    );
    const { words } = decode(data, 64, 24);
    const rows = Array.from({ length: 24 }, (_, y) => [...new Set(words.subarray(y * 64, y * 64 + 64))]);
    const expected = rows.map((_, y) => (y >= 3 && y <= 11 ? 0xff000000 : y === 22 ? 0xffffffff : 0xfffefefe));
    expect(rows).toEqual(expected.map((word) => [word]));
  });

  it("decodes the specification's example 4: a glyph of V-bars, and then hits the glyph", () => {
    const data = hex(
      `010b78000000000046000000000000000000060000000e00000000000fffffffffffffffffffb6ffffffffffffffffff
       b666ffffffffffffffb666db903affffb6ffffffffffffffffff46914791489149914a911b91`,
    );
    const picture = blankPicture(7, 15);
    const decoder = new ClearCodecDecoder(picture.kernels, new WorkBudget());
    decoder.decode(data, picture);
    const firstColumn = Array.from({ length: 15 }, (_, y) => picture.words[y * 7]);
    const white = 0xffffffff;
    expect(firstColumn).toEqual(
      [
        white,
        white,
        white,
        0xffb6ffff,
        white,
        white,
        0xffffb666,
        white,
        white,
        0xffffb666,
        0xffdb903a,
        0xffffffb6,
      ].concat([white, white, white]),
    );
    expect(picture.words.subarray(1, 7).every((word) => word === 0xff000000)).toBe(true);
    const again = Bitmap.allocate(picture.kernels, 7, 15);
    decoder.decode(hex("030c7800"), again);
    expect(again.words).toEqual(picture.words);
    decoder.release();
  });

  for (const [name, make] of Object.entries({ photo, noise, text })) {
    it(`composes a ${name} of three layers`, () => {
      const picture = make(130, 120, 1);
      const wrong = make(130, 120, 2);
      const flat = crop(text(130, 120, 3), 40, 60, 50, 30);
      for (let y = 0; y < 30; y++) picture.words.set(flat.words.subarray(y * 50, y * 50 + 50), (60 + y) * 130 + 40);
      wrong.words.set(picture.words.subarray(110 * 130), 110 * 130);
      const encoder = new ClearCodecEncoder();
      const message = encoder.bitmap({
        residual: residual(wrong),
        bands: encoder.bands(picture, 0, 100),
        subcodecs: new Uint8Array([
          ...subcodec(0, 0, 100, crop(picture, 0, 100, 130, 10), raw(crop(picture, 0, 100, 130, 10))),
          ...subcodec(2, 40, 60, flat, rlex(flat)),
        ]),
      });
      expect(decode(message, 130, 120).words).toEqual(picture.words);
    });
  }

  it("goes on hitting its caches past their ends and after a reset", () => {
    const encoder = new ClearCodecEncoder();
    const target = blankPicture(1500, 3);
    const decoder = new ClearCodecDecoder(target.kernels, new WorkBudget());
    for (let i = 0; i < 60; i++) {
      // Short bars that are new, then the same one row lower, then both again: 22,500 short bars and 45,000 bars.
      const shortBars = noise(1500, 2, i >> 2);
      const picture = blankPicture(1500, 3);
      picture.words.set(shortBars.words, (i & 1) * 1500);
      for (let y = 0; y < 3; y++) picture.words[y * 1500] = 0xff000000;
      const resets = i === 50;
      if (resets) encoder.reset();
      const layers = { bands: encoder.bands(picture) };
      decoder.decode(resets ? encoder.bitmapAfterReset(layers) : encoder.bitmap(layers), target);
      expect(equal(target, picture)).toBe(true);
    }
    decoder.release();
  });

  it("decodes NSCodec as a subcodec, top row first", () => {
    const picture = text(64, 48, 1);
    const message = new ClearCodecEncoder().bitmap({ subcodecs: subcodec(1, 3, 2, picture, freeRdpStream("nscodec")) });
    const decoded = crop(decode(message, 70, 50), 3, 2, 64, 48);
    const upsideDown = Array.from({ length: 48 }, (_, y) => [...crop(decoded, 0, 47 - y, 64, 1).words]);
    expect(psnr(Uint32Array.from(upsideDown.flat()), picture.words)).toBeGreaterThan(45);
  });

  it("leaves the pixels that no layer touches", () => {
    const patch = text(8, 8, 5);
    const message = new ClearCodecEncoder().bitmap({ subcodecs: subcodec(2, 4, 4, patch, rlex(patch)) });
    const picture = decode(message, 20, 20);
    expect(picture.words.filter((word) => word === GROUND).length).toBe(400 - 64);
    expect(crop(picture, 4, 4, 8, 8).words).toEqual(patch.words);
  });

  it("paints on a part of a surface and keeps glyphs as they came out there", () => {
    const surface = photo(100, 100, 6);
    const before = surface.words.slice();
    const encoder = new ClearCodecEncoder();
    const decoder = new ClearCodecDecoder(surface.kernels, new WorkBudget());
    const patch = text(4, 4, 7);
    decoder.decode(encoder.bitmap({ subcodecs: subcodec(0, 2, 2, patch, raw(patch)) }, 5), surface.part(10, 10, 8, 8));
    decoder.decode(encoder.glyphHit(5), surface.part(50, 50, 8, 8));
    expect(crop(surface, 50, 50, 8, 8).words).toEqual(crop(surface, 10, 10, 8, 8).words);
    expect(crop(surface, 12, 12, 4, 4).words).toEqual(patch.words);
    expect(surface.words[10 * 100 + 10]).toBe(before[10 * 100 + 10]);
    expect(surface.words[50 * 100 + 58]).toBe(before[50 * 100 + 58]);
  });

  it("refuses what does not fit", () => {
    const encoder = new ClearCodecEncoder();
    const picture = text(10, 10, 8);
    const refused: readonly (readonly [Uint8Array, RegExp])[] = [
      [encoder.glyphHit(9), /never stored/],
      [encoder.glyphHit(4000), /glyph 4000/],
      [hex("02 00"), /without a glyph index/],
      [encoder.bitmap({ residual: residual(crop(picture, 0, 0, 10, 9)) }), /pixels are missing/],
      [encoder.bitmap({ residual: residual(text(10, 11, 8)) }), /beyond its end/],
      [encoder.bitmap({ bands: encoder.bands(text(11, 10, 8)) }), /CLEARCODEC_BANDS_DATA: something lies outside/],
      [encoder.bitmap({ subcodecs: subcodec(0, 1, 0, picture, raw(picture)) }), /not on the bitmap/],
      [encoder.bitmap({ subcodecs: subcodec(9, 0, 0, picture, raw(picture)) }), /subcodec 9/],
    ];
    for (const [message, problem] of refused) {
      expect(() => decode(message, 10, 10)).toThrow(problem);
    }
  });

  it("gives a glyph back once, also when there was no memory for the one in its place", () => {
    const kernels = newKernels();
    const decoder = new ClearCodecDecoder(kernels, new WorkBudget());
    const encoder = new ClearCodecEncoder();
    const [small, large] = [Bitmap.allocate(kernels, 4, 4), Bitmap.allocate(kernels, 8, 8)];
    decoder.decode(encoder.bitmap({}, 0), small);
    const released: number[] = [];
    vi.spyOn(kernels, "release").mockImplementation((address) => released.push(address));
    vi.spyOn(kernels, "allocate").mockImplementation(() => {
      throw new GraphicsDecodeError("memory", "no room");
    });
    expect(() => decoder.decode(encoder.bitmap({}, 0), large)).toThrow(/no room/);
    decoder.release();
    expect(released).toHaveLength(1);
  });

  it("bounds the glyph cache", () => {
    const encoder = new ClearCodecEncoder();
    const target = blankPicture(1024, 1024);
    const decoder = new ClearCodecDecoder(target.kernels, new WorkBudget());
    for (let i = 0; i < 16; i++) decoder.decode(encoder.bitmap({}, i), target);
    decoder.decode(encoder.bitmap({}, 3), target);
    expect(() => decoder.decode(encoder.bitmap({}, 16), target)).toThrow(/full/);
    expect(() => decoder.decode(encoder.bitmap({}, 3), blankPicture(1025, 1024))).toThrow(/a glyph of/);
    decoder.release();
  });

  it("answers mutated bitmaps with pixels or one typed error", () => {
    const encoder = new ClearCodecEncoder();
    const picture = text(40, 30, 10);
    const part = crop(picture, 5, 5, 20, 20);
    const [nsCodec, rlexed] = [1, 2].map((id) => subcodec(id, 5, 5, part, rlex(part)));
    const bands = encoder.bands(picture);
    const bitmaps = [nsCodec, rlexed].map((subcodecs) =>
      mutated(encoder.bitmap({ residual: residual(picture), bands, subcodecs }, 7)),
    );
    fc.assert(
      fc.property(fc.oneof(...bitmaps), (data) => {
        expectResultOrDecodeError(() => decode(data, 40, 30));
      }),
      { numRuns: 100 },
    );
  });
});

function equal(a: Picture, b: Picture): boolean {
  return a.words.every((word, i) => word === b.words[i]);
}

/** Dark pixels as "#", middling ones as "+", light ones as ".". */
function draw({ words, width, height }: Picture): string[] {
  const signs = Array.from(words, (word) => {
    const light = (word & 0xff) + ((word >> 8) & 0xff) + ((word >> 16) & 0xff);
    return light > 690 ? "." : light > 420 ? "+" : "#";
  }).join("");
  return Array.from({ length: height }, (_, y) => signs.slice(y * width, y * width + width));
}
