import { Writer } from "@passerelle/rdp";
import { intersection, type Rect } from "../drawing/rect.ts";
import { TILE_SAMPLES, TILE_SIDE } from "./dwt.ts";
import { LEFT_TO_SECOND_PASS, ProgressiveTile } from "./progressive-tile.ts";

/** blockType of RFX_PROGRESSIVE_DATABLOCK ([MS-RDPEGFX] 2.2.4.2.1). */
const Block = {
  Sync: 0xccc0,
  FrameBegin: 0xccc1,
  FrameEnd: 0xccc2,
  Context: 0xccc3,
  Region: 0xccc4,
  TileFirst: 0xccc6,
  TileUpgrade: 0xccc7,
} as const;
const REDUCE_EXTRAPOLATE = 0x01;
/** As little as may be: the coefficients without their fraction. */
const QUANTIZATION = new Array<number>(10).fill(6);
const FIRST_QUALITY = 0;
const FULL_QUALITY = 0xff;

/** A tile of the surface's grid, and the part of it that changes. */
interface SentTile {
  readonly rect: Rect;
  readonly tile: ProgressiveTile;
}

/** Shows tiles of 64 x 64 pixels by RemoteFX progressive ([MS-RDPEGFX] 2.2.4.2): roughly first, then as they are. */
export class ProgressiveEncoder {
  #rough: SentTile[] = [];

  /** RFX_PROGRESSIVE_BITMAP_STREAM of a rectangle within one tile, roughly. */
  first(rect: Rect, pixels: Uint32Array): Uint8Array {
    const sent = { rect, tile: new ProgressiveTile(wholeTile(rect, pixels)) };
    this.#rough.push(sent);
    const data = new Writer().u8(0).u8(FIRST_QUALITY).bytes(sent.tile.firstPass());
    return bitmapStream([rect], [tileBlock(Block.TileFirst, rect, data)]);
  }

  get isRough(): boolean {
    return this.#rough.length > 0;
  }

  /** The same of what is still rough in the tiles that `area` touches, or in all, as it is; undefined: nothing is. */
  second(area?: Rect): Uint8Array | undefined {
    const touched = this.#rough.filter(({ rect }) => !area || intersection(tileAround(rect), area));
    if (touched.length === 0) return undefined;
    this.#rough = this.#rough.filter((sent) => !touched.includes(sent));
    const blocks = touched.map(({ rect, tile }) =>
      tileBlock(Block.TileUpgrade, rect, new Writer().u8(FULL_QUALITY).bytes(tile.secondPass())),
    );
    return bitmapStream(
      touched.map(({ rect }) => rect),
      blocks,
    );
  }
}

/** Of what lies outside, a tile holds the nearest pixels: edges there would cost bytes. */
function wholeTile(rect: Rect, pixels: Uint32Array): Uint32Array {
  const { x, y } = tileAround(rect);
  const nearest = (at: number, start: number, length: number) => Math.min(Math.max(at - start, 0), length - 1);
  return Uint32Array.from({ length: TILE_SAMPLES }, (_, i) => {
    const column = nearest(x + (i % TILE_SIDE), rect.x, rect.width);
    const row = nearest(y + Math.floor(i / TILE_SIDE), rect.y, rect.height);
    return pixels[row * rect.width + column] as number;
  });
}

function tileAround({ x, y }: Rect): Rect {
  return { x: x - (x % TILE_SIDE), y: y - (y % TILE_SIDE), width: TILE_SIDE, height: TILE_SIDE };
}

/** @param data what follows the place of the tile */
function tileBlock(type: number, rect: Rect, data: Writer): Uint8Array {
  const quantizations = new Uint8Array(3);
  const body = new Writer().bytes(quantizations).u16(Math.floor(rect.x / TILE_SIDE));
  return block(type, body.u16(Math.floor(rect.y / TILE_SIDE)).bytes(data.finish()));
}

/** A frame of one region. @param rects what may be seen of the tiles */
function bitmapStream(rects: readonly Rect[], tiles: readonly Uint8Array[]): Uint8Array {
  const region = new Writer().u8(TILE_SIDE).u16(rects.length).u8(1).u8(1).u8(REDUCE_EXTRAPOLATE);
  region.u16(tiles.length).u32(tiles.reduce((length, tile) => length + tile.length, 0));
  for (const { x, y, width, height } of rects) region.u16(x).u16(y).u16(width).u16(height);
  region.bytes(packBands(QUANTIZATION)).u8(FIRST_QUALITY);
  for (const _component of ["y", "cb", "cr"]) region.bytes(packBands(LEFT_TO_SECOND_PASS));
  for (const tile of tiles) region.bytes(tile);
  return new Writer()
    .bytes(block(Block.Sync, new Writer().u32(0xcaccacca).u16(0x0100)))
    .bytes(block(Block.Context, new Writer().u8(0).u16(TILE_SIDE).u8(0)))
    .bytes(block(Block.FrameBegin, new Writer().u32(0).u16(1)))
    .bytes(block(Block.Region, region))
    .bytes(block(Block.FrameEnd, new Writer()))
    .finish();
}

function block(type: number, body: Writer): Uint8Array {
  return new Writer()
    .u16(type)
    .u32(body.length + 6)
    .bytes(body.finish())
    .finish();
}

/** RFX_COMPONENT_CODEC_QUANT (2.2.4.2.1.5.2): half a byte each, LL3 HL3 LH3 HH3 HL2 LH2 HH2 HL1 LH1 HH1. */
function packBands(values: readonly number[]): Uint8Array {
  const inOrder = [9, 6, 7, 8, 3, 4, 5, 0, 1, 2].map((band) => values[band] as number);
  return Uint8Array.from({ length: 5 }, (_, i) => (inOrder[2 * i] as number) | ((inOrder[2 * i + 1] as number) << 4));
}
