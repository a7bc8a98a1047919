/** Pixels in rows from the top, four bytes each: red, green, blue, alpha, which the colours are not multiplied with. */
export interface RgbaPicture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** Four 4K screens. */
export const MOST_PIXELS = 4 * 3840 * 2160;

/** biCompression. */
const Compression = { None: 0, BitFields: 3, AlphaBitFields: 6 } as const;
const INFO_HEADER = 40;
const V5_HEADER = 124;
/** Four masks of colours are part of headers of this size and more. */
const V3_HEADER = 56;
const BGRA_MASKS = [0xff0000, 0xff00, 0xff, 0xff000000] as const;
const SRGB = 0x73524742;
const GM_IMAGES = 4;

interface Layout {
  readonly width: number;
  readonly height: number;
  readonly isTopDown: boolean;
  readonly depth: number;
  /** Red, green, blue, alpha; for 16 and 32 bits. */
  readonly masks: readonly [number, number, number, number];
  /** Bytes of a row, which is filled up to four. */
  readonly stride: number;
  /** Blue, green, red and a byte of nothing each; for up to 8 bits. */
  readonly palette: Uint8Array;
  readonly pixels: Uint8Array;
}

/** BITMAPINFO and pixels, as CF_DIB and CF_DIBV5 have them. Throws RangeError, also for RLE, JPEG and PNG inside. */
export function decodeDib(dib: Uint8Array): RgbaPicture {
  const layout = readLayout(Buffer.from(dib.buffer, dib.byteOffset, dib.byteLength));
  const { width, height, isTopDown, stride, pixels } = layout;
  const rgba = new Uint8Array(width * height * 4);
  const decodeRow = rowDecoder(layout);
  for (let y = 0; y < height; y++) {
    const at = (isTopDown ? y : height - 1 - y) * stride;
    decodeRow(pixels.subarray(at, at + stride), rgba.subarray(y * width * 4, (y + 1) * width * 4));
  }
  // Programs that know nothing of alpha leave it at 0 throughout.
  if (layout.depth === 32 && !hasAlpha(rgba)) for (let at = 3; at < rgba.length; at += 4) rgba[at] = 255;
  return { width, height, rgba };
}

/** 32 bits, bottom-up; without V5 what is transparent becomes white, since few programs look at the fourth byte. */
export function encodeDib({ width, height, rgba }: RgbaPicture, format: "dib" | "dib-v5"): Uint8Array {
  const isV5 = format === "dib-v5";
  const length = width * height * 4;
  const header = isV5 ? headerV5(width, height) : infoHeader(INFO_HEADER, width, height, Compression.None);
  const pixels = new Uint8Array(length);
  for (let y = 0; y < height; y++) {
    let from = (height - 1 - y) * width * 4;
    const end = (y + 1) * width * 4;
    for (let at = y * width * 4; at < end; at += 4, from += 4) {
      const alpha = rgba[from + 3] ?? 0;
      const white = isV5 ? 0 : 255 - alpha;
      const share = isV5 ? 255 : alpha;
      pixels[at] = ((rgba[from + 2] ?? 0) * share) / 255 + white;
      pixels[at + 1] = ((rgba[from + 1] ?? 0) * share) / 255 + white;
      pixels[at + 2] = ((rgba[from] ?? 0) * share) / 255 + white;
      pixels[at + 3] = isV5 ? alpha : 255;
    }
  }
  return Buffer.concat([header, pixels]);
}

function infoHeader(length: number, width: number, height: number, compression: number): Buffer {
  const header = Buffer.alloc(length);
  header.writeUInt32LE(length, 0);
  header.writeInt32LE(width, 4);
  header.writeInt32LE(height, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  header.writeUInt32LE(compression, 16);
  header.writeUInt32LE(width * height * 4, 20);
  return header;
}

function headerV5(width: number, height: number): Buffer {
  const header = infoHeader(V5_HEADER, width, height, Compression.BitFields);
  for (const [index, mask] of BGRA_MASKS.entries()) header.writeUInt32LE(mask, INFO_HEADER + index * 4);
  header.writeUInt32LE(SRGB, 56);
  header.writeUInt32LE(GM_IMAGES, 108);
  return header;
}

function readLayout(dib: Buffer): Layout {
  const headerLength = dib.readUInt32LE(0);
  if (headerLength < INFO_HEADER || headerLength > V5_HEADER) throw new RangeError(`a header of ${headerLength} bytes`);
  const width = dib.readInt32LE(4);
  const height = Math.abs(dib.readInt32LE(8));
  const isTopDown = dib.readInt32LE(8) < 0;
  const depth = dib.readUInt16LE(14);
  const compression = dib.readUInt32LE(16);
  const colours = dib.readUInt32LE(32);
  if (width <= 0 || height === 0 || width * height > MOST_PIXELS) throw new RangeError(`${width} by ${height} pixels`);
  if (![1, 4, 8, 16, 24, 32].includes(depth)) throw new RangeError(`${depth} bits`);
  const isBitFields = compression === Compression.BitFields || compression === Compression.AlphaBitFields;
  if (!isBitFields && compression !== Compression.None) throw new RangeError(`compression ${compression}`);
  if (colours > 256) throw new RangeError(`${colours} colours`);

  const hasAlphaMask = headerLength >= V3_HEADER || compression === Compression.AlphaBitFields;
  const masks = isBitFields ? readMasks(dib, hasAlphaMask) : defaultMasks(depth);
  const stride = Math.ceil((width * depth) / 32) * 4;
  const masksLength = isBitFields && headerLength === INFO_HEADER ? (hasAlphaMask ? 16 : 12) : 0;
  const paletteAt = headerLength + masksLength;
  const paletteLength = (depth <= 8 ? colours || 1 << depth : colours) * 4;
  let pixelsAt = paletteAt + paletteLength;
  // Some programs put the masks behind headers that have them already.
  if (isBitFields && masksLength === 0 && dib.length === pixelsAt + 12 + stride * height) pixelsAt += 12;
  if (dib.length < pixelsAt + stride * height) throw new RangeError("pixels are missing");
  const palette = dib.subarray(paletteAt, paletteAt + paletteLength);
  return { width, height, isTopDown, depth, masks, stride, palette, pixels: dib.subarray(pixelsAt) };
}

/** They begin where the shortest header ends, within longer ones or behind it. */
function readMasks(dib: Buffer, hasAlphaMask: boolean): Layout["masks"] {
  const at = (index: number) => dib.readUInt32LE(INFO_HEADER + index * 4);
  return [at(0), at(1), at(2), hasAlphaMask ? at(3) : 0];
}

function defaultMasks(depth: number): Layout["masks"] {
  return depth === 16 ? [0x7c00, 0x3e0, 0x1f, 0] : BGRA_MASKS;
}

type RowDecoder = (row: Uint8Array, rgba: Uint8Array) => void;

function rowDecoder({ depth, palette, masks }: Layout): RowDecoder {
  if (depth <= 8) return (row, rgba) => decodeIndexes(row, rgba, depth, palette);
  if (depth === 24) return decode24;
  const channels = masks.map(channelReader);
  return (row, rgba) => decodeMasked(row, rgba, depth, channels);
}

function decodeIndexes(row: Uint8Array, rgba: Uint8Array, depth: number, palette: Uint8Array): void {
  const perByte = 8 / depth;
  for (let x = 0; x * 4 < rgba.length; x++) {
    const byte = row[Math.floor(x / perByte)] ?? 0;
    const entry = ((byte >> (8 - depth - (x % perByte) * depth)) & ((1 << depth) - 1)) * 4;
    setPixel(rgba, x, palette[entry + 2] ?? 0, palette[entry + 1] ?? 0, palette[entry] ?? 0, 255);
  }
}

function decode24(row: Uint8Array, rgba: Uint8Array): void {
  for (let x = 0; x * 4 < rgba.length; x++) {
    setPixel(rgba, x, row[x * 3 + 2] ?? 0, row[x * 3 + 1] ?? 0, row[x * 3] ?? 0, 255);
  }
}

function decodeMasked(
  row: Uint8Array,
  rgba: Uint8Array,
  depth: number,
  channels: readonly ((pixel: number) => number)[],
) {
  const [red, green, blue, alpha] = channels as [
    (typeof channels)[0],
    (typeof channels)[0],
    (typeof channels)[0],
    (typeof channels)[0],
  ];
  const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
  for (let x = 0; x * 4 < rgba.length; x++) {
    const pixel = depth === 16 ? view.getUint16(x * 2, true) : view.getUint32(x * 4, true);
    setPixel(rgba, x, red(pixel), green(pixel), blue(pixel), alpha(pixel));
  }
}

/** Takes the bits of a mask out of a pixel and makes 0 to 255 of them; without bits: nothing of a colour, all of alpha. */
function channelReader(mask: number, channel: number): (pixel: number) => number {
  if (mask === 0) return () => (channel === 3 ? 255 : 0);
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return (pixel) => Math.round((((pixel & mask) >>> shift) * 255) / most);
}

function setPixel(rgba: Uint8Array, x: number, red: number, green: number, blue: number, alpha: number): void {
  rgba[x * 4] = red;
  rgba[x * 4 + 1] = green;
  rgba[x * 4 + 2] = blue;
  rgba[x * 4 + 3] = alpha;
}

function hasAlpha(rgba: Uint8Array): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 0) return true;
  return false;
}
