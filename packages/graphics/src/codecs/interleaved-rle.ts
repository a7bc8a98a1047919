import { GraphicsDecodeError } from "../decode-error.ts";
import { ByteReader } from "../reader.ts";
import { wordFromRgb555, wordFromRgb565, wordFromRgb888 } from "./color.ts";
import { checkBitmapSize, type PixelTarget, paintBitmap } from "./target.ts";

const STRUCTURE = "interleaved RLE bitmap";

/** Orders, [MS-RDPBCGR] 3.1.9, as the low four bits of their mega forms. */
const Order = {
  BackgroundRun: 0,
  ForegroundRun: 1,
  ForegroundBackgroundImage: 2,
  ColorRun: 3,
  ColorImage: 4,
  SetForegroundRun: 6,
  SetForegroundBackgroundImage: 7,
  DitheredRun: 8,
  SpecialImage1: 9,
  SpecialImage2: 10,
  White: 13,
  Black: 14,
} as const;

/**
 * Interleaved RLE, [MS-RDPBCGR] 2.2.9.1.1.3.1.2.4: paints the `width` x `height` bitmap `data`, stored bottom-up, at
 * (x, y) of `target`, clipped to it. Pixels that the orders do not reach are black. `palette` holds 256 ABGR words for
 * 8 bits a pixel. Throws GraphicsDecodeError.
 */
export function decodeInterleavedRle(
  data: Uint8Array,
  bitsPerPixel: 8 | 15 | 16 | 24,
  palette: Uint32Array,
  width: number,
  height: number,
  target: PixelTarget,
  x: number,
  y: number,
): void {
  checkBitmapSize(STRUCTURE, width, height);
  const pixels = new Uint32Array(width * height);
  readOrders(new ByteReader(data, STRUCTURE), bitsPerPixel, width, pixels);
  const toWord = {
    8: (pixel: number) => palette[pixel],
    15: wordFromRgb555,
    16: wordFromRgb565,
    24: wordFromRgb888,
  }[bitsPerPixel];
  paintBitmap(width, height, target, x, y, "bottomUp", (row, column, words, at, count) => {
    const from = row * width + column;
    for (let i = 0; i < count; i++) words[at + i] = toWord(pixels[from + i]);
  });
}

/** Carries out the orders in `reader` on `pixels`, whose rows are in stored order and whose values are as stored. */
function readOrders(reader: ByteReader, bitsPerPixel: 8 | 15 | 16 | 24, width: number, pixels: Uint32Array): void {
  const white = 2 ** bitsPerPixel - 1;
  let foreground = white;
  let at = 0;
  let firstRow = true;
  let afterBackgroundRun = false;

  const reserve = (count: number) => {
    if (count > pixels.length - at) throw new GraphicsDecodeError(STRUCTURE, "an order runs past the bitmap");
  };
  const readPixel = () => {
    if (bitsPerPixel === 8) return reader.u8();
    if (bitsPerPixel === 24) return reader.u16() | (reader.u8() << 16);
    return reader.u16();
  };
  const writeXored = (count: number, color: number) => {
    reserve(count);
    if (firstRow) {
      pixels.fill(color, at, at + count);
      at += count;
    } else {
      for (const end = at + count; at < end; at++) pixels[at] = pixels[at - width] ^ color;
    }
  };
  const writeMasked = (count: number, nextMask: () => number) => {
    reserve(count);
    let mask = 0;
    for (let i = 0; i < count; i++, at++) {
      if (i % 8 === 0) mask = nextMask();
      pixels[at] = (firstRow ? 0 : pixels[at - width]) ^ (mask & 1 ? foreground : 0);
      mask >>= 1;
    }
  };

  while (reader.remaining > 0) {
    // An order that begins in the first row has black above it, however far it goes.
    if (firstRow && at >= width) {
      firstRow = false;
      afterBackgroundRun = false;
    }
    const header = reader.u8();
    const order = orderOf(header);
    const length = readLength(reader, header, order);
    switch (order) {
      case Order.BackgroundRun:
        // A background run that follows another one begins with a foreground pixel.
        if (afterBackgroundRun && length > 0) {
          writeXored(1, foreground);
          writeXored(length - 1, 0);
        } else {
          writeXored(length, 0);
        }
        break;
      case Order.SetForegroundRun:
        foreground = readPixel();
        writeXored(length, foreground);
        break;
      case Order.ForegroundRun:
        writeXored(length, foreground);
        break;
      case Order.SetForegroundBackgroundImage:
        foreground = readPixel();
        writeMasked(length, () => reader.u8());
        break;
      case Order.ForegroundBackgroundImage:
        writeMasked(length, () => reader.u8());
        break;
      case Order.SpecialImage1:
        writeMasked(8, () => 0x03);
        break;
      case Order.SpecialImage2:
        writeMasked(8, () => 0x05);
        break;
      case Order.ColorRun:
        reserve(length);
        pixels.fill(readPixel(), at, at + length);
        at += length;
        break;
      case Order.DitheredRun: {
        reserve(length * 2);
        const first = readPixel();
        const second = readPixel();
        for (const end = at + length * 2; at < end; ) {
          pixels[at++] = first;
          pixels[at++] = second;
        }
        break;
      }
      case Order.ColorImage:
        reserve(length);
        for (const end = at + length; at < end; ) pixels[at++] = readPixel();
        break;
      case Order.White:
      case Order.Black:
        reserve(1);
        pixels[at++] = order === Order.White ? white : 0;
        break;
      default:
        throw new GraphicsDecodeError(STRUCTURE, `unknown order 0x${header.toString(16)}`);
    }
    afterBackgroundRun = order === Order.BackgroundRun;
  }
}

/** Regular orders take the three high bits, lite ones four (0xc to 0xe), mega ones eight. */
function orderOf(header: number): number {
  if (header >= 0xf0) return header & 15;
  return header >= 0xc0 ? (header >> 4) - 6 : header >> 5;
}

/** How many pixels (pairs, for a dithered run) an order is for. */
function readLength(reader: ByteReader, header: number, order: number): number {
  if (header >= 0xf0) return order <= Order.DitheredRun ? reader.u16() : 0;
  const lite = header >= 0xc0;
  const inline = header & (lite ? 15 : 31);
  if (order === Order.ForegroundBackgroundImage || order === Order.SetForegroundBackgroundImage) {
    return inline > 0 ? inline * 8 : reader.u8() + 1;
  }
  return inline > 0 ? inline : reader.u8() + (lite ? 16 : 32);
}
