import { GraphicsDecodeError } from "../decode-error.ts";
import type { Rect } from "../geometry.ts";
import { ByteReader } from "../reader.ts";
import { BANDS, BANDS_OF_TILE, COMPONENTS, TILE_SIDE } from "./tile.ts";

const STRUCTURE = "RFX_PROGRESSIVE_REGION";
const DWT_REDUCE_EXTRAPOLATE = 0x01;
const MIN_QUANTIZATION = 6;
/** The quality that drops nothing. */
export const FULL_QUALITY = 0xff;

/** A quantization of 6 stands for coefficients as they are, and they have 5 bits of fraction. */
const UNIT_BIT_POSITION = 1;

/** Where in a quantization, counted in nibbles from the low one of the first byte, the bits of each band are. */
const BAND_NIBBLES = [7, 8, 9, 4, 5, 6, 1, 2, 3, 0];
const QUANTIZATION_LENGTH = 5;
/** RFX_PROGRESSIVE_CODEC_QUANT: what the encoder calls this quality, then Y, Cb and Cr. */
const PROGRESSIVE_LENGTH = 1 + COMPONENTS * QUANTIZATION_LENGTH;

/** RFX_PROGRESSIVE_REGION, [MS-RDPEGFX] 2.2.4.2.1.5, but for what is in its tiles. */
export class ProgressiveRegion {
  /** Where the tiles may be seen, relative to the surface. */
  readonly rects: readonly Rect[];
  readonly extrapolated: boolean;
  /** The tiles' blocks. */
  readonly tiles: Uint8Array;
  /** RFX_COMPONENT_CODEC_QUANT (2.2.4.2.1.5.2) one after the other: for each band, how many bits are dropped. */
  readonly #quantizations: Uint8Array;
  /** RFX_PROGRESSIVE_CODEC_QUANT (2.2.4.2.1.5.1): for each component and band, how many more. */
  readonly #progressive: Uint8Array;

  /** Reads the body of the block. Throws GraphicsDecodeError. */
  constructor(body: Uint8Array) {
    const reader = new ByteReader(body, STRUCTURE);
    const tileSide = reader.u8();
    if (tileSide !== TILE_SIDE) throw new GraphicsDecodeError(STRUCTURE, `tiles of ${tileSide} pixels`);
    const rects = reader.u16();
    const quantizations = reader.u8();
    const progressive = reader.u8();
    this.extrapolated = (reader.u8() & DWT_REDUCE_EXTRAPOLATE) !== 0;
    reader.skip(2); // numTiles: the size of their data says as much.
    const tileBytes = reader.u32();
    const rectReader = new ByteReader(reader.bytes(rects * 8), STRUCTURE);
    this.rects = Array.from({ length: rects }, () => readRect(rectReader));
    this.#quantizations = readQuantizations(reader.bytes(quantizations * QUANTIZATION_LENGTH), quantizations);
    this.#progressive = readProgressive(reader.bytes(progressive * PROGRESSIVE_LENGTH), progressive);
    this.tiles = reader.bytes(tileBytes);
  }

  /**
   * 3.1.8.1.3: for each component and band the lowest bit that a pass of this quality sends, above that of a coefficient
   * as it is.
   * @param indexes which quantization Y, Cb and Cr have
   * @param positions of BANDS_OF_TILE, where they are put
   */
  readBitPositions(indexes: Uint8Array, quality: number, positions: Uint8Array): void {
    if (quality !== FULL_QUALITY && quality * BANDS_OF_TILE >= this.#progressive.length) {
      const known = this.#progressive.length / BANDS_OF_TILE;
      throw new GraphicsDecodeError(STRUCTURE, `quality ${quality} of ${known}`);
    }
    for (let component = 0; component < COMPONENTS; component++) {
      const at = indexes[component] * BANDS;
      if (at >= this.#quantizations.length) {
        const known = this.#quantizations.length / BANDS;
        throw new GraphicsDecodeError(STRUCTURE, `quantization ${indexes[component]} of ${known}`);
      }
      for (let band = 0; band < BANDS; band++) {
        const i = component * BANDS + band;
        const dropped = quality === FULL_QUALITY ? 0 : this.#progressive[quality * BANDS_OF_TILE + i];
        positions[i] = this.#quantizations[at + band] + dropped - UNIT_BIT_POSITION;
      }
    }
  }
}

function readRect(reader: ByteReader): Rect {
  return { x: reader.u16(), y: reader.u16(), width: reader.u16(), height: reader.u16() };
}

function readQuantizations(bytes: Uint8Array, count: number): Uint8Array {
  const quantizations = new Uint8Array(count * BANDS);
  for (let i = 0; i < count; i++) unpackBands(bytes, i * QUANTIZATION_LENGTH, quantizations, i * BANDS);
  if (quantizations.some((bits) => bits < MIN_QUANTIZATION)) {
    throw new GraphicsDecodeError("RFX_COMPONENT_CODEC_QUANT", `a value is below ${MIN_QUANTIZATION}`);
  }
  return quantizations;
}

function readProgressive(bytes: Uint8Array, count: number): Uint8Array {
  const progressive = new Uint8Array(count * BANDS_OF_TILE);
  for (let i = 0; i < count * COMPONENTS; i++) {
    const quality = Math.floor(i / COMPONENTS);
    const at = quality * PROGRESSIVE_LENGTH + 1 + (i % COMPONENTS) * QUANTIZATION_LENGTH;
    unpackBands(bytes, at, progressive, i * BANDS);
  }
  return progressive;
}

function unpackBands(bytes: Uint8Array, at: number, bands: Uint8Array, to: number): void {
  for (const [band, nibble] of BAND_NIBBLES.entries()) {
    bands[to + band] = (bytes[at + (nibble >> 1)] >> ((nibble & 1) * 4)) & 15;
  }
}
