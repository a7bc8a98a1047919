import { GraphicsDecodeError } from "../decode-error.ts";
import { ByteReader } from "../reader.ts";
import { FULL_QUALITY, type ProgressiveRegion } from "./progressive-region.ts";
import { BANDS_OF_TILE, COMPONENTS } from "./tile.ts";

const TILE_SIMPLE = 0xccc5;
const TILE_FIRST = 0xccc6;
const TILE_UPGRADE = 0xccc7;

const STRUCTURE = "RFX_PROGRESSIVE_REGION";
const BLOCK_HEADER_LENGTH = 6;
/** What comes between the block's header and the data. */
const SIMPLE_HEADER_LENGTH = 16;
const FIRST_HEADER_LENGTH = 17;
const UPGRADE_HEADER_LENGTH = 20;
const TILE_DIFFERENCE = 0x01;

/** The blocks of a region's tiles, one after the other; the fields are those of the one that was read last. */
export class ProgressiveTileBlocks {
  column = 0;
  row = 0;
  isUpgrade = false;
  /** It adds to what the tile has. */
  isDifference = false;
  /** After it, no upgrade has anything to add. */
  isComplete = false;
  /** For each component and band, see ProgressiveRegion.readBitPositions. */
  readonly bitPositions = new Uint8Array(BANDS_OF_TILE);
  /** Where in the region's tiles the data of Y begins; what follows is in order. */
  dataOffset = 0;
  /** Of the data of Y, Cb and Cr; in upgrades, of SRL and raw data of each. */
  readonly lengths = new Uint16Array(6);
  readonly #indexes = new Uint8Array(COMPONENTS);
  /** Bytes after the block. */
  #rest = 0;
  readonly #region: ProgressiveRegion;
  readonly #reader: ByteReader;

  constructor(region: ProgressiveRegion) {
    this.#region = region;
    this.#reader = new ByteReader(region.tiles, STRUCTURE);
  }

  /** Reads a block; false if there is none left. Throws GraphicsDecodeError. */
  next(): boolean {
    const reader = this.#reader;
    const before = reader.remaining;
    if (before === 0) return false;
    const type = reader.u16();
    const length = reader.u32();
    if (length < BLOCK_HEADER_LENGTH || length > before) {
      throw new GraphicsDecodeError(STRUCTURE, `a tile of ${length} bytes, ${before} left`);
    }
    this.#rest = before - length;
    if (type === TILE_SIMPLE) this.#readFirst("RFX_PROGRESSIVE_TILE_SIMPLE", false);
    else if (type === TILE_FIRST) this.#readFirst("RFX_PROGRESSIVE_TILE_FIRST", true);
    else if (type === TILE_UPGRADE) this.#readUpgrade("RFX_PROGRESSIVE_TILE_UPGRADE");
    else throw new GraphicsDecodeError(STRUCTURE, `tile type 0x${type.toString(16)} is unknown`);
    reader.skip(reader.remaining - this.#rest);
    return true;
  }

  /** RFX_PROGRESSIVE_TILE_SIMPLE (2.2.4.2.1.5.3) and RFX_PROGRESSIVE_TILE_FIRST (2.2.4.2.1.5.4). */
  #readFirst(structure: string, isProgressive: boolean): void {
    const reader = this.#reader;
    this.#expect(structure, isProgressive ? FIRST_HEADER_LENGTH : SIMPLE_HEADER_LENGTH);
    this.isUpgrade = false;
    this.#readPlace();
    this.isDifference = (reader.u8() & TILE_DIFFERENCE) !== 0;
    this.#readQuality(isProgressive ? reader.u8() : FULL_QUALITY);
    this.#readData(structure, 3, 2); // Length of the tail, which holds nothing a decoder needs.
  }

  /** RFX_PROGRESSIVE_TILE_UPGRADE (2.2.4.2.1.5.5). */
  #readUpgrade(structure: string): void {
    this.#expect(structure, UPGRADE_HEADER_LENGTH);
    this.isUpgrade = true;
    this.#readPlace();
    this.#readQuality(this.#reader.u8());
    this.#readData(structure, 6, 0);
  }

  /** Throws if less than so many bytes are left of the block. */
  #expect(structure: string, length: number): void {
    const left = this.#reader.remaining - this.#rest;
    if (length > left) throw new GraphicsDecodeError(structure, `${length} bytes expected, ${left} left`);
  }

  #readPlace(): void {
    const reader = this.#reader;
    for (let i = 0; i < this.#indexes.length; i++) this.#indexes[i] = reader.u8();
    this.column = reader.u16();
    this.row = reader.u16();
  }

  #readQuality(quality: number): void {
    this.isComplete = quality === FULL_QUALITY;
    this.#region.readBitPositions(this.#indexes, quality, this.bitPositions);
  }

  /** The lengths, and after `between` bytes the data. */
  #readData(structure: string, count: number, between: number): void {
    const reader = this.#reader;
    let length = 0;
    for (let i = 0; i < count; i++) {
      this.lengths[i] = reader.u16();
      length += this.lengths[i];
    }
    reader.skip(between);
    this.#expect(structure, length);
    this.dataOffset = this.#region.tiles.length - reader.remaining;
  }
}
