import type { Bitmap } from "../bitmap.ts";
import { GraphicsDecodeError } from "../decode-error.ts";
import type { Rect } from "../geometry.ts";
import { FIRST_IS_RLGR3 } from "../kernels/tile-layout.ts";
import { ByteReader } from "../reader.ts";
import type { WorkBudget } from "../work-budget.ts";
import { BANDS, BANDS_OF_TILE, COMPONENTS, TILE_AREA, TILE_SIDE, TILE_WEIGHT } from "./tile.ts";

/** codecId and channelId. */
const CODEC_CHANNEL_LENGTH = 2;
const TILESET_SUBTYPE = 0xcac2;
const TILE_TYPE = 0xcac3;
/** blockType, blockLen, indexes of the quantizations, xIdx, yIdx and the data's lengths. */
const TILE_HEADER_LENGTH = 19;

const MOST_QUANTIZATIONS = 255;
const QUANTIZATION_LENGTH = 5;
const MIN_QUANTIZATION = 6;
/** A quantization of 6 stands for coefficients as they are, and they have 5 bits of fraction. */
const UNIT = 1;
/** Where in TS_RFX_CODEC_QUANT, counted in nibbles from the low one of the first byte, the bits of each band are. */
const BAND_NIBBLES = [8, 7, 9, 5, 4, 6, 2, 1, 3, 0];

/** What a job has at most: a tile that is not kept is decoded anew for each job. */
const PAINTS_OF_JOB = 256;

/** Paints tilesets, [MS-RDPRFX] 2.2.2.3.4. Nothing is allocated for a tile. */
export class RemoteFxTilesets {
  readonly #work: WorkBudget;
  /** Of the present tileset: for each quantization and band, by how many bits coefficients are shifted up. */
  readonly #quantizations = new Uint8Array(MOST_QUANTIZATIONS * BANDS);
  #quantizationCount = 0;
  /** Of the present tile. */
  readonly #shifts = new Uint8Array(BANDS_OF_TILE);
  readonly #lengths = new Uint16Array(COMPONENTS);

  constructor(work: WorkBudget) {
    this.#work = work;
  }

  /**
   * Has the tiles of TS_RFX_TILESET painted, clipped to `region`, which lies on `target`, by the next run of
   * `target.kernels.tiles`; (originX, originY) is where tile (0, 0) lies. Throws GraphicsDecodeError.
   */
  paint(body: ByteReader, region: readonly Rect[], target: Bitmap, originX: number, originY: number): void {
    body.skip(CODEC_CHANNEL_LENGTH);
    if (body.u16() !== TILESET_SUBTYPE) throw new GraphicsDecodeError("TS_RFX_TILESET", "subtype is not CBT_TILESET");
    body.skip(2); // idx
    const flags = readEntropyMode(body.u16()) === 3 ? FIRST_IS_RLGR3 : 0;
    this.#quantizationCount = body.u8();
    const side = body.u8();
    if (side !== TILE_SIDE) throw new GraphicsDecodeError("RemoteFX message", `tiles of ${side} pixels`);
    const count = body.u16();
    body.skip(4); // tilesDataSize
    this.#readQuantizations(body.bytes(this.#quantizationCount * QUANTIZATION_LENGTH));

    const { tiles } = target.kernels;
    const bytes = body.bytes(body.remaining);
    const staged = tiles.stage(bytes);
    const reader = new ByteReader(bytes, "TS_RFX_TILE");
    let last = -1;
    for (let i = 0; i < count; i++) {
      if (reader.u16() !== TILE_TYPE) throw new GraphicsDecodeError("TS_RFX_TILE", "blockType is not CBT_TILE");
      const length = reader.u32();
      for (let component = 0; component < COMPONENTS; component++) this.#readShifts(component, reader.u8());
      const column = reader.u16();
      const row = reader.u16();
      for (let component = 0; component < COMPONENTS; component++) this.#lengths[component] = reader.u16();
      const surplus = length - TILE_HEADER_LENGTH - this.#lengths[0] - this.#lengths[1] - this.#lengths[2];
      if (surplus < 0) throw new GraphicsDecodeError("TS_RFX_TILE", `a block of ${length} bytes says it is longer`);
      const data = staged + bytes.length - reader.remaining;
      reader.skip(length - TILE_HEADER_LENGTH);

      this.#work.take(region.length);
      const x = originX + column * TILE_SIDE;
      const y = originY + row * TILE_SIDE;
      if (!region.some((rect) => isInTile(rect, x, y))) continue;
      // The jobs of a run may be done in any order. Tiles are sent in order; one that is not may be there twice.
      const place = row * 0x10000 + column;
      if (place <= last) tiles.run();
      last = place;
      this.#work.take(TILE_AREA * TILE_WEIGHT);
      this.#paintTile(flags, data, x, y, region, target);
    }
  }

  #paintTile(flags: number, data: number, x: number, y: number, region: readonly Rect[], target: Bitmap): void {
    const { tiles } = target.kernels;
    const address = target.address + (y * target.stride + x) * 4;
    let paints = 0;
    for (const rect of region) {
      if (!isInTile(rect, x, y)) continue;
      if (paints % PAINTS_OF_JOB === 0) {
        tiles.open(0, 0, address, target.stride, 1 + Math.min(region.length, PAINTS_OF_JOB));
        tiles.addFirst(flags, data, this.#lengths, this.#shifts);
      }
      paints++;
      const left = Math.max(rect.x, x);
      const top = Math.max(rect.y, y);
      const width = Math.min(rect.x + rect.width, x + TILE_SIDE) - left;
      const height = Math.min(rect.y + rect.height, y + TILE_SIDE) - top;
      this.#work.take(width * height);
      tiles.addPaint(left - x, top - y, width, height);
    }
  }

  /** TS_RFX_CODEC_QUANT, 2.2.2.1.5, one after the other. */
  #readQuantizations(bytes: Uint8Array): void {
    for (let i = 0; i < this.#quantizationCount; i++) {
      for (let band = 0; band < BANDS; band++) {
        const nibble = BAND_NIBBLES[band];
        const bits = (bytes[i * QUANTIZATION_LENGTH + (nibble >> 1)] >> ((nibble & 1) * 4)) & 15;
        if (bits < MIN_QUANTIZATION) {
          throw new GraphicsDecodeError("TS_RFX_CODEC_QUANT", `${bits} where 6 to 15 are allowed`);
        }
        this.#quantizations[i * BANDS + band] = bits - UNIT;
      }
    }
  }

  #readShifts(component: number, index: number): void {
    if (index >= this.#quantizationCount) {
      throw new GraphicsDecodeError("TS_RFX_TILE", `quantization ${index} is not in its tileset`);
    }
    for (let band = 0; band < BANDS; band++) {
      this.#shifts[component * BANDS + band] = this.#quantizations[index * BANDS + band];
    }
  }
}

/** The `et` field of a tileset's properties, 2.2.2.3.4. The others have one value each. */
function readEntropyMode(properties: number): 1 | 3 {
  const entropy = (properties >> 10) & 15;
  if (entropy === 1) return 1;
  if (entropy === 4) return 3;
  throw new GraphicsDecodeError("TS_RFX_TILESET", `entropy algorithm ${entropy} is not known`);
}

/** Whether something of the rectangle is in the tile at (x, y). */
function isInTile(rect: Rect, x: number, y: number): boolean {
  return rect.x < x + TILE_SIDE && x < rect.x + rect.width && rect.y < y + TILE_SIDE && y < rect.y + rect.height;
}
