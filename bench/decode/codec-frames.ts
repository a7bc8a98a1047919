import { ClearCodecEncoder } from "../../packages/graphics/src/testing/clearcodec-encoder.ts";
import { encodeInterleavedRle } from "../../packages/graphics/src/testing/interleaved-rle-encoder.ts";
import { encodeNsCodec } from "../../packages/graphics/src/testing/nscodec-encoder.ts";
import { type Picture, photo, seededRandom, text } from "../../packages/graphics/src/testing/pictures.ts";
import { encodePlanar } from "../../packages/graphics/src/testing/planar-encoder.ts";
import { bitmapStream, region, TileEncoder } from "../../packages/graphics/src/testing/progressive-encoder.ts";
import {
  movedTile,
  type RlgrMode,
  remoteFxMessage,
  remoteFxTile,
} from "../../packages/graphics/src/testing/remotefx-encoder.ts";
import type { Call } from "../../tests/oracle/freerdp.ts";

const TILE = 64;
const COLUMNS = 30;
const ROWS = 17;
/** 1920 x 1080, and what the lowest tiles have beyond it. */
export const WIDTH = COLUMNS * TILE;
export const HEIGHT = ROWS * TILE;
export const TILES = COLUMNS * ROWS;
/** Pictures of a tile that a frame repeats. */
const PICTURES = 8;
/** FreeRDP's quantization, which xrdp has too: HL1 LH1 HH1 HL2 LH2 HH2 HL3 LH3 HH3 LL3. */
const QUANTIZATION = [8, 8, 9, 7, 7, 8, 6, 6, 6, 6];

type Content = "text" | "photo" | "both";

/** Frames of 1920 x 1080, encoded beforehand: each the calls that paint it tile by tile. */
export interface CodecFrame {
  readonly codec: string;
  readonly content: Content;
  readonly calls: readonly Call[];
}

interface Place {
  readonly column: number;
  readonly row: number;
  readonly picture: number;
}

const PLACES: readonly Place[] = Array.from({ length: TILES }, (_, i) => ({
  column: i % COLUMNS,
  row: Math.floor(i / COLUMNS),
  picture: i % PICTURES,
}));

type Encoder = (pictures: readonly Picture[]) => Call[];

const CODECS: Readonly<Record<string, Encoder>> = {
  "interleaved RLE, 16 bits": tileByTile("interleaved", 16, interleaved),
  planar: tileByTile("planar", 0, planar),
  NSCodec: tileByTile("nscodec", 1, nsCodec),
  ClearCodec: tileByTile("clearcodec", 0, clearCodec),
  "RemoteFX, RLGR1": (pictures) => remoteFx(pictures, 1),
  "RemoteFX, RLGR3": (pictures) => remoteFx(pictures, 3),
  "RemoteFX progressive": progressive,
};

/** Each codec with text, with photos, and with as many tiles of both. */
export function* codecFrames(): Generator<CodecFrame> {
  for (const [codec, encode] of Object.entries(CODECS)) {
    for (const content of ["text", "photo", "both"] as const) {
      const pictures = Array.from({ length: PICTURES }, (_, i) => {
        const paint = content === "both" ? [text, photo][i % 2] : { text, photo }[content];
        return (paint as typeof text)(TILE, TILE, i);
      });
      yield { codec, content, calls: encode(pictures) };
    }
  }
}

function tileByTile(
  operation: Call["operation"],
  parameter: number,
  encode: (picture: Picture) => Uint8Array,
): Encoder {
  return (pictures) => {
    const tiles = pictures.map(encode);
    return PLACES.map(({ column, row, picture }) => {
      const rect = { x: column * TILE, y: row * TILE, width: TILE, height: TILE };
      return { operation, ...rect, parameter, data: tiles[picture] as Uint8Array };
    });
  };
}

/** Red, green and blue, each as a plane of bytes. */
function planes({ words }: Picture): Uint8Array[] {
  return [0, 8, 16].map((shift) => Uint8Array.from(words, (word) => (word >> shift) & 0xff));
}

function interleaved(picture: Picture): Uint8Array {
  const pixels = Array.from(
    picture.words,
    (word) => ((word & 0xf8) << 8) | ((word >> 5) & 0x7e0) | ((word >> 19) & 0x1f),
  );
  return encodeInterleavedRle(pixels, picture.width, 16, seededRandom(1));
}

function planar(picture: Picture): Uint8Array {
  const { width, height } = picture;
  return encodePlanar(
    planes(picture).map((bytes) => ({ bytes, width, height })),
    { runLength: true },
  );
}

/** The planes need not be those of AYCoCg to cost what those cost. */
function nsCodec(picture: Picture): Uint8Array {
  return encodeNsCodec([...planes(picture), new Uint8Array(0)], 1, false);
}

/** Begins its caches anew, so that a tile may be painted again and again in any order. */
function clearCodec(picture: Picture): Uint8Array {
  const encoder = new ClearCodecEncoder();
  return encoder.bitmapAfterReset({ bands: encoder.bands(picture) });
}

function remoteFx(pictures: readonly Picture[], mode: RlgrMode): Call[] {
  const encoded = pictures.map((picture) => remoteFxTile(picture, 0, 0, QUANTIZATION, mode));
  const tiles = PLACES.map(({ column, row, picture }) => movedTile(encoded[picture] as Uint8Array, column, row));
  const data = remoteFxMessage(WIDTH, HEIGHT, [[0, 0, WIDTH, HEIGHT]], tiles, QUANTIZATION, mode);
  return [{ operation: "remotefx", width: WIDTH, height: HEIGHT, data }];
}

/** Simple tiles of the reduce-extrapolate transform, a row in a message. */
function progressive(pictures: readonly Picture[]): Call[] {
  const encoded = pictures.map((picture) => new TileEncoder(0, 0, QUANTIZATION, true).simple(picture));
  return Array.from({ length: ROWS }, (_, row) => {
    const places = PLACES.slice(row * COLUMNS, (row + 1) * COLUMNS);
    const tiles = places.map(({ column, picture }) => movedTile(encoded[picture] as Uint8Array, column, row));
    const data = bitmapStream(region([[0, row * TILE, WIDTH, TILE]], tiles, QUANTIZATION, true));
    return { operation: "progressive", frame: row + 1, data };
  });
}
