import { readFileSync } from "node:fs";
import { ByteWriter } from "../../packages/graphics/src/testing/byte-writer.ts";
import { type Picture, photo, seededRandom, text } from "../../packages/graphics/src/testing/pictures.ts";
import {
  type Bands,
  bands,
  bitmapStream,
  FULL,
  type Quality,
  region,
  TileEncoder,
} from "../../packages/graphics/src/testing/progressive-encoder.ts";
import { type RlgrMode, remoteFxMessage, remoteFxTile } from "../../packages/graphics/src/testing/remotefx-encoder.ts";
import { freeRdpStream } from "../../packages/graphics/src/testing/streams.ts";
import type { Call } from "./freerdp.ts";

const WIDTH = 150;
const HEIGHT = 100;
/** HL1 LH1 HH1 HL2 LH2 HH2 HL3 LH3 HH3 LL3: those of servers, those that lose nothing, and some where none is like another. */
const QUANTIZATIONS: readonly Bands[] = [[8, 8, 9, 7, 7, 8, 6, 6, 6, 6], bands(6), [11, 12, 13, 9, 10, 8, 7, 8, 9, 6]];

/** Half a unit is rounding. */
const ROUNDING = 0.55;
/** Where the reduce-extrapolate transform halves a sum that is odd, libfreerdp rounds towards zero, ours down. */
const ROUNDING_OF_HALVES = 0.7;

interface Comparison {
  /** Calls that bring a whole picture, tile by tile and row by row. */
  readonly calls: () => Call[];
  /** By how much of a 255th a colour may differ from that of libfreerdp's samples. */
  readonly tolerance: number;
}

export const STREAMS: Readonly<Record<string, Comparison>> = {
  "RemoteFX, RLGR1": { calls: () => remoteFxOfAll(1), tolerance: ROUNDING },
  "RemoteFX, RLGR3": { calls: () => remoteFxOfAll(3), tolerance: ROUNDING },
  "RemoteFX of FreeRDP": { calls: remoteFxOfFreeRdp, tolerance: ROUNDING },
  "progressive, simple tiles": {
    calls: () => progressive(true, (frames) => [...simple(frames, false), ...simple(frames, true)]),
    tolerance: ROUNDING_OF_HALVES,
  },
  "progressive, plain transform": {
    calls: () => progressive(false, (frames) => [...simple(frames, false), ...simple(frames, true)]),
    tolerance: ROUNDING,
  },
  // libfreerdp2 has upgrades of the reduce-extrapolate transform alone.
  "progressive, passes": { calls: () => progressive(true, passes), tolerance: ROUNDING_OF_HALVES },
  "progressive of FreeRDP": { calls: () => [recorded("freerdp", 100, 70)], tolerance: ROUNDING },
  "progressive of xrdp": {
    calls: () => [recorded("xrdp-1", 100, 48), recorded("xrdp-2", 100, 48)],
    tolerance: ROUNDING_OF_HALVES,
  },
};

/** For each quantization the frames of a stream of its own. */
export function progressiveStreams(extrapolated: boolean): Call[][] {
  const encode = extrapolated ? passes : (frame: Frame) => [...simple(frame, false), ...simple(frame, true)];
  return QUANTIZATIONS.map((quantization) => progressiveStream(extrapolated, quantization, encode));
}

/** A frame that changes no tile: differences without coefficients. */
export function nothingNew(extrapolated: boolean): Call {
  const tiles = places().map(([column, row]) =>
    new ByteWriter().u16(0xccc5).u32(25).u8(0, 0, 0).u16(column, row).u8(1).u16(1, 1, 1, 0).u8(0, 0, 0).toBytes(),
  );
  const data = bitmapStream(region([[0, 0, WIDTH, HEIGHT]], tiles, bands(6), extrapolated));
  return { operation: "progressive", width: WIDTH, height: HEIGHT, frame: 0xffff, data };
}

function pictures(): Picture[] {
  return [photo(WIDTH, HEIGHT, 1), text(WIDTH, HEIGHT, 2)];
}

function places(): [column: number, row: number][] {
  const columns = Math.ceil(WIDTH / 64);
  return Array.from({ length: columns * Math.ceil(HEIGHT / 64) }, (_, i) => [i % columns, Math.floor(i / columns)]);
}

function remoteFxOfAll(mode: RlgrMode): Call[] {
  return pictures().flatMap((picture) => QUANTIZATIONS.map((quantization) => remoteFx(picture, quantization, mode)));
}

function remoteFxOfFreeRdp(): Call[] {
  const size = { width: 100, height: 70 };
  return ["remotefx-rlgr1", "remotefx-rlgr3"].map((name) => ({
    operation: "remotefx",
    ...size,
    data: freeRdpStream(name),
  }));
}

function remoteFx(picture: Picture, quantization: Bands, mode: RlgrMode): Call {
  const tiles = places().map(([column, row]) => remoteFxTile(picture, column, row, quantization, mode));
  const data = remoteFxMessage(WIDTH, HEIGHT, [[0, 0, WIDTH, HEIGHT]], tiles, quantization, mode);
  return { operation: "remotefx", width: WIDTH, height: HEIGHT, data };
}

/** One frame: what `encode` makes of each tile. */
type Frame = (encode: (tile: TileEncoder) => Uint8Array, qualities?: readonly Quality[]) => Uint8Array;

function progressive(extrapolated: boolean, encode: (frame: Frame) => Uint8Array[]): Call[] {
  const streams = QUANTIZATIONS.flatMap((quantization) => progressiveStream(extrapolated, quantization, encode));
  return streams.map((call, i) => ({ ...call, frame: i + 1 }));
}

function progressiveStream(extrapolated: boolean, quantization: Bands, encode: (frame: Frame) => Uint8Array[]): Call[] {
  const encoders = places().map(([column, row]) => new TileEncoder(column, row, quantization, extrapolated));
  const frames = encode((encodeTile, qualities) =>
    bitmapStream(region([[0, 0, WIDTH, HEIGHT]], encoders.map(encodeTile), quantization, extrapolated, qualities)),
  );
  return frames.map((data, i) => ({ operation: "progressive", width: WIDTH, height: HEIGHT, frame: i + 1, data }));
}

function simple(frame: Frame, differences: boolean): Uint8Array[] {
  return pictures().map((picture) => frame((tile) => tile.simple(picture, differences)));
}

/** A picture in four passes of random qualities, and another as the difference to it. */
function passes(frame: Frame): Uint8Array[] {
  const [first, second] = pictures();
  return [1, 2].flatMap((seed) => {
    const [coarse, middle, fine] = qualities(seed);
    const all = [coarse, middle, fine];
    return [first, second].flatMap((picture, i) => [
      frame((tile) => tile.first(picture, coarse, i === 1), all),
      frame((tile) => tile.upgrade(middle), all),
      frame((tile) => tile.upgrade(fine), all),
      frame((tile) => tile.upgrade(FULL), all),
    ]);
  });
}

/** Three qualities, each better than the one before in some bands of some components, and worse in none. */
function qualities(seed: number): [Quality, Quality, Quality] {
  const random = seededRandom(seed);
  const fine = [0, 1, 2].map(() => bands(0).map(() => Math.floor(random() * 3)));
  const more = (than: readonly Bands[]) => than.map((all) => all.map((bits) => bits + Math.floor(random() * 3)));
  const middle = more(fine);
  return [more(middle), middle, fine].map((dropped, index) => ({
    index,
    dropped: dropped as unknown as Quality["dropped"],
  })) as [Quality, Quality, Quality];
}

function recorded(name: string, width: number, height: number): Call {
  const path = `../../packages/graphics/src/testing/progressive/${name}.bin`;
  const data = new Uint8Array(readFileSync(new URL(path, import.meta.url)));
  return { operation: "progressive", width, height, frame: Number(name.at(-1)) || 1, data };
}
