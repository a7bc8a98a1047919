import { GraphicsDecoder } from "@passerelle/graphics";
import { ByteWriter, concat } from "../../packages/graphics/src/testing/byte-writer.ts";
import { egfx, message } from "../../packages/graphics/src/testing/egfx-writer.ts";
import { newKernels } from "../../packages/graphics/src/testing/kernels.ts";
import { bitmapStream, region, TileEncoder } from "../../packages/graphics/src/testing/progressive-encoder.ts";
import { clearCodecTile, nsCodecTile, PICTURES, planarTile, remoteFxTile, rleTile, TILE } from "./tiles.ts";

export const WIDTH = 1920;
export const HEIGHT = 1080;
const COLUMNS = WIDTH / TILE;
const ROWS = Math.ceil(HEIGHT / TILE);
const SURFACE = 1;
const CLEAR_CODEC = 8;
const PROGRESSIVE = 9;
const PLANAR = 10;
/** FreeRDP's quantization, which xrdp has too: HL1 LH1 HH1 HL2 LH2 HH2 HL3 LH3 HH3 LL3, and as RemoteFX packs it. */
const QUANTIZATION = [8, 8, 9, 7, 7, 8, 6, 6, 6, 6];
const PACKED_QUANTIZATION = [0x66, 0x66, 0x77, 0x88, 0x98];
/** Tiles in a message, whose segment holds 64 KB. */
const TILES_TOGETHER = 3;

/** Paints one full frame; what it is given was encoded before. */
export type PaintFrame = (frame: number) => void;

/** One tile of the frame and the picture that it shows. */
interface Place {
  readonly column: number;
  readonly row: number;
  readonly picture: number;
}

const PLACES: readonly Place[] = Array.from({ length: COLUMNS * ROWS }, (_, i) => ({
  column: i % COLUMNS,
  row: Math.floor(i / COLUMNS),
  picture: i % PICTURES.length,
}));

/** For each codec, a decoder that is ready for frames. */
export const CODECS: Readonly<Record<string, () => PaintFrame>> = {
  "interleaved RLE, 16 bpp": () => legacyFrames(PICTURES.map(rleTile), bitmapUpdate),
  NSCodec: () => legacyFrames(PICTURES.map(nsCodecTile), nsCodecUpdate),
  RemoteFX: remoteFxFrames,
  planar: () => pipelineFrames(PLANAR, PICTURES.map(planarTile)),
  ClearCodec: () => pipelineFrames(CLEAR_CODEC, PICTURES.map(clearCodecTile)),
  "RemoteFX progressive": progressiveFrames,
};

function legacyFrames(
  tiles: readonly Uint8Array[],
  update: (place: Place, data: Uint8Array) => Uint8Array,
): PaintFrame {
  const decoder = new GraphicsDecoder({ kernels: newKernels(), present: () => {} });
  decoder.resize(WIDTH, HEIGHT);
  const updates = PLACES.map((place) => update(place, tiles[place.picture] as Uint8Array));
  return () => {
    for (const bytes of updates) decoder.update(bytes);
  };
}

/** A bitmap update of one bitmap ([MS-RDPBCGR] 2.2.9.1.1.3.1.2), as fast-path. */
function bitmapUpdate({ column, row }: Place, data: Uint8Array): Uint8Array {
  const [x, y] = [column * TILE, row * TILE];
  const place = [x, y, x + TILE - 1, y + TILE - 1, TILE, TILE];
  return new ByteWriter()
    .u8(1)
    .u16(1, 1, ...place, 16, 0x0401, data.length)
    .bytes(data)
    .toBytes();
}

function nsCodecUpdate({ column, row }: Place, data: Uint8Array): Uint8Array {
  return surfaceBits(column * TILE, row * TILE, 1, TILE, TILE, data);
}

/** TS_SURFCMD_SET_SURF_BITS ([MS-RDPBCGR] 2.2.9.2.1), as fast-path. */
function surfaceBits(x: number, y: number, codec: number, width: number, height: number, data: Uint8Array): Uint8Array {
  const command = new ByteWriter()
    .u8(4)
    .u16(1, x, y, x + width, y + height)
    .u8(32, 0, 0, codec);
  return command.u16(width, height).u32(data.length).bytes(data).toBytes();
}

function remoteFxFrames(): PaintFrame {
  const decoder = new GraphicsDecoder({ kernels: newKernels(), present: () => {} });
  decoder.resize(WIDTH, HEIGHT);
  const encoders = PICTURES.map((picture) => new TileEncoder(0, 0, QUANTIZATION, false).simple(picture));
  const tiles = PLACES.map(({ column, row, picture }) => remoteFxTile(encoders[picture] as Uint8Array, column, row));
  const data = concat(tiles);
  const tileSet = new ByteWriter().u8(1, 0).u16(0xcac2, 0, 0x4451).u8(1, TILE).u16(tiles.length).u32(data.length);
  tileSet.u8(...PACKED_QUANTIZATION).bytes(data);
  const rects = new ByteWriter().u8(1, 0, 1).u16(1, 0, 0, WIDTH, HEIGHT, 0xcac1, 1);
  const stream = concat([block(0xccc6, rects.toBytes()), block(0xccc7, tileSet.toBytes())]);
  const update = surfaceBits(0, 0, 3, WIDTH, HEIGHT, stream);
  return () => {
    decoder.update(update);
  };
}

function block(type: number, body: Uint8Array): Uint8Array {
  return new ByteWriter()
    .u16(type)
    .u32(body.length + 6)
    .bytes(body)
    .toBytes();
}

function pipelineFrames(codec: number, tiles: readonly Uint8Array[]): PaintFrame {
  const messages = PLACES.map(({ column, row, picture }) =>
    message(egfx.wireToSurface1(SURFACE, codec, tileRect(column, row), tiles[picture] as Uint8Array)),
  );
  return framesOf(messages);
}

function tileRect(column: number, row: number) {
  const y = row * TILE;
  return { x: column * TILE, y, width: TILE, height: TILE };
}

function progressiveFrames(): PaintFrame {
  const encoded = PICTURES.map((picture) => ({ picture, encoder: new TileEncoder(0, 0, QUANTIZATION, true) }));
  const simple = encoded.map(({ picture, encoder }) => encoder.simple(picture));
  const messages = Array.from({ length: PLACES.length / TILES_TOGETHER }, (_, i) => {
    const places = PLACES.slice(i * TILES_TOGETHER, (i + 1) * TILES_TOGETHER);
    const tiles = places.map(({ column, row, picture }) => movedTile(simple[picture] as Uint8Array, column, row));
    const rects = places.map(({ column, row }) => [column * TILE, row * TILE, TILE, TILE] as const);
    const stream = bitmapStream(region(rects, tiles, QUANTIZATION, true));
    return message(egfx.wireToSurface2(SURFACE, PROGRESSIVE, 0, stream));
  });
  return framesOf(messages);
}

/** RFX_PROGRESSIVE_TILE_SIMPLE says its column and row after the block's header and three quantization indexes. */
function movedTile(tile: Uint8Array, column: number, row: number): Uint8Array {
  const moved = tile.slice();
  new DataView(moved.buffer).setUint16(9, column, true);
  new DataView(moved.buffer).setUint16(11, row, true);
  return moved;
}

function framesOf(messages: readonly Uint8Array[]): PaintFrame {
  const decoder = new GraphicsDecoder({ kernels: newKernels(), present: () => {} });
  const height = ROWS * TILE;
  decoder.resize(WIDTH, HEIGHT);
  const receive = (bytes: Uint8Array) => decoder.pipeline(bytes, true, true);
  receive(message(egfx.capsConfirm(0x000a0600, 0), egfx.resetGraphics(WIDTH, HEIGHT)));
  receive(message(egfx.createSurface(SURFACE, WIDTH, height), egfx.mapSurfaceToOutput(SURFACE, 0, 0)));
  return (frame) => {
    receive(message(egfx.startFrame(frame)));
    for (const bytes of messages) receive(bytes);
    receive(message(egfx.endFrame(frame)));
  };
}
