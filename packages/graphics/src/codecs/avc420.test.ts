import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByteWriter } from "../testing/byte-writer.ts";
import { expectResultOrDecodeError, mutated } from "../testing/garbage.ts";
import { avc420, avc444 } from "../testing/video.ts";
import { readAvc420 } from "./avc420.ts";
import { readAvc444 } from "./avc444.ts";

const unit = Uint8Array.of(0, 0, 1, 0x65, 7);
const other = Uint8Array.of(0, 0, 1, 0x41, 9);
const left = { x: 0, y: 0, width: 64, height: 48 };
const right = { x: 64, y: 3, width: 5, height: 7 };

describe("readAvc420", () => {
  it("reads regions and the picture behind them", () => {
    expect(readAvc420(avc420(unit, left, right))).toEqual({ regions: [left, right], unit });
    expect(readAvc420(avc420(unit))).toEqual({ regions: [], unit });
  });

  it("refuses more regions than there are bytes, before it makes any, and rectangles turned round", () => {
    expect(() => readAvc420(new ByteWriter().u32(0xffffffff).bytes(unit).toBytes())).toThrow(/4294967295 regions/);
    expect(() => readAvc420(avc420(unit, left).subarray(0, 13))).toThrow(/1 regions in 9 bytes/);
    expect(() => readAvc420(new ByteWriter().u32(1).u16(5, 0, 4, 1).u16(0).toBytes())).toThrow(/a rectangle from 5/);
  });
});

describe("readAvc444", () => {
  const main = avc420(unit, left);
  const auxiliary = avc420(other, right);

  it("reads both views, or the one that there is", () => {
    const [first, second] = [
      { regions: [left], unit },
      { regions: [right], unit: other },
    ];
    expect(readAvc444(avc444(main, auxiliary))).toEqual({ main: first, auxiliary: second });
    expect(readAvc444(avc444(main, undefined))).toEqual({ main: first });
    expect(readAvc444(avc444(undefined, auxiliary))).toEqual({ auxiliary: second });
  });

  it("refuses an LC that means nothing, and a main view longer than all", () => {
    expect(() => readAvc444(new ByteWriter().u32(0xc0000000).bytes(main).toBytes())).toThrow(/LC is 3/);
    expect(() =>
      readAvc444(
        new ByteWriter()
          .u32(main.length + 1)
          .bytes(main)
          .toBytes(),
      ),
    ).toThrow(/bytes expected/);
  });

  it("answers any bytes with views or one typed error", () => {
    fc.assert(
      fc.property(mutated(avc444(main, auxiliary)), (data) => {
        expectResultOrDecodeError(() => readAvc444(data));
      }),
    );
  });
});
