import { BitWriter } from "./bit-writer.ts";
import { ByteWriter, concat } from "./byte-writer.ts";
import type { Picture } from "./pictures.ts";
import { encodeRlgr } from "./rlgr-encoder.ts";
import { SrlWriter } from "./srl-writer.ts";

/** Per band, in the order of the coefficients: HL1 LH1 HH1 HL2 LH2 HH2 HL3 LH3 HH3 LL3. */
export type Bands = readonly number[];

export interface Quality {
  /** 0xff: nothing dropped. */
  readonly index: number;
  readonly dropped: readonly [Bands, Bands, Bands];
}

export const FULL: Quality = { index: 0xff, dropped: [bands(0), bands(0), bands(0)] };

export function bands(value: number): Bands {
  return new Array(10).fill(value);
}

const EXTRAPOLATED = [0, 1023, 2046, 3007, 3279, 3551, 3807, 3879, 3951, 4015, 4096];
const PLAIN = [0, 1024, 2048, 3072, 3328, 3584, 3840, 3904, 3968, 4032, 4096];

/** The encoder's side of one tile: what it sent, and the passes that refine it. Quantization is the same for Y, Cb, Cr. */
export class TileEncoder {
  readonly column: number;
  readonly row: number;
  readonly #quantization: Bands;
  readonly #offsets: readonly number[];
  /** What the passes since the last first pass are to convey, and the position they have reached. */
  #coefficients: Int32Array[] = [];
  #known = [new Int32Array(4096), new Int32Array(4096), new Int32Array(4096)];
  #reached: readonly Bands[] = [];

  constructor(column: number, row: number, quantization: Bands, extrapolated: boolean) {
    this.column = column;
    this.row = row;
    this.#quantization = quantization;
    this.#offsets = extrapolated ? EXTRAPOLATED : PLAIN;
  }

  /** RFX_PROGRESSIVE_TILE_SIMPLE. */
  simple(picture: Picture, difference = false): Uint8Array {
    return this.#first(picture, FULL, difference, true);
  }

  /** RFX_PROGRESSIVE_TILE_FIRST. */
  first(picture: Picture, quality: Quality, difference = false): Uint8Array {
    return this.#first(picture, quality, difference, false);
  }

  #first(picture: Picture, quality: Quality, difference: boolean, simple: boolean): Uint8Array {
    const wanted = tileComponents(picture, this.column, this.row).map((samples) =>
      this.#offsets === EXTRAPOLATED ? forwardExtrapolated(samples) : forwardPlain(samples),
    );
    if (!difference) this.#known = wanted.map(() => new Int32Array(4096));
    this.#coefficients = wanted.map((values, component) => values.map((value, i) => value - this.#known[component][i]));
    this.#reached = this.#shifts(quality);
    const data = this.#coefficients.map((_, component) => {
      const values = this.#quantized(component, this.#reached[component]);
      this.#learn(component, values, this.#reached[component]);
      for (let i = 4095; i > this.#offsets[9]; i--) values[i] -= values[i - 1];
      return encodeRlgr(1, values.subarray(0, values.findLastIndex((value) => value !== 0) + 1));
    });
    const body = new ByteWriter()
      .u8(0, 0, 0)
      .u16(this.column, this.row)
      .u8(difference ? 1 : 0);
    if (!simple) body.u8(quality.index);
    body.u16(...data.map((bytes) => bytes.length), 0).bytes(concat(data));
    return block(simple ? 0xccc5 : 0xccc6, body.toBytes());
  }

  /** RFX_PROGRESSIVE_TILE_UPGRADE to a better quality. */
  upgrade(quality: Quality): Uint8Array {
    const before = this.#reached;
    this.#reached = this.#shifts(quality);
    const streams = this.#coefficients.flatMap((_, component) => {
      const srl = new SrlWriter();
      const raw = new BitWriter();
      const old = this.#quantized(component, before[component]);
      const values = this.#quantized(component, this.#reached[component]);
      for (let band = 0; band < 10; band++) {
        const bits = before[component][band] - this.#reached[component][band];
        if (bits === 0) continue;
        for (let i = this.#offsets[band]; i < this.#offsets[band + 1]; i++) {
          if (band === 9) raw.write(values[i] - old[i] * 2 ** bits, bits);
          else if (old[i] === 0) srl.write(values[i], bits);
          else raw.write(Math.abs(values[i]) - Math.abs(old[i]) * 2 ** bits, bits);
        }
      }
      this.#forget(component, old, before[component]);
      this.#learn(component, values, this.#reached[component]);
      return [srl.toBytes(), raw.toBytes()];
    });
    const body = new ByteWriter().u8(0, 0, 0).u16(this.column, this.row).u8(quality.index);
    body.u16(...streams.map((bytes) => bytes.length)).bytes(concat(streams));
    return block(0xccc7, body.toBytes());
  }

  /** A coefficient has 5 bits of fraction, and a quantization of 6 drops just those. */
  #shifts(quality: Quality): readonly Bands[] {
    return quality.dropped.map((dropped) => dropped.map((bits, band) => this.#quantization[band] + bits - 1));
  }

  /** Towards zero, but LL3 downwards. */
  #quantized(component: number, shifts: Bands): Int32Array {
    const values = this.#coefficients[component].slice();
    for (let band = 0; band < 10; band++) {
      for (let i = this.#offsets[band]; i < this.#offsets[band + 1]; i++) {
        const scaled = values[i] / 2 ** shifts[band];
        values[i] = band === 9 ? Math.floor(scaled) : Math.trunc(scaled);
      }
    }
    return values;
  }

  #learn(component: number, values: Int32Array, shifts: Bands): void {
    for (let band = 0; band < 10; band++) {
      for (let i = this.#offsets[band]; i < this.#offsets[band + 1]; i++) {
        this.#known[component][i] += values[i] * 2 ** shifts[band];
      }
    }
  }

  #forget(component: number, values: Int32Array, shifts: Bands): void {
    this.#learn(
      component,
      values.map((value) => -value),
      shifts,
    );
  }
}

/** RFX_PROGRESSIVE_REGION around tiles; one quantization for all. */
export function region(
  rects: readonly (readonly [x: number, y: number, width: number, height: number])[],
  tiles: readonly Uint8Array[],
  quantization: Bands,
  extrapolated: boolean,
  qualities: readonly Quality[] = [],
): Uint8Array {
  const tileData = concat(tiles);
  const body = new ByteWriter()
    .u8(64)
    .u16(rects.length)
    .u8(1, qualities.length, extrapolated ? 1 : 0);
  body.u16(tiles.length).u32(tileData.length);
  for (const rect of rects) body.u16(...rect);
  body.bytes(packBands(quantization));
  for (const { index, dropped } of qualities) body.u8(index).bytes(concat(dropped.map(packBands)));
  return block(0xccc4, body.bytes(tileData).toBytes());
}

/** RFX_PROGRESSIVE_BITMAP_STREAM of one frame. */
export function bitmapStream(...regions: Uint8Array[]): Uint8Array {
  return concat([
    block(0xccc0, new ByteWriter().u32(0xcaccacca).u16(0x0100).toBytes()),
    block(0xccc3, new ByteWriter().u8(0).u16(64).u8(1).toBytes()),
    block(0xccc1, new ByteWriter().u32(0).u16(regions.length).toBytes()),
    ...regions,
    block(0xccc2, new Uint8Array(0)),
  ]);
}

function block(type: number, body: Uint8Array): Uint8Array {
  return new ByteWriter()
    .u16(type)
    .u32(body.length + 6)
    .bytes(body)
    .toBytes();
}

/** On the wire the coarsest comes first: LL3 HL3 LH3 HH3 HL2 LH2 HH2 HL1 LH1 HH1, two a byte, the low half first. */
function packBands(values: Bands): Uint8Array {
  const order = [9, 6, 7, 8, 3, 4, 5, 0, 1, 2].map((band) => values[band]);
  return Uint8Array.from({ length: 5 }, (_, i) => order[2 * i] | (order[2 * i + 1] << 4));
}

/** Y less 128, Cb and Cr of a tile with 5 bits of fraction; the picture's last row and column go on beyond it. */
export function tileComponents(picture: Picture, column: number, row: number): Int32Array[] {
  const components = [new Int32Array(4096), new Int32Array(4096), new Int32Array(4096)];
  for (let i = 0; i < 4096; i++) {
    const x = Math.min(column * 64 + (i % 64), picture.width - 1);
    const y = Math.min(row * 64 + (i >> 6), picture.height - 1);
    const word = picture.words[y * picture.stride + x];
    const [red, green, blue] = [word & 0xff, (word >> 8) & 0xff, (word >> 16) & 0xff];
    components[0][i] = Math.round(32 * (0.299 * red + 0.587 * green + 0.114 * blue - 128));
    components[1][i] = Math.round(32 * (-0.168935 * red - 0.331665 * green + 0.50059 * blue));
    components[2][i] = Math.round(32 * (0.499813 * red - 0.418531 * green - 0.081282 * blue));
  }
  return components;
}

/** [MS-RDPEGFX] 3.2.8.1.2.2: three levels, the first with a 65th sample that goes on from the last two. */
function forwardExtrapolated(samples: Int32Array): Int32Array {
  return forward(samples, [33, 17, 9], (line) => {
    if (line.length !== 64) return splitLine(line, line.length >> 1);
    return splitLine([...line, 2 * line[63] - line[62]], 31);
  });
}

/** [MS-RDPRFX] 3.1.8.1.4. */
export function forwardPlain(samples: Int32Array): Int32Array {
  return forward(samples, [32, 16, 8], (line) =>
    splitLine([...line, line[line.length - 2]], line.length >> 1, line.length >> 1),
  );
}

type Split = (line: readonly number[]) => { low: number[]; high: number[] };

/** Rows and columns of each level's low band are split again; the bands are put down HL, LH, HH, and LL last. */
function forward(samples: Int32Array, lowSides: readonly number[], split: Split): Int32Array {
  let low: number[][] = Array.from({ length: 64 }, (_, y) => Array.from(samples.subarray(y * 64, y * 64 + 64)));
  const out: number[] = [];
  for (const side of lowSides) {
    const columns = transpose(low).map(split);
    const top = transpose(columns.map((column) => column.low)).map(split);
    const bottom = transpose(columns.map((column) => column.high)).map(split);
    out.push(...top.flatMap((line) => line.high), ...bottom.flatMap((line) => line.low));
    out.push(...bottom.flatMap((line) => line.high));
    low = top.map((line) => line.low);
    if (low.length !== side) throw new Error("the low band has the wrong size");
  }
  out.push(...low.flat());
  return Int32Array.from(out);
}

function transpose(lines: readonly (readonly number[])[]): number[][] {
  return lines[0].map((_, x) => lines.map((line) => line[x]));
}

/** `line` has an even sample beyond each detail; there are `details`, beyond which they are zero, or mirrored at the end. */
function splitLine(
  line: readonly number[],
  details: number,
  lows = (line.length + 1) >> 1,
): { low: number[]; high: number[] } {
  const high = Array.from(
    { length: details },
    (_, n) => (line[2 * n + 1] - ((line[2 * n] + line[2 * n + 2]) >> 1)) >> 1,
  );
  const mirrored = 2 * details + 1 === line.length;
  const detail = (n: number) => high[Math.max(n, 0)] ?? (mirrored ? high[details - 1] : 0);
  const low = Array.from({ length: lows }, (_, n) => line[2 * n] + ((detail(n - 1) + detail(n)) >> 1));
  return { low, high };
}
