import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concat } from "../testing/byte-writer.ts";
import { expectResultOrDecodeError, mutated } from "../testing/garbage.ts";
import { fakeUnit } from "../testing/video.ts";
import { readH264Unit } from "./h264-unit.ts";

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

/** Parameters of libx264 that let two pictures be held back, and the same that let none. */
const REORDERED = "6764000aacd94426c044000003000400000300083c489658";
const IN_ORDER = "6764000aacd94426c044000003000400000300083c221196";
const START = bytes("00000001");
const SLICE = bytes("000001419a");
const KEY_SLICE = bytes("00000165b8");

/** A picture that begins with these parameters. */
function begin(parameters: string): Uint8Array {
  return concat([START, bytes(parameters), KEY_SLICE]);
}

describe("readH264Unit", () => {
  it("knows a stream's codec and coded size, before it is cropped, from what libx264 writes", () => {
    for (const [parameters, format] of [
      ["67640020acb4028033d80880000003008000001e478c195000", { codec: "avc1.640020", width: 1280, height: 816 }],
      ["6742c020da014019ec0440000003004000000f23c60ca800", { codec: "avc1.42c020", width: 1280, height: 816 }],
      ["67640020acb4028033f5360220000003002000000791e3065400", { codec: "avc1.640020", width: 1280, height: 816 }],
      ["6764000aacb2084d8088000003000800000300147891324000", { codec: "avc1.64000a", width: 64, height: 64 }],
    ] as const) {
      expect(readH264Unit(begin(parameters))).toMatchObject({ hasPicture: true, isKey: true, format });
    }
  });

  it("reads parameters of other sizes", () => {
    for (const [width, height] of [
      [16, 16],
      [1376, 768],
      [4096, 2304],
    ] as const) {
      const { format } = readH264Unit(fakeUnit(1, { width, height }));
      expect(format).toEqual({ codec: "avc1.42c028", width, height });
    }
  });

  it("tells pictures that refer to others, and units without a picture", () => {
    expect(readH264Unit(SLICE)).toEqual({ hasPicture: true, isKey: false, format: undefined, bytes: SLICE });
    expect(readH264Unit(concat([bytes("0000000109f0"), SLICE])).hasPicture).toBe(true);
    expect(readH264Unit(KEY_SLICE)).toMatchObject({ hasPicture: true, isKey: true, format: undefined });
    const parametersAlone = fakeUnit(1, { width: 64, height: 32 }).slice(0, -6);
    expect(readH264Unit(parametersAlone)).toMatchObject({ hasPicture: false, format: { width: 64, height: 32 } });
    for (const nothing of ["", "00", "0001", "000001", "00000001", "41000000"]) {
      expect(readH264Unit(bytes(nothing)).hasPicture).toBe(false);
    }
  });

  it("has pictures shown as they come, and changes nothing else", () => {
    const shown = (parameters: string) => Buffer.from(readH264Unit(begin(parameters)).bytes).toString("hex");
    const around = (parameters: string) => Buffer.from(begin(parameters)).toString("hex");
    // With max_num_reorder_frames 2 and max_dec_frame_buffering 4; what follows was checked with ffmpeg's trace_headers.
    expect(shown(REORDERED)).toBe(around(IN_ORDER));
    expect(shown(IN_ORDER)).toBe(around(IN_ORDER));
    const withoutRestrictions = Buffer.from(fakeUnit(1, { width: 64, height: 48 })).toString("hex");
    const restricted = readH264Unit(fakeUnit(1, { width: 64, height: 48 })).bytes;
    expect(Buffer.from(restricted).toString("hex")).not.toBe(withoutRestrictions);
    expect(readH264Unit(restricted)).toEqual({ ...readH264Unit(fakeUnit(1, { width: 64, height: 48 })) });
  });

  it("refuses colours that are not 4:2:0 in 8 bits, and parameters that end too early or have absurd numbers", () => {
    // Profile 244: chroma_format_idc 3; profile 110: bit_depth_luma_minus8 2.
    expect(() => readH264Unit(begin("67f4002093800000"))).toThrow(/colours of format 3 in 8 and 8 bits/);
    expect(() => readH264Unit(begin("676e0020a6c00000"))).toThrow(/colours of format 1 in 10/);
    expect(() => readH264Unit(concat([START, bytes("6742c020")]))).toThrow(/ends too early/);
    expect(() => readH264Unit(begin("6742c02080000003000003008000000000"))).toThrow(/a number of \d+ bits/);
  });

  it("refuses more parameters than it reads in a moment", () => {
    const parameters = concat([START, bytes(IN_ORDER)]);
    const begins = (count: number) => concat([...new Array<Uint8Array>(count).fill(parameters), KEY_SLICE]);
    expect(readH264Unit(begins(32)).isKey).toBe(true);
    expect(() => readH264Unit(begins(33))).toThrow(/more than 32 sequence parameter sets/);
    // pic_order_cnt_type 1, with hundreds of thousands of offsets that are 0.
    const endless = concat([START, bytes("6742c028d300003d090f"), new Uint8Array(100_000).fill(0xff), KEY_SLICE]);
    expect(() => readH264Unit(endless)).toThrow(/bytes, where 4096 may be/);
  });

  it("answers any bytes with a unit or one typed error", () => {
    const valid = begin("67640020acb4028033d80880000003008000001e478c195000");
    fc.assert(
      fc.property(mutated(valid), (data) => {
        expectResultOrDecodeError(() => readH264Unit(data));
      }),
    );
  });
});
