import { GraphicsDecodeError } from "../decode-error.ts";
import { ByteReader } from "../reader.ts";
import { halfChroma, rgbWord, wordFromYCoCg } from "./color.ts";
import { checkBitmapSize, type PixelTarget, paintBitmap, type RowOrder } from "./target.ts";

const STRUCTURE = "RDP6_BITMAP_STREAM";

/**
 * RDP 6.0 bitmap compression, [MS-RDPEGDI] 2.2.2.5.1: paints the `width` x `height` bitmap `data` at (x, y) of `target`,
 * clipped to it and opaque (an alpha plane is read and dropped). Throws GraphicsDecodeError.
 */
export function decodePlanar(
  data: Uint8Array,
  width: number,
  height: number,
  target: PixelTarget,
  x: number,
  y: number,
  rows: RowOrder = "topDown",
): void {
  checkBitmapSize(STRUCTURE, width, height);
  const reader = new ByteReader(data, STRUCTURE);
  const header = reader.u8();
  const lossLevel = header & 7;
  const subsampled = (header & 8) !== 0;
  const runLength = (header & 16) !== 0;
  const hasAlpha = (header & 32) === 0;
  if (subsampled && lossLevel === 0) throw new GraphicsDecodeError(STRUCTURE, "chroma subsampling without AYCoCg");

  const readPlane = runLength ? readRunLengthPlane : readRawPlane;
  const chromaShift = subsampled ? 1 : 0;
  const chromaWidth = (width + chromaShift) >> chromaShift;
  const chromaHeight = (height + chromaShift) >> chromaShift;
  if (hasAlpha) readPlane(reader, width, height);
  const first = readPlane(reader, width, height);
  const second = readPlane(reader, chromaWidth, chromaHeight);
  const third = readPlane(reader, chromaWidth, chromaHeight);

  paintBitmap(width, height, target, x, y, rows, (row, column, words, at, count) => {
    const luma = row * width + column;
    if (lossLevel === 0) {
      for (let i = 0; i < count; i++) words[at + i] = rgbWord(first[luma + i], second[luma + i], third[luma + i]);
      return;
    }
    const chromaRow = (row >> chromaShift) * chromaWidth;
    for (let i = 0; i < count; i++) {
      const chroma = chromaRow + ((column + i) >> chromaShift);
      // Servers encode AYCoCg from pixels whose red and blue are swapped: orange counts towards blue.
      const orange = -halfChroma(second[chroma], lossLevel);
      words[at + i] = wordFromYCoCg(first[luma + i], orange, halfChroma(third[chroma], lossLevel));
    }
  });
}

function readRawPlane(reader: ByteReader, width: number, height: number): Uint8Array {
  return reader.bytes(width * height);
}

/** RDP6_RLE_SEGMENTS, 3.1.9.2: rows of segments; every row but the first holds differences to the row above. */
function readRunLengthPlane(reader: ByteReader, width: number, height: number): Uint8Array {
  // The densest segment, one byte for 47 pixels, bounds what the bytes can fill.
  if (width * height > reader.remaining * 47) throw new GraphicsDecodeError(STRUCTURE, "a plane is cut off");
  const plane = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const start = row * width;
    readSegments(reader, plane, start, start + width);
    if (row === 0) continue;
    for (let i = start; i < start + width; i++) plane[i] = plane[i - width] + signedDifference(plane[i]);
  }
  return plane;
}

/** The segments of one row, RDP6_RLE_SEGMENT, 2.2.2.5.1.2. */
function readSegments(reader: ByteReader, plane: Uint8Array, start: number, end: number): void {
  let at = start;
  let value = 0;
  while (at < end) {
    const control = reader.u8();
    let run = control & 15;
    let literals = control >> 4;
    if (run === 1 || run === 2) {
      run = literals + run * 16;
      literals = 0;
    }
    if (literals + run > end - at) throw new GraphicsDecodeError(STRUCTURE, "a segment runs past its row");
    for (; literals > 0; literals--) {
      value = reader.u8();
      plane[at++] = value;
    }
    plane.fill(value, at, at + run);
    at += run;
  }
}

/** Odd codes stand for negative differences: 0, -1, 1, -2, 2, ... */
function signedDifference(code: number): number {
  return code & 1 ? -((code + 1) >> 1) : code >> 1;
}
