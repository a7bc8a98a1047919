import { Writer } from "@passerelle/rdp";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeDib, encodeDib } from "./dib.ts";

/** A bitmap of 2 by 2 pixels: red, green above blue, white. Rows are given from the top. */
function dib(
  depth: number,
  rows: readonly number[][],
  { topDown = false, compression = 0, extra = new Uint8Array(0) } = {},
) {
  const writer = new Writer()
    .u32(40)
    .i32(2)
    .i32(topDown ? -2 : 2)
    .u16(1)
    .u16(depth)
    .u32(compression)
    .zeros(20);
  writer.bytes(extra);
  for (const row of topDown ? rows : rows.toReversed()) writer.bytes(Uint8Array.from(row));
  return writer.finish();
}

const COLOURS = [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255];
/** Red, green, blue, white. */
const PALETTE = Uint8Array.of(0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0);
const palette = (length: number) => Uint8Array.from({ length: length * 4 }, (_, at) => PALETTE[at] ?? 0);
const masks = (...values: number[]) => values.reduce((writer, mask) => writer.u32(mask), new Writer()).finish();

describe("2 by 2 pixels", () => {
  const cases: [string, Uint8Array][] = [
    [
      "4 bits",
      dib(
        4,
        [
          [0x01, 0, 0, 0],
          [0x23, 0, 0, 0],
        ],
        { extra: palette(16) },
      ),
    ],
    [
      "8 bits",
      dib(
        8,
        [
          [0, 1, 0, 0],
          [2, 3, 0, 0],
        ],
        { extra: palette(256) },
      ),
    ],
    [
      "16 bits",
      dib(16, [
        [0, 0x7c, 0xe0, 0x03],
        [0x1f, 0, 0xff, 0x7f],
      ]),
    ],
    [
      "16 bits with masks",
      dib(
        16,
        [
          [0, 0xf8, 0xe0, 0x07],
          [0x1f, 0, 0xff, 0xff],
        ],
        { compression: 3, extra: masks(0xf800, 0x7e0, 0x1f) },
      ),
    ],
    [
      "24 bits",
      dib(24, [
        [0, 0, 255, 0, 255, 0, 0, 0],
        [255, 0, 0, 255, 255, 255, 0, 0],
      ]),
    ],
    [
      "24 bits from the top",
      dib(
        24,
        [
          [0, 0, 255, 0, 255, 0, 0, 0],
          [255, 0, 0, 255, 255, 255, 0, 0],
        ],
        { topDown: true },
      ),
    ],
    [
      "32 bits",
      dib(32, [
        [0, 0, 255, 0, 0, 255, 0, 0],
        [255, 0, 0, 0, 255, 255, 255, 0],
      ]),
    ],
    [
      "32 bits with masks",
      dib(
        32,
        [
          [255, 0, 0, 0, 0, 255, 0, 0],
          [0, 0, 255, 0, 255, 255, 255, 0],
        ],
        { compression: 3, extra: masks(0xff, 0xff00, 0xff0000) },
      ),
    ],
  ];
  test.each(cases)("of %s", (_, bytes) => {
    expect(decodeDib(bytes)).toEqual({ width: 2, height: 2, rgba: Uint8Array.from(COLOURS) });
  });

  test("of 1 bit", () => {
    const { rgba } = decodeDib(
      dib(
        1,
        [
          [0x40, 0, 0, 0],
          [0x80, 0, 0, 0],
        ],
        { extra: palette(2) },
      ),
    );
    const [red, green] = [COLOURS.slice(0, 4), COLOURS.slice(4, 8)];
    expect([...rgba]).toEqual([...red, ...green, ...green, ...red]);
  });
});

test("what is transparent stays so with V5, and becomes white without", () => {
  const picture = { width: 1, height: 1, rgba: Uint8Array.of(200, 100, 0, 51) };
  expect(decodeDib(encodeDib(picture, "dib-v5"))).toEqual(picture);
  expect([...decodeDib(encodeDib(picture, "dib")).rgba]).toEqual([244, 224, 204, 255]);
});

test("pictures come back", () => {
  const picture = fc
    .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
    .chain(({ width, height }) =>
      fc.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 }).map((rgba) => {
        rgba[3] = 255;
        return { width, height, rgba };
      }),
    );
  fc.assert(
    fc.property(picture, (one) => {
      expect(decodeDib(encodeDib(one, "dib-v5"))).toEqual(one);
    }),
  );
});

test("masks that come once more after a V5 header are skipped", () => {
  const picture = { width: 1, height: 1, rgba: Uint8Array.of(1, 2, 3, 255) };
  const bytes = encodeDib(picture, "dib-v5");
  const twice = new Uint8Array([...bytes.subarray(0, 124), ...masks(0xff0000, 0xff00, 0xff), ...bytes.subarray(124)]);
  expect(decodeDib(twice)).toEqual(picture);
});

test.each([
  [
    "run lengths",
    dib(
      8,
      [
        [0, 1, 0, 0],
        [2, 3, 0, 0],
      ],
      { compression: 1, extra: palette(256) },
    ),
  ],
  ["pixels that are missing", dib(32, [[0, 0, 255, 0]])],
  ["a size that nobody has", new Writer().u32(40).i32(0x7fffffff).i32(0x7fffffff).u16(1).u16(32).zeros(24).finish()],
  ["no height", new Writer().u32(40).i32(1).i32(0).u16(1).u16(32).zeros(24).finish()],
])("%s are refused", (_, bytes) => {
  expect(() => decodeDib(bytes)).toThrow(RangeError);
});

test("any bytes give a picture or a typed error", () => {
  const good = encodeDib({ width: 2, height: 2, rgba: new Uint8Array(16) }, "dib-v5");
  const damaged = fc.tuple(fc.nat(good.length - 1), fc.nat(255)).map(([at, value]) => good.with(at, value));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged), (bytes) => {
      try {
        decodeDib(bytes);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }),
  );
});
