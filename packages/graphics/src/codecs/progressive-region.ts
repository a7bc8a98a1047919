import { GraphicsDecodeError } from "../decode-error.ts";
import type { Rect } from "../geometry.ts";
import { ByteReader } from "../reader.ts";
import { TILE_SIDE } from "./dwt.ts";
import { BANDS } from "./progressive-bands.ts";
import type { TileComponents, UpgradeData } from "./progressive-tile.ts";

const TILE_SIMPLE = 0xccc5;
const TILE_FIRST = 0xccc6;
const TILE_UPGRADE = 0xccc7;

const TILE_DIFFERENCE = 0x01;
const DWT_REDUCE_EXTRAPOLATE = 0x01;
const FULL_QUALITY = 0xff;

const MIN_QUANTIZATION = 6;

/** For each band, in the order of the coefficients, how many bits are dropped. */
type Quantization = readonly number[];

const NOTHING_DROPPED: Quantization = new Array(BANDS).fill(0);

export type ProgressiveTileBlock = { readonly column: number; readonly row: number } & (
  | { readonly pass: "first"; readonly isDifference: boolean; readonly components: TileComponents<Uint8Array> }
  | { readonly pass: "upgrade"; readonly components: TileComponents<UpgradeData> }
);

/** RFX_PROGRESSIVE_REGION, [MS-RDPEGFX] 2.2.4.2.1.5. Its tiles are decoded one by one, as they are asked for. */
export class ProgressiveRegion {
  /** Where the tiles may be seen, relative to the surface. */
  readonly rects: readonly Rect[];
  readonly extrapolated: boolean;
  readonly #quantizations: readonly Quantization[];
  readonly #progressive: readonly (readonly Quantization[])[];
  readonly #tiles: Uint8Array;

  /** Reads all but the tiles from the body of the block. Throws GraphicsDecodeError. */
  constructor(body: Uint8Array) {
    const reader = new ByteReader(body, "RFX_PROGRESSIVE_REGION");
    const tileSide = reader.u8();
    if (tileSide !== TILE_SIDE) throw new GraphicsDecodeError("RFX_PROGRESSIVE_REGION", `tiles of ${tileSide} pixels`);
    const rects = reader.u16();
    const quantizations = reader.u8();
    const progressive = reader.u8();
    this.extrapolated = (reader.u8() & DWT_REDUCE_EXTRAPOLATE) !== 0;
    reader.skip(2); // numTiles: the size of their data says as much.
    const tileBytes = reader.u32();
    const rectReader = new ByteReader(reader.bytes(rects * 8), "RFX_PROGRESSIVE_REGION");
    this.rects = Array.from({ length: rects }, () => readRect(rectReader));
    this.#quantizations = Array.from({ length: quantizations }, () => readFullQuantization(reader));
    this.#progressive = Array.from({ length: progressive }, () => readProgressiveQuantizations(reader));
    this.#tiles = reader.bytes(tileBytes);
  }

  *tiles(): Generator<ProgressiveTileBlock> {
    const reader = new ByteReader(this.#tiles, "RFX_PROGRESSIVE_REGION");
    while (reader.remaining > 0) {
      const { type, body } = readBlock(reader);
      if (type === TILE_SIMPLE || type === TILE_FIRST) yield this.#readFirst(body, type === TILE_FIRST);
      else if (type === TILE_UPGRADE) yield this.#readUpgrade(body);
      else throw new GraphicsDecodeError("RFX_PROGRESSIVE_REGION", `tile type 0x${type.toString(16)} is unknown`);
    }
  }

  /** RFX_PROGRESSIVE_TILE_SIMPLE (2.2.4.2.1.5.3) and RFX_PROGRESSIVE_TILE_FIRST (2.2.4.2.1.5.4). */
  #readFirst(body: Uint8Array, isProgressive: boolean): ProgressiveTileBlock {
    const reader = new ByteReader(body, isProgressive ? "RFX_PROGRESSIVE_TILE_FIRST" : "RFX_PROGRESSIVE_TILE_SIMPLE");
    const quantizations = [reader.u8(), reader.u8(), reader.u8()];
    const column = reader.u16();
    const row = reader.u16();
    const isDifference = (reader.u8() & TILE_DIFFERENCE) !== 0;
    const bitPositions = this.#bitPositions(quantizations, isProgressive ? reader.u8() : FULL_QUALITY);
    const lengths = [reader.u16(), reader.u16(), reader.u16()];
    reader.skip(2); // The tail holds nothing a decoder needs.
    const data = [reader.bytes(lengths[0]), reader.bytes(lengths[1]), reader.bytes(lengths[2])] as const;
    return { pass: "first", column, row, isDifference, components: { data, bitPositions } };
  }

  /** RFX_PROGRESSIVE_TILE_UPGRADE (2.2.4.2.1.5.5). */
  #readUpgrade(body: Uint8Array): ProgressiveTileBlock {
    const reader = new ByteReader(body, "RFX_PROGRESSIVE_TILE_UPGRADE");
    const quantizations = [reader.u8(), reader.u8(), reader.u8()];
    const column = reader.u16();
    const row = reader.u16();
    const bitPositions = this.#bitPositions(quantizations, reader.u8());
    const lengths = Array.from({ length: 6 }, () => reader.u16());
    const read = (component: number): UpgradeData => ({
      srl: reader.bytes(lengths[component * 2]),
      raw: reader.bytes(lengths[component * 2 + 1]),
    });
    const data = [read(0), read(1), read(2)] as const;
    return { pass: "upgrade", column, row, components: { data, bitPositions } };
  }

  /** 3.1.8.1.3: for each component and band the lowest bit that a pass of this quality sends. */
  #bitPositions(indexes: readonly number[], quality: number): Uint8Array {
    const progressive = quality === FULL_QUALITY ? undefined : this.#progressive[quality];
    if (!progressive && quality !== FULL_QUALITY) {
      throw new GraphicsDecodeError("RFX_PROGRESSIVE_REGION", `quality ${quality} of ${this.#progressive.length}`);
    }
    const positions = new Uint8Array(indexes.length * BANDS);
    for (const [component, index] of indexes.entries()) {
      const full = this.#quantizations[index];
      if (!full) {
        throw new GraphicsDecodeError(
          "RFX_PROGRESSIVE_REGION",
          `quantization ${index} of ${this.#quantizations.length}`,
        );
      }
      const dropped = progressive?.[component] ?? NOTHING_DROPPED;
      for (let band = 0; band < BANDS; band++) positions[component * BANDS + band] = full[band] + dropped[band];
    }
    return positions;
  }
}

/** The header all progressive blocks begin with (2.2.4.2.1), and what follows it. */
export function readBlock(reader: ByteReader): { type: number; body: Uint8Array } {
  const type = reader.u16();
  const length = reader.u32();
  if (length < 6) throw new GraphicsDecodeError("RFX_PROGRESSIVE_DATABLOCK", `a block of ${length} bytes`);
  return { type, body: reader.bytes(length - 6) };
}

function readRect(reader: ByteReader): Rect {
  return { x: reader.u16(), y: reader.u16(), width: reader.u16(), height: reader.u16() };
}

/** RFX_COMPONENT_CODEC_QUANT (2.2.4.2.1.5.2): nibbles, the coarsest band first. */
function readQuantization(reader: ByteReader): Quantization {
  const nibbles = Array.from(reader.bytes(5)).flatMap((byte) => [byte & 0x0f, byte >> 4]);
  const [ll3, hl3, lh3, hh3, hl2, lh2, hh2, hl1, lh1, hh1] = nibbles;
  return [hl1, lh1, hh1, hl2, lh2, hh2, hl3, lh3, hh3, ll3];
}

function readFullQuantization(reader: ByteReader): Quantization {
  const quantization = readQuantization(reader);
  if (Math.min(...quantization) < MIN_QUANTIZATION) {
    throw new GraphicsDecodeError("RFX_COMPONENT_CODEC_QUANT", `a value is below ${MIN_QUANTIZATION}`);
  }
  return quantization;
}

/** RFX_PROGRESSIVE_CODEC_QUANT (2.2.4.2.1.5.1): what the encoder calls this quality, then Y, Cb and Cr. */
function readProgressiveQuantizations(reader: ByteReader): readonly Quantization[] {
  reader.skip(1);
  return [readQuantization(reader), readQuantization(reader), readQuantization(reader)];
}
