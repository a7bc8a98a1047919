import { wordFromRgb565, wordFromRgb888 } from "../../codecs/color.ts";
import { GraphicsDecodeError } from "../../decode-error.ts";

const STRUCTURE = "pointer shape";
const OPAQUE = 0xff000000;
const BLACK = 0xff000000;
const WHITE = 0xffffffff;
const TRANSPARENT = 0;

/** The masks of a pointer, [MS-RDPBCGR] 2.2.9.1.1.4.4: rows padded to two bytes, from the bottom unless monochrome. */
export interface PointerMasks {
  readonly width: number;
  readonly height: number;
  /** Of the XOR mask: 1, 4, 8, 16, 24 or 32. */
  readonly bitsPerPixel: number;
  readonly xorMask: Uint8Array;
  /** One bit a pixel; empty if the server left it out. */
  readonly andMask: Uint8Array;
}

/**
 * RGBA pixels of a pointer, top row first. A browser's pointer cannot invert what is below it: such pixels become
 * black with a white outline, which can be seen on any ground. Throws GraphicsDecodeError.
 */
export function drawPointer(masks: PointerMasks, palette: Uint32Array): Uint8ClampedArray<ArrayBuffer> {
  const { width, height, bitsPerPixel, xorMask, andMask } = masks;
  const xorStride = rowBytes(width * bitsPerPixel);
  const andStride = andMask.length === 0 ? 0 : rowBytes(width);
  if (xorMask.length < xorStride * height) throw new GraphicsDecodeError(STRUCTURE, "the XOR mask is cut off");
  if (andMask.length < andStride * height) throw new GraphicsDecodeError(STRUCTURE, "the AND mask is cut off");

  const readColor = colorReader(xorMask, bitsPerPixel, palette);
  const words = new Uint32Array(width * height);
  const inverted: number[] = [];
  for (let y = 0; y < height; y++) {
    const row = bitsPerPixel === 1 ? y : height - 1 - y;
    for (let x = 0; x < width; x++) {
      const color = readColor(row * xorStride, x);
      const masked = andStride > 0 && bitAt(andMask, row * andStride, x) === 1;
      const at = y * width + x;
      if (!masked || color >>> 24 !== 0xff) words[at] = color;
      else if (isBright(color)) inverted.push(at);
    }
  }
  drawInverted(words, width, inverted);
  return new Uint8ClampedArray(words.buffer);
}

function rowBytes(bits: number): number {
  return Math.ceil(bits / 16) * 2;
}

function bitAt(mask: Uint8Array, rowStart: number, x: number): number {
  return (mask[rowStart + (x >> 3)] >> (7 - (x & 7))) & 1;
}

/** XORing the screen with a dark colour leaves it as it is, to the eye. */
function isBright(color: number): boolean {
  return (color & 0xff) + ((color >> 8) & 0xff) + ((color >> 16) & 0xff) >= 384;
}

/** Reads the ABGR word of the pixel at column `x` of the row that starts at byte `rowStart`. */
type ColorReader = (rowStart: number, x: number) => number;

function colorReader(mask: Uint8Array, bitsPerPixel: number, palette: Uint32Array): ColorReader {
  switch (bitsPerPixel) {
    case 1:
      return (rowStart, x) => (bitAt(mask, rowStart, x) === 1 ? WHITE : BLACK);
    case 4:
      return (rowStart, x) => palette[(mask[rowStart + (x >> 1)] >> (x & 1 ? 0 : 4)) & 15];
    case 8:
      return (rowStart, x) => palette[mask[rowStart + x]];
    case 16:
      return (rowStart, x) => wordFromRgb565(mask[rowStart + x * 2] | (mask[rowStart + x * 2 + 1] << 8));
    case 24:
      return (rowStart, x) => rgbAt(mask, rowStart + x * 3);
    case 32: {
      // A mask whose alpha is zero throughout has none.
      const hasAlpha = mask.some((byte, index) => index % 4 === 3 && byte !== 0);
      return (rowStart, x) => {
        const at = rowStart + x * 4;
        const color = rgbAt(mask, at);
        return hasAlpha ? ((color & ~OPAQUE) | (mask[at + 3] << 24)) >>> 0 : color;
      };
    }
    default:
      throw new GraphicsDecodeError(STRUCTURE, `${bitsPerPixel} bits per pixel`);
  }
}

function rgbAt(mask: Uint8Array, at: number): number {
  return wordFromRgb888(mask[at] | (mask[at + 1] << 8) | (mask[at + 2] << 16));
}

function drawInverted(words: Uint32Array, width: number, inverted: readonly number[]): void {
  for (const at of inverted) words[at] = BLACK;
  for (const at of inverted) {
    const column = at % width;
    for (let x = Math.max(column - 1, 0); x <= Math.min(column + 1, width - 1); x++) {
      for (const rowStart of [at - column - width, at - column, at - column + width]) {
        if (words[rowStart + x] === TRANSPARENT) words[rowStart + x] = WHITE;
      }
    }
  }
}
