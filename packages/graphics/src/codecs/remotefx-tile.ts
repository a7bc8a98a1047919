import { GraphicsDecodeError } from "../decode-error.ts";
import { wordsFromYCbCr } from "./color.ts";
import { inverseDwt, isBlank, TILE_SIDE } from "./dwt.ts";
import { decodeRlgr } from "./rlgr.ts";

/** Quantization of one component: bits of each band in the order of the coefficients, HL1 LH1 HH1 ... HH3 LL3. */
export type Quantization = readonly number[];

/** Decoding a pixel of a tile is so much more work than copying one. */
export const TILE_WEIGHT = 8;

const TILE_AREA = TILE_SIDE * TILE_SIDE;
const BAND_AREAS = [1024, 1024, 1024, 256, 256, 256, 64, 64, 64, 64];
const LL3_START = TILE_AREA - 64;
/** Where in TS_RFX_CODEC_QUANT, counted in nibbles from the low one of the first byte, the bits of each band are. */
const BAND_NIBBLES = [8, 7, 9, 5, 4, 6, 2, 1, 3, 0];

/** TS_RFX_CODEC_QUANT, [MS-RDPRFX] 2.2.2.1.5: five bytes. */
export function readQuantization(bytes: Uint8Array): Quantization {
  return BAND_NIBBLES.map((nibble) => {
    const bits = (bytes[nibble >> 1] >> ((nibble & 1) * 4)) & 15;
    if (bits < 6) throw new GraphicsDecodeError("TS_RFX_CODEC_QUANT", `${bits} where 6 to 15 are allowed`);
    return bits;
  });
}

export interface TileComponent {
  readonly data: Uint8Array;
  readonly quantization: Quantization;
}

const luma = new Int16Array(TILE_AREA);
const blueDifference = new Int16Array(TILE_AREA);
const redDifference = new Int16Array(TILE_AREA);

/** Decodes one tile ([MS-RDPRFX] 3.1.8.2) to `words`, 64 rows of 64 opaque ABGR pixels. */
export function decodeTile(
  mode: 1 | 3,
  y: TileComponent,
  cb: TileComponent,
  cr: TileComponent,
  words: Uint32Array,
): void {
  decodeComponent(mode, y, luma);
  decodeComponent(mode, cb, blueDifference);
  decodeComponent(mode, cr, redDifference);
  wordsFromYCbCr(luma, blueDifference, redDifference, words);
}

/** One component of a tile to samples in 11.5 fixed point. */
function decodeComponent(mode: 1 | 3, component: TileComponent, samples: Int16Array): void {
  decodeRlgr(mode, component.data, samples);
  if (isBlank(samples)) return;
  for (let i = LL3_START + 1; i < TILE_AREA; i++) samples[i] += samples[i - 1];
  dequantize(samples, component.quantization);
  inverseDwt(samples);
}

/** Also lifts the coefficients by the five fraction bits of the 11.5 format. */
function dequantize(samples: Int16Array, quantization: Quantization): void {
  let i = 0;
  for (let band = 0; band < BAND_AREAS.length; band++) {
    const shift = quantization[band] - 1;
    for (const end = i + BAND_AREAS[band]; i < end; i++) samples[i] <<= shift;
  }
}
