import type { Bitmap } from "../../bitmap.ts";
import { decodeInterleavedRle } from "../../codecs/interleaved-rle.ts";
import { decodePlanar } from "../../codecs/planar.ts";
import { clipToTarget } from "../../codecs/target.ts";
import { decodeUncompressed } from "../../codecs/uncompressed.ts";
import { GraphicsDecodeError } from "../../decode-error.ts";
import type { DecoderFigures } from "../../decoder-figures.ts";
import type { Rect } from "../../geometry.ts";
import { ByteReader } from "../../reader.ts";
import { BITMAP_WEIGHT, type WorkBudget } from "../../work-budget.ts";

const UPDATETYPE_BITMAP = 1;
const BITMAP_COMPRESSION = 0x0001;
const NO_BITMAP_COMPRESSION_HDR = 0x0400;
const COMPRESSION_HEADER_LENGTH = 8;

/**
 * TS_UPDATE_BITMAP_DATA, [MS-RDPBCGR] 2.2.9.1.1.3.1.2: paints its bitmaps and returns the painted rectangles.
 * `palette` holds 256 ABGR words. Throws GraphicsDecodeError; what came before the fault stays painted.
 */
export function paintBitmapUpdate(
  data: Uint8Array,
  palette: Uint32Array,
  target: Bitmap,
  work: WorkBudget,
  figures: DecoderFigures,
): Rect[] {
  const reader = new ByteReader(data, "TS_UPDATE_BITMAP_DATA");
  if (reader.u16() !== UPDATETYPE_BITMAP) {
    throw new GraphicsDecodeError("TS_UPDATE_BITMAP_DATA", "updateType is not UPDATETYPE_BITMAP");
  }
  const painted: Rect[] = [];
  for (let count = reader.u16(); count > 0; count--) {
    const rect = paintBitmapData(reader, palette, target, work, figures);
    if (rect) painted.push(rect);
  }
  return painted;
}

/** TS_BITMAP_DATA, 2.2.9.1.1.3.1.2.2. A bitmap may be wider and higher than the rectangle that it fills. */
function paintBitmapData(
  reader: ByteReader,
  palette: Uint32Array,
  target: Bitmap,
  work: WorkBudget,
  figures: DecoderFigures,
): Rect | undefined {
  const left = reader.u16();
  const top = reader.u16();
  const right = reader.u16();
  const bottom = reader.u16();
  const width = reader.u16();
  const height = reader.u16();
  const bitsPerPixel = reader.u16();
  const flags = reader.u16();
  const body = reader.sub(reader.u16(), "TS_BITMAP_DATA");
  const compressed = (flags & BITMAP_COMPRESSION) !== 0;
  if (compressed && !(flags & NO_BITMAP_COMPRESSION_HDR)) body.skip(COMPRESSION_HEADER_LENGTH);
  const bytes = body.bytes(body.remaining);
  figures.count(codecName(compressed, bitsPerPixel), bytes.length);

  const rect = clipToTarget(target, {
    x: left,
    y: top,
    width: Math.min(right - left + 1, width),
    height: Math.min(bottom - top + 1, height),
  });
  if (!rect) return undefined;
  work.takeArea({ width, height }, BITMAP_WEIGHT);
  const part = target.part(rect.x, rect.y, rect.width, rect.height);
  if (!compressed) paintRaw(bytes, bitsPerPixel, palette, width, height, part);
  else if (bitsPerPixel === 32) decodePlanar(bytes, width, height, part, "bottomUp");
  else decodeInterleavedRle(bytes, interleavedDepth(bitsPerPixel), palette, width, height, part);
  return rect;
}

/** What figures call it. */
function codecName(compressed: boolean, bitsPerPixel: number): string {
  if (!compressed) return `bitmap raw ${bitsPerPixel}`;
  return bitsPerPixel === 32 ? "bitmap planar" : `bitmap RLE ${bitsPerPixel}`;
}

/** Rows from the bottom, each padded to four bytes. */
function paintRaw(
  bytes: Uint8Array,
  bitsPerPixel: number,
  palette: Uint32Array,
  width: number,
  height: number,
  target: Bitmap,
): void {
  const depth = bitsPerPixel === 32 ? 32 : interleavedDepth(bitsPerPixel);
  const rowBytes = (width * Math.ceil(depth / 8) + 3) & ~3;
  decodeUncompressed(bytes, depth, rowBytes, width, height, target, "bottomUp", palette);
}

function interleavedDepth(bitsPerPixel: number): 8 | 15 | 16 | 24 {
  if (bitsPerPixel === 8 || bitsPerPixel === 15 || bitsPerPixel === 16 || bitsPerPixel === 24) return bitsPerPixel;
  throw new GraphicsDecodeError("TS_BITMAP_DATA", `${bitsPerPixel} bits per pixel`);
}
