import { GraphicsDecodeError } from "../decode-error.ts";
import { wordsFromYCbCr } from "./color.ts";
import { inverseDwt, isBlank } from "./dwt.ts";
import { BANDS, EXTRAPOLATED_BANDS, LL3, PLAIN_BANDS, TILE_SAMPLES } from "./progressive-bands.ts";
import { inverseExtrapolatedDwt } from "./progressive-dwt.ts";
import { BitReader, SrlReader } from "./progressive-srl.ts";
import { decodeRlgr } from "./rlgr.ts";

const COMPONENTS = 3;

/** A quantization of 6 stands for coefficients as they are, and they have 5 bits of fraction. */
const UNIT_BIT_POSITION = 1;

/** What a tile block says of Y, Cb and Cr, in this order. */
export interface TileComponents<Data> {
  readonly data: readonly [Data, Data, Data];
  /** For each component and band: quantization plus progressive quantization, the lowest bit that is sent. */
  readonly bitPositions: Uint8Array;
}

/** The two streams of an upgrade pass. */
export interface UpgradeData {
  readonly srl: Uint8Array;
  readonly raw: Uint8Array;
}

const coefficients = new Int16Array(TILE_SAMPLES);
const planes = [new Int16Array(TILE_SAMPLES), new Int16Array(TILE_SAMPLES), new Int16Array(TILE_SAMPLES)] as const;

/** A 64 x 64 tile as far as it has been sent: its coefficients, and what an upgrade needs to refine them. */
export class ProgressiveTile {
  /** What one tile takes with its signs. */
  static readonly BYTES = COMPONENTS * TILE_SAMPLES * 3;

  readonly #current = new Int16Array(COMPONENTS * TILE_SAMPLES);
  /** The signs of what the first pass sent, and of what upgrades found since; zero is not yet significant. */
  readonly #signs = new Int8Array(COMPONENTS * TILE_SAMPLES);
  #bitPositions: Uint8Array = new Uint8Array(COMPONENTS * BANDS);
  #extrapolated = false;

  /** TILE_SIMPLE or TILE_FIRST, [MS-RDPEGFX] 3.3.8.2.1: RLGR1 data; a difference adds to what the tile has. */
  decodeFirst(tile: TileComponents<Uint8Array>, isDifference: boolean, extrapolated: boolean): void {
    this.#bitPositions = tile.bitPositions;
    this.#extrapolated = extrapolated;
    const offsets = extrapolated ? EXTRAPOLATED_BANDS : PLAIN_BANDS;
    for (let component = 0; component < COMPONENTS; component++) {
      const start = component * TILE_SAMPLES;
      const current = this.#current.subarray(start, start + TILE_SAMPLES);
      const signs = this.#signs.subarray(start, start + TILE_SAMPLES).fill(0);
      decodeRlgr(1, tile.data[component], coefficients);
      for (let i = offsets[LL3] + 1; i < TILE_SAMPLES; i++) coefficients[i] += coefficients[i - 1];
      if (!isDifference) current.fill(0);
      for (let band = 0; band < BANDS; band++) {
        const shift = tile.bitPositions[component * BANDS + band] - UNIT_BIT_POSITION;
        for (let i = offsets[band]; i < offsets[band + 1]; i++) {
          const value = coefficients[i];
          if (value === 0) continue;
          signs[i] = value > 0 ? 1 : -1;
          current[i] += value << shift;
        }
      }
    }
  }

  /** TILE_UPGRADE, 3.3.8.2: the bits between the position reached and the one of this pass. */
  decodeUpgrade(tile: TileComponents<UpgradeData>): void {
    const bitCounts = this.#bitPositions.map((position, i) => {
      if (tile.bitPositions[i] > position) {
        throw new GraphicsDecodeError("RFX_PROGRESSIVE_TILE_UPGRADE", "the pass is coarser than the one before");
      }
      return position - tile.bitPositions[i];
    });
    this.#bitPositions = tile.bitPositions;
    const offsets = this.#extrapolated ? EXTRAPOLATED_BANDS : PLAIN_BANDS;
    for (let component = 0; component < COMPONENTS; component++) {
      const { srl, raw } = tile.data[component];
      const srlReader = new SrlReader(srl);
      const rawReader = new BitReader(raw);
      for (let band = 0; band < BANDS; band++) {
        const bits = bitCounts[component * BANDS + band];
        if (bits === 0) continue;
        if (bits > 15) throw new GraphicsDecodeError("RFX_PROGRESSIVE_TILE_UPGRADE", `${bits} bits in one pass`);
        const start = component * TILE_SAMPLES + offsets[band];
        const end = component * TILE_SAMPLES + offsets[band + 1];
        const shift = tile.bitPositions[component * BANDS + band] - UNIT_BIT_POSITION;
        if (band === LL3) this.#upgradeLowest(rawReader, start, end, bits, shift);
        else this.#upgradeBand(srlReader, rawReader, start, end, bits, shift);
      }
    }
  }

  /** What is significant gets raw bits away from zero; what was zero may become significant. */
  #upgradeBand(srl: SrlReader, raw: BitReader, start: number, end: number, bits: number, shift: number): void {
    const current = this.#current;
    const signs = this.#signs;
    for (let i = start; i < end; i++) {
      if (signs[i] > 0) {
        current[i] += raw.read(bits) << shift;
      } else if (signs[i] < 0) {
        current[i] -= raw.read(bits) << shift;
      } else {
        const value = srl.read(bits);
        if (value === 0) continue;
        signs[i] = value > 0 ? 1 : -1;
        current[i] += value << shift;
      }
    }
  }

  /** LL3 is rounded down, not towards zero: its further bits always add. */
  #upgradeLowest(raw: BitReader, start: number, end: number, bits: number, shift: number): void {
    for (let i = start; i < end; i++) this.#current[i] += raw.read(bits) << shift;
  }

  /** The pixels of the tile, 64 rows of 64 opaque ABGR words. */
  reconstruct(words: Uint32Array): void {
    for (const [component, plane] of planes.entries()) {
      plane.set(this.#current.subarray(component * TILE_SAMPLES, (component + 1) * TILE_SAMPLES));
      if (isBlank(plane)) continue;
      if (this.#extrapolated) inverseExtrapolatedDwt(plane);
      else inverseDwt(plane);
    }
    wordsFromYCbCr(planes[0], planes[1], planes[2], words);
  }
}
