import { GraphicsDecodeError } from "../decode-error.ts";
import { rgbWord, wordFromRgb555, wordFromRgb565 } from "./color.ts";
import { type PixelTarget, paintBitmap, type RowOrder, type SpanWriter } from "./target.ts";

/** How a bitmap without palette stores a pixel: bits a pixel, little-endian. 32 is XRGB or ARGB; alpha is dropped. */
export type BitsPerPixel = 15 | 16 | 24 | 32;

/**
 * Pixels as they are: paints the `width` x `height` bitmap `data` at (x, y) of `target`, clipped to it and opaque.
 * Each row takes `rowBytes` bytes. Throws GraphicsDecodeError if bytes are missing.
 */
export function decodeUncompressed(
  data: Uint8Array,
  bitsPerPixel: BitsPerPixel,
  rowBytes: number,
  width: number,
  height: number,
  target: PixelTarget,
  x: number,
  y: number,
  rows: RowOrder = "topDown",
): void {
  if (data.length < rowBytes * height) {
    throw new GraphicsDecodeError(
      "uncompressed bitmap",
      `${data.length} bytes for ${height} rows of ${rowBytes} bytes`,
    );
  }
  paintBitmap(width, height, target, x, y, rows, spanWriter(data, bitsPerPixel, rowBytes));
}

function spanWriter(data: Uint8Array, bitsPerPixel: BitsPerPixel, rowBytes: number): SpanWriter {
  if (bitsPerPixel <= 16) {
    const toWord = bitsPerPixel === 15 ? wordFromRgb555 : wordFromRgb565;
    return (row, column, words, at, count) => {
      let from = row * rowBytes + column * 2;
      for (let i = 0; i < count; i++, from += 2) words[at + i] = toWord(data[from] | (data[from + 1] << 8));
    };
  }
  const pixelBytes = bitsPerPixel / 8;
  return (row, column, words, at, count) => {
    let from = row * rowBytes + column * pixelBytes;
    for (let i = 0; i < count; i++, from += pixelBytes) {
      words[at + i] = rgbWord(data[from + 2], data[from + 1], data[from]);
    }
  };
}
