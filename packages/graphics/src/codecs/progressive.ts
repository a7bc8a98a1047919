import { GraphicsDecodeError } from "../decode-error.ts";
import type { Rect } from "../geometry.ts";
import type { MemoryBudget } from "../memory-budget.ts";
import { ByteReader } from "../reader.ts";
import type { WorkBudget } from "../work-budget.ts";
import { TILE_SIDE } from "./dwt.ts";
import { TILE_SAMPLES } from "./progressive-bands.ts";
import { ProgressiveRegion, type ProgressiveTileBlock, readBlock } from "./progressive-region.ts";
import { ProgressiveTile } from "./progressive-tile.ts";
import { clipToTarget, copyPixels, intersect, type PixelTarget, subTarget } from "./target.ts";

const SYNC = 0xccc0;
const FRAME_BEGIN = 0xccc1;
const FRAME_END = 0xccc2;
const CONTEXT = 0xccc3;
const REGION = 0xccc4;

const SYNC_MAGIC = 0xcaccacca;
const SYNC_VERSION = 0x0100;

/** Decoding a pass of a tile, or making its pixels, is so much more work a pixel than copying. */
const TILE_WEIGHT = 4;

const tilePixels = new Uint32Array(TILE_SAMPLES);

/** RemoteFX Progressive, [MS-RDPEGFX] 2.2.4.2 and 3.3.8.2: the tiles of one surface. */
export class ProgressiveDecoder {
  readonly #budget: MemoryBudget;
  readonly #work: WorkBudget;
  /** By row and column; rows are 65536 apart. */
  readonly #tiles = new Map<number, ProgressiveTile>();
  #frame = -1;
  readonly #tilesOfFrame = new Set<number>();

  /** The tiles it keeps are taken from `budget`. */
  constructor(budget: MemoryBudget, work: WorkBudget) {
    this.#budget = budget;
    this.#work = work;
  }

  /** Gives back the memory; the decoder is not used any more. */
  dispose(): void {
    this.#budget.give(this.#tiles.size * ProgressiveTile.BYTES);
    this.#tiles.clear();
  }

  /**
   * Paints one RFX_PROGRESSIVE_BITMAP_STREAM on the surface `target` and returns the painted rectangles. `frame` numbers
   * the RDPGFX frame around it: the regions of a frame share their tiles (2.2.4.2.1.5). Throws GraphicsDecodeError.
   */
  decode(data: Uint8Array, target: PixelTarget, frame: number): Rect[] {
    if (frame !== this.#frame) this.#tilesOfFrame.clear();
    this.#frame = frame;
    const reader = new ByteReader(data, "RFX_PROGRESSIVE_BITMAP_STREAM");
    const painted: Rect[] = [];
    let inFrame = false;
    while (reader.remaining > 0) {
      const { type, body } = readBlock(reader);
      if (type === SYNC) checkSync(body);
      else if (type === CONTEXT) checkContext(body);
      else if (type === FRAME_BEGIN) inFrame = true;
      else if (type === FRAME_END) inFrame = false;
      else if (type !== REGION) throw new GraphicsDecodeError("RFX_PROGRESSIVE_DATABLOCK", `type ${type} is unknown`);
      else if (inFrame) {
        for (const rect of this.#decodeRegion(new ProgressiveRegion(body), target)) painted.push(rect);
      }
    }
    return painted;
  }

  #decodeRegion(region: ProgressiveRegion, target: PixelTarget): Rect[] {
    const visible = region.rects.map((rect) => clipToTarget(target, rect)).filter((rect) => rect !== undefined);
    const rectsOfTile = this.#assignToTiles(visible);
    const decoded = new Set<number>();
    for (const block of region.tiles()) {
      const index = tileIndex(block.column, block.row);
      const tile = this.#decodeTile(block, index, region.extrapolated, target);
      decoded.add(index);
      this.#tilesOfFrame.add(index);
      this.#paintTile(tile, block.column, block.row, rectsOfTile.get(index), target);
    }
    for (const [index, rects] of rectsOfTile) {
      const tile = this.#tiles.get(index);
      if (tile && !decoded.has(index) && this.#tilesOfFrame.has(index)) {
        this.#paintTile(tile, index & 0xffff, index >>> 16, rects, target);
      }
    }
    return visible;
  }

  #decodeTile(block: ProgressiveTileBlock, index: number, extrapolated: boolean, target: PixelTarget): ProgressiveTile {
    const { column, row } = block;
    this.#work.take(TILE_SAMPLES * TILE_WEIGHT);
    if (column * TILE_SIDE >= target.width || row * TILE_SIDE >= target.height) {
      throw new GraphicsDecodeError("RFX_PROGRESSIVE_REGION", `tile ${column}, ${row} is not on the surface`);
    }
    let tile = this.#tiles.get(index);
    if (block.pass === "upgrade") {
      if (!tile) throw new GraphicsDecodeError("RFX_PROGRESSIVE_TILE_UPGRADE", "the tile had no first pass");
      tile.decodeUpgrade(block.components);
      return tile;
    }
    if (!tile) {
      this.#budget.take(ProgressiveTile.BYTES);
      tile = new ProgressiveTile();
      this.#tiles.set(index, tile);
    }
    tile.decodeFirst(block.components, block.isDifference, extrapolated);
    return tile;
  }

  /** Cuts the rectangles along the tiles' borders, so that each tile knows where it may be seen. */
  #assignToTiles(rects: readonly Rect[]): Map<number, Rect[]> {
    const rectsOfTile = new Map<number, Rect[]>();
    for (const rect of rects) {
      for (let row = rect.y >> 6; row * TILE_SIDE < rect.y + rect.height; row++) {
        for (let column = rect.x >> 6; column * TILE_SIDE < rect.x + rect.width; column++) {
          const part = intersect(rect, tileRect(column, row));
          if (!part) continue;
          this.#work.takeArea(part);
          const parts = rectsOfTile.get(tileIndex(column, row));
          if (parts) parts.push(part);
          else rectsOfTile.set(tileIndex(column, row), [part]);
        }
      }
    }
    return rectsOfTile;
  }

  #paintTile(
    tile: ProgressiveTile,
    column: number,
    row: number,
    rects: readonly Rect[] | undefined,
    target: PixelTarget,
  ): void {
    if (!rects) return;
    this.#work.take(TILE_SAMPLES * TILE_WEIGHT);
    tile.reconstruct(tilePixels);
    const whole = { words: tilePixels, width: TILE_SIDE, height: TILE_SIDE, stride: TILE_SIDE };
    for (const rect of rects) {
      const x = rect.x - column * TILE_SIDE;
      const y = rect.y - row * TILE_SIDE;
      copyPixels(subTarget(whole, { x, y, width: rect.width, height: rect.height }), target, rect.x, rect.y);
    }
  }
}

/** RFX_PROGRESSIVE_SYNC (2.2.4.2.1.1). */
function checkSync(body: Uint8Array): void {
  const reader = new ByteReader(body, "RFX_PROGRESSIVE_SYNC");
  if (reader.u32() !== SYNC_MAGIC || reader.u16() !== SYNC_VERSION) {
    throw new GraphicsDecodeError("RFX_PROGRESSIVE_SYNC", "magic number or version is wrong");
  }
}

/** RFX_PROGRESSIVE_CONTEXT (2.2.4.2.1.4); its flag only announces that tiles may be differences. */
function checkContext(body: Uint8Array): void {
  const reader = new ByteReader(body, "RFX_PROGRESSIVE_CONTEXT");
  reader.skip(1);
  const tileSide = reader.u16();
  if (tileSide !== TILE_SIDE) throw new GraphicsDecodeError("RFX_PROGRESSIVE_CONTEXT", `tiles of ${tileSide} pixels`);
}

function tileIndex(column: number, row: number): number {
  return row * 0x10000 + column;
}

function tileRect(column: number, row: number): Rect {
  return { x: column * TILE_SIDE, y: row * TILE_SIDE, width: TILE_SIDE, height: TILE_SIDE };
}
