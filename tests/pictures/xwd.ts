import type { Picture } from "./picture.ts";

const HEADER_WORDS = 25;
const Z_PIXMAP = 2;
const TRUE_COLOR = 4;

/** Reads a dump of the program xwd: ZPixmap, 24 bit deep, 32 bits a pixel (X11/XWDFile.h). */
export function decodeXwd(dump: Uint8Array): Picture {
  const view = new DataView(dump.buffer, dump.byteOffset, dump.byteLength);
  const word = (index: number) => view.getUint32(index * 4);
  const headerSize = word(0);
  const [format, width, height, byteOrder, bitsPerPixel, stride, colors] = [2, 4, 5, 7, 11, 12, 19].map(word) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (format !== Z_PIXMAP || bitsPerPixel !== 32)
    throw new Error(`xwd format ${format} with ${bitsPerPixel} bits a pixel`);
  const start = headerSize + colors * 12;
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 3) {
      const pixel = view.getUint32(start + y * stride + x * 4, byteOrder === 0);
      rgb[to] = pixel >>> 16;
      rgb[to + 1] = pixel >>> 8;
      rgb[to + 2] = pixel;
    }
  }
  return { width, height, rgb };
}

/** Writes a dump that the program xwud shows pixel for pixel on a true colour display. */
export function encodeXwd(picture: Picture): Uint8Array {
  const { width, height, rgb } = picture;
  const headerSize = HEADER_WORDS * 4 + 4;
  const dump = new Uint8Array(headerSize + width * height * 4);
  const view = new DataView(dump.buffer);
  const header = [
    headerSize,
    7,
    Z_PIXMAP,
    24,
    width,
    height,
    0,
    0,
    32,
    0,
    32,
    32,
    width * 4,
    TRUE_COLOR,
    0xff0000,
    0xff00,
    0xff,
    8,
    256,
    0,
    width,
    height,
    0,
    0,
    0,
  ];
  for (const [index, value] of header.entries()) view.setUint32(index * 4, value);
  for (let from = 0, to = headerSize; from < rgb.length; from += 3, to += 4) {
    dump[to] = rgb[from + 2] as number;
    dump[to + 1] = rgb[from + 1] as number;
    dump[to + 2] = rgb[from] as number;
  }
  return dump;
}
