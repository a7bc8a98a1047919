import type { Bitmap } from "../bitmap.ts";
import { GraphicsDecodeError } from "../decode-error.ts";
import { FIRST_IS_DIFFERENCE, FIRST_IS_EXTRAPOLATED, FIRST_IS_UPGRADABLE, STATE_SIZE } from "../kernels/tile-layout.ts";
import type { MemoryBudget } from "../memory-budget.ts";
import type { ProgressiveTileBlocks } from "./progressive-tile-block.ts";
import { BANDS_OF_TILE, TILE_SIDE } from "./tile.ts";

/** More bits than this do not come in one pass. */
const MOST_BITS = 15;

/** The tiles of a surface as far as they have been sent: their coefficients, and what an upgrade needs to refine them. */
export class ProgressiveTiles {
  readonly columns: number;
  readonly rows: number;
  readonly #target: Bitmap;
  readonly #budget: MemoryBudget;
  /** Of each tile, row by row: the address of what is kept of it, 0 if it was never sent. */
  readonly #states: Uint32Array;
  /** FIRST_* of its last first pass. */
  readonly #flags: Uint8Array;
  /** The positions that its passes have reached, see ProgressiveRegion.readBitPositions. */
  readonly #bitPositions: Uint8Array;
  /** The frame that last sent it, plus one. */
  readonly #frames: Float64Array;
  /** Its job, see TileQueue.open. */
  readonly #jobs: Float64Array;
  readonly #bits = new Uint8Array(BANDS_OF_TILE);

  /** @param budget what the memory for its tiles is taken from */
  constructor(target: Bitmap, budget: MemoryBudget) {
    this.#target = target;
    this.#budget = budget;
    this.columns = Math.ceil(target.width / TILE_SIDE);
    this.rows = Math.ceil(target.height / TILE_SIDE);
    const count = this.columns * this.rows;
    this.#states = new Uint32Array(count);
    this.#flags = new Uint8Array(count);
    this.#bitPositions = new Uint8Array(count * BANDS_OF_TILE);
    this.#frames = new Float64Array(count);
    this.#jobs = new Float64Array(count);
  }

  /** Gives back the memory. */
  release(): void {
    const { kernels } = this.#target;
    kernels.tiles.run();
    for (const state of this.#states) {
      if (state === 0) continue;
      kernels.release(state);
      this.#budget.give(STATE_SIZE);
    }
    this.#states.fill(0);
  }

  /**
   * Has a pass decoded, which came in `frame`. Throws GraphicsDecodeError.
   * @param block a tile that lies on the surface
   * @param data address of the region's tiles
   */
  decode(block: ProgressiveTileBlocks, extrapolated: boolean, data: number, frame: number): void {
    const tile = block.row * this.columns + block.column;
    if (block.isUpgrade) this.#decodeUpgrade(tile, block, data);
    else this.#decodeFirst(tile, block, extrapolated, data);
    this.#bitPositions.set(block.bitPositions, tile * BANDS_OF_TILE);
    this.#frames[tile] = frame + 1;
  }

  /** TILE_SIMPLE or TILE_FIRST, [MS-RDPEGFX] 3.3.8.2.1. */
  #decodeFirst(tile: number, block: ProgressiveTileBlocks, extrapolated: boolean, data: number): void {
    if (this.#states[tile] === 0) {
      this.#budget.take(STATE_SIZE);
      this.#states[tile] = this.#target.kernels.allocate(STATE_SIZE);
    } else if (block.isDifference && extrapolated !== ((this.#flags[tile] & FIRST_IS_EXTRAPOLATED) !== 0)) {
      throw new GraphicsDecodeError("RFX_PROGRESSIVE_REGION", "a difference between two wavelet transforms");
    }
    this.#flags[tile] =
      (block.isDifference ? FIRST_IS_DIFFERENCE : 0) |
      (extrapolated ? FIRST_IS_EXTRAPOLATED : 0) |
      (block.isComplete ? 0 : FIRST_IS_UPGRADABLE);
    this.#openJob(tile);
    const { tiles } = this.#target.kernels;
    tiles.addFirst(this.#flags[tile], data + block.dataOffset, block.lengths, block.bitPositions);
  }

  /** TILE_UPGRADE, 3.3.8.2: the bits between the position reached and the one of this pass. */
  #decodeUpgrade(tile: number, block: ProgressiveTileBlocks, data: number): void {
    const refuse = (problem: string) => new GraphicsDecodeError("RFX_PROGRESSIVE_TILE_UPGRADE", problem);
    if (this.#states[tile] === 0) throw refuse("the tile had no first pass");
    let most = 0;
    for (let i = 0; i < BANDS_OF_TILE; i++) {
      const reached = this.#bitPositions[tile * BANDS_OF_TILE + i];
      if (block.bitPositions[i] > reached) throw refuse("the pass is coarser than the one before");
      this.#bits[i] = reached - block.bitPositions[i];
      most = Math.max(most, this.#bits[i]);
    }
    if (most > MOST_BITS) throw refuse(`${most} bits in one pass`);
    if (most > 0 && !(this.#flags[tile] & FIRST_IS_UPGRADABLE)) throw refuse("the tile was complete");
    this.#openJob(tile);
    const { tiles } = this.#target.kernels;
    tiles.addUpgrade(data + block.dataOffset, block.lengths, block.bitPositions, this.#bits);
  }

  /** Has a rectangle of the tile painted, relative to the surface, on which it lies, if `frame` sent the tile. */
  paint(column: number, row: number, x: number, y: number, width: number, height: number, frame: number): void {
    const tile = row * this.columns + column;
    if (this.#frames[tile] !== frame + 1) return;
    this.#openJob(tile);
    this.#target.kernels.tiles.addPaint(x - column * TILE_SIDE, y - row * TILE_SIDE, width, height);
  }

  #openJob(tile: number): void {
    const { kernels, address, stride } = this.#target;
    const x = (tile % this.columns) * TILE_SIDE;
    const y = Math.floor(tile / this.columns) * TILE_SIDE;
    this.#jobs[tile] = kernels.tiles.open(this.#jobs[tile], this.#states[tile], address + (y * stride + x) * 4, stride);
  }
}
