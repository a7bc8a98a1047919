import { GraphicsDecodeError } from "../decode-error.ts";
import { ByteReader } from "../reader.ts";
import { halfChroma, wordFromYCoCg } from "./color.ts";
import { checkBitmapSize, type PixelTarget, paintBitmap, type RowOrder } from "./target.ts";

const STRUCTURE = "NSCODEC_BITMAP_STREAM";
/** The last bytes of a run-length encoded plane are literals. */
const TAIL = 4;

/**
 * NSCodec, [MS-RDPNSC] 2.2.2: paints the `width` x `height` bitmap `data` at (x, y) of `target`, clipped to it and
 * opaque (an alpha plane is dropped). Throws GraphicsDecodeError.
 */
export function decodeNsCodec(
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
  const lumaLength = reader.u32();
  const orangeLength = reader.u32();
  const greenLength = reader.u32();
  reader.skip(4); // AlphaPlaneByteCount
  const lossLevel = reader.u8();
  const subsampled = reader.u8() !== 0;
  reader.skip(2); // Reserved
  if (lossLevel < 1 || lossLevel > 7) throw new GraphicsDecodeError(STRUCTURE, `colour loss level ${lossLevel}`);

  // With subsampling the planes are padded to even sides, the luma rows to a multiple of eight (3.1.8.1.3).
  const chromaShift = subsampled ? 1 : 0;
  const lumaWidth = subsampled ? (width + 7) & ~7 : width;
  const chromaWidth = lumaWidth >> chromaShift;
  const chromaHeight = (height + chromaShift) >> chromaShift;
  const luma = readPlane(reader.bytes(lumaLength), lumaWidth * height);
  const orange = readPlane(reader.bytes(orangeLength), chromaWidth * chromaHeight);
  const green = readPlane(reader.bytes(greenLength), chromaWidth * chromaHeight);

  paintBitmap(width, height, target, x, y, rows, (row, column, words, at, count) => {
    const lumaAt = row * lumaWidth + column;
    const chromaRow = (row >> chromaShift) * chromaWidth;
    for (let i = 0; i < count; i++) {
      const chroma = chromaRow + ((column + i) >> chromaShift);
      words[at + i] = wordFromYCoCg(
        luma[lumaAt + i],
        halfChroma(orange[chroma], lossLevel),
        halfChroma(green[chroma], lossLevel),
      );
    }
  });
}

/** A plane of `size` bytes: left out (all 0xff), as it is, or, if shorter, run-length encoded. */
function readPlane(encoded: Uint8Array, size: number): Uint8Array {
  if (encoded.length === 0) return new Uint8Array(size).fill(0xff);
  if (encoded.length >= size) return encoded;
  return decodeRuns(encoded, size);
}

/** 3.1.8.2: literals, runs (a byte twice, then the count less two, or 0xff and the count in 32 bits), a literal tail. */
function decodeRuns(encoded: Uint8Array, size: number): Uint8Array {
  const reader = new ByteReader(encoded, STRUCTURE);
  const plane = new Uint8Array(size);
  const end = size - TAIL;
  let at = 0;
  while (at < end) {
    const value = reader.u8();
    plane[at++] = value;
    if (at >= end || reader.peek() !== value) continue;
    reader.u8();
    const short = reader.u8();
    const count = (short < 0xff ? short + 2 : reader.u32()) - 1;
    if (count > end - at) throw new GraphicsDecodeError(STRUCTURE, "a run is longer than its plane");
    plane.fill(value, at, at + count);
    at += count;
  }
  plane.set(reader.bytes(size - at), at);
  return plane;
}
