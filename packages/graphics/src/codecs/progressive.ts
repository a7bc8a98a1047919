import type { Bitmap } from "../bitmap.ts";
import { GraphicsDecodeError } from "../decode-error.ts";
import type { Rect } from "../geometry.ts";
import type { MemoryBudget } from "../memory-budget.ts";
import { ByteReader } from "../reader.ts";
import type { WorkBudget } from "../work-budget.ts";
import { ProgressiveRegion } from "./progressive-region.ts";
import { ProgressiveTileBlocks } from "./progressive-tile-block.ts";
import { ProgressiveTiles } from "./progressive-tiles.ts";
import { clipToTarget } from "./target.ts";
import { TILE_AREA, TILE_SIDE, TILE_WEIGHT } from "./tile.ts";

const SYNC = 0xccc0;
const FRAME_BEGIN = 0xccc1;
const FRAME_END = 0xccc2;
const CONTEXT = 0xccc3;
const REGION = 0xccc4;

const BLOCK_HEADER_LENGTH = 6;
const SYNC_MAGIC = 0xcaccacca;
const SYNC_VERSION = 0x0100;

/** RemoteFX Progressive, [MS-RDPEGFX] 2.2.4.2 and 3.3.8.2: the tiles of one surface. */
export class ProgressiveDecoder {
  readonly #budget: MemoryBudget;
  readonly #work: WorkBudget;
  #tiles: ProgressiveTiles | undefined;

  /** The tiles it keeps are taken from `budget`. */
  constructor(budget: MemoryBudget, work: WorkBudget) {
    this.#budget = budget;
    this.#work = work;
  }

  /** Gives back the memory; the decoder is not used any more. */
  dispose(): void {
    this.#tiles?.release();
  }

  /**
   * Has one RFX_PROGRESSIVE_BITMAP_STREAM painted on the surface `target`, always the same, by the next run of
   * `target.kernels.tiles`. Returns the painted rectangles. `frame` (0 or more) numbers the RDPGFX frame around it: the
   * regions of a frame share their tiles (2.2.4.2.1.5). Throws GraphicsDecodeError.
   */
  decode(data: Uint8Array, target: Bitmap, frame: number): Rect[] {
    this.#tiles ??= new ProgressiveTiles(target, this.#budget);
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
        const region = new ProgressiveRegion(body);
        this.#decodeTiles(this.#tiles, region, target, frame);
        for (const rect of region.rects) {
          const visible = clipToTarget(target, rect);
          if (!visible) continue;
          this.#paint(this.#tiles, visible, frame);
          painted.push(visible);
        }
      }
    }
    return painted;
  }

  #decodeTiles(tiles: ProgressiveTiles, region: ProgressiveRegion, target: Bitmap, frame: number): void {
    if (region.tiles.length === 0) return;
    const data = target.kernels.tiles.stage(region.tiles);
    const blocks = new ProgressiveTileBlocks(region);
    while (blocks.next()) {
      const { column, row } = blocks;
      this.#work.take(TILE_AREA * TILE_WEIGHT);
      if (column >= tiles.columns || row >= tiles.rows) {
        throw new GraphicsDecodeError("RFX_PROGRESSIVE_REGION", `tile ${column}, ${row} is not on the surface`);
      }
      tiles.decode(blocks, region.extrapolated, data, frame);
    }
  }

  /** Cuts the rectangle along the tiles' borders, and paints those that the frame has sent. */
  #paint(tiles: ProgressiveTiles, rect: Rect, frame: number): void {
    const right = rect.x + rect.width;
    const bottom = rect.y + rect.height;
    for (let row = Math.floor(rect.y / TILE_SIDE); row * TILE_SIDE < bottom; row++) {
      const y = Math.max(rect.y, row * TILE_SIDE);
      const height = Math.min(bottom, (row + 1) * TILE_SIDE) - y;
      for (let column = Math.floor(rect.x / TILE_SIDE); column * TILE_SIDE < right; column++) {
        const x = Math.max(rect.x, column * TILE_SIDE);
        const width = Math.min(right, (column + 1) * TILE_SIDE) - x;
        this.#work.take(TILE_AREA);
        tiles.paint(column, row, x, y, width, height, frame);
      }
    }
  }
}

/** The header all progressive blocks begin with (2.2.4.2.1), and what follows it. */
function readBlock(reader: ByteReader): { type: number; body: Uint8Array } {
  const type = reader.u16();
  const length = reader.u32();
  if (length < BLOCK_HEADER_LENGTH) {
    throw new GraphicsDecodeError("RFX_PROGRESSIVE_DATABLOCK", `a block of ${length} bytes`);
  }
  return { type, body: reader.bytes(length - BLOCK_HEADER_LENGTH) };
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
