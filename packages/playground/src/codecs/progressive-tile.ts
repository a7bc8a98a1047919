import { Writer } from "@passerelle/rdp";
import { BitWriter } from "./bit-writer.ts";
import { forwardDwt, TILE_SAMPLES } from "./dwt.ts";
import { encodeRlgr1 } from "./rlgr.ts";
import { SrlWriter } from "./srl-writer.ts";

/** Where the bands begin among the coefficients: HL1 LH1 HH1 HL2 LH2 HH2 HL3 LH3 HH3 LL3. */
const BANDS = [0, 1023, 2046, 3007, 3279, 3551, 3807, 3879, 3951, 4015, TILE_SAMPLES];
const LL3 = 9;
/** Bits that no pass sends: the fraction of the samples. */
const FRACTION = 5;
/** Bits of each band that the first pass leaves to the second. */
export const LEFT_TO_SECOND_PASS = [3, 3, 4, 2, 2, 3, 1, 1, 2, 1];

/** A tile of 64 x 64 pixels in two passes of RemoteFX progressive ([MS-RDPEGFX] 3.2.8.1). */
export class ProgressiveTile {
  readonly #passes: readonly { readonly rough: Int32Array; readonly fine: Int32Array }[];

  /** @param pixels 0xffRRGGBB */
  constructor(pixels: Uint32Array) {
    this.#passes = componentsOf(pixels).map((samples) => {
      const coefficients = forwardDwt(samples);
      return {
        rough: quantize(coefficients, (band) => FRACTION + (LEFT_TO_SECOND_PASS[band] as number)),
        fine: quantize(coefficients, () => FRACTION),
      };
    });
  }

  /** yData, cbData and crData of RFX_PROGRESSIVE_TILE_FIRST, each with its length before all. */
  firstPass(): Uint8Array {
    const data = this.#passes.map(({ rough }) => {
      const values = rough.slice();
      for (let i = TILE_SAMPLES - 1; i > (BANDS[LL3] as number); i--) values[i] = at(values, i) - at(values, i - 1);
      return encodeRlgr1(values);
    });
    const noTail = new Uint8Array(0);
    return withLengths([...data, noTail]);
  }

  /** ySrlData, yRawData and so on of RFX_PROGRESSIVE_TILE_UPGRADE, each with its length before all. */
  secondPass(): Uint8Array {
    return withLengths(this.#passes.flatMap(({ rough, fine }) => refine(rough, fine)));
  }
}

/** What was significant gets its further bits as they are, as does LL3, which was rounded down; the rest is run-length coded. */
function refine(rough: Int32Array, fine: Int32Array): [Uint8Array, Uint8Array] {
  const srl = new SrlWriter();
  const raw = new BitWriter();
  for (let band = 0; band <= LL3; band++) {
    const bits = LEFT_TO_SECOND_PASS[band] as number;
    for (let i = BANDS[band] as number; i < (BANDS[band + 1] as number); i++) {
      if (band !== LL3 && rough[i] === 0) srl.write(at(fine, i), bits);
      else if (band === LL3) raw.write(at(fine, i), bits);
      else raw.write(Math.abs(at(fine, i)), bits);
    }
  }
  return [srl.finish(), raw.finish()];
}

/** Drops bits: towards zero, but of LL3 downwards. */
function quantize(coefficients: Int32Array, shiftOf: (band: number) => number): Int32Array {
  const values = new Int32Array(TILE_SAMPLES);
  for (let band = 0; band <= LL3; band++) {
    const shift = shiftOf(band);
    for (let i = BANDS[band] as number; i < (BANDS[band + 1] as number); i++) {
      const value = at(coefficients, i);
      values[i] = value < 0 && band !== LL3 ? -(-value >> shift) : value >> shift;
    }
  }
  return values;
}

/** Y less 128, Cb and Cr ([MS-RDPRFX] 3.1.8.1.3), with bits of fraction. */
function componentsOf(pixels: Uint32Array): [Int32Array, Int32Array, Int32Array] {
  const y = new Int32Array(TILE_SAMPLES);
  const cb = new Int32Array(TILE_SAMPLES);
  const cr = new Int32Array(TILE_SAMPLES);
  for (const [i, pixel] of pixels.entries()) {
    const red = (pixel >> 16) & 0xff;
    const green = (pixel >> 8) & 0xff;
    const blue = pixel & 0xff;
    y[i] = Math.round((0.299 * red + 0.587 * green + 0.114 * blue - 128) * 2 ** FRACTION);
    cb[i] = Math.round((-0.168935 * red - 0.331665 * green + 0.50059 * blue) * 2 ** FRACTION);
    cr[i] = Math.round((0.499813 * red - 0.418531 * green - 0.081282 * blue) * 2 ** FRACTION);
  }
  return [y, cb, cr];
}

function withLengths(parts: readonly Uint8Array[]): Uint8Array {
  const writer = new Writer();
  for (const { length } of parts) writer.u16(length);
  for (const part of parts) writer.bytes(part);
  return writer.finish();
}

function at(values: Int32Array, index: number): number {
  return values[index] as number;
}
