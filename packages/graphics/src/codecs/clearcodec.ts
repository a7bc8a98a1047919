import { Bitmap } from "../bitmap.ts";
import { GraphicsDecodeError } from "../decode-error.ts";
import type { Kernels } from "../kernels/kernels.ts";
import { PADDING } from "../kernels/padding.ts";
import { expectDecoded } from "../kernels/problems.ts";
import { ByteReader } from "../reader.ts";
import { BITMAP_WEIGHT, type WorkBudget } from "../work-budget.ts";
import { decodeNsCodec } from "./nscodec.ts";
import { copyBitmap } from "./target.ts";
import { decodeUncompressed } from "./uncompressed.ts";

const STRUCTURE = "CLEARCODEC_BITMAP_STREAM";

const GLYPH_INDEX = 0x01;
const GLYPH_HIT = 0x02;
const CACHE_RESET = 0x04;

const GLYPHS = 4000;
const MAX_GLYPH_PIXELS = 1024 * 1024;
/** Glyphs are letters; 64 MiB of them are far beyond what a server means to keep. */
const MAX_ALL_GLYPH_PIXELS = 16 * 1024 * 1024;

const SUBCODEC_RAW = 0;
const SUBCODEC_NSCODEC = 1;
const SUBCODEC_RLEX = 2;

/** ClearCodec, [MS-RDPEGFX] 2.2.4.1 and 3.3.8.1. One decoder for all surfaces of a channel: they share its caches. */
export class ClearCodecDecoder {
  readonly #kernels: Kernels;
  readonly #work: WorkBudget;
  /** V-Bar Storage and Short V-Bar Storage, 0 until there are bands: ten megabytes. */
  #bandStorage = 0;
  readonly #glyphs = new Map<number, Bitmap>();
  #glyphPixels = 0;

  constructor(kernels: Kernels, work: WorkBudget) {
    this.#kernels = kernels;
    this.#work = work;
  }

  /**
   * Composes the bitmap over what `target`, which has exactly its size, shows: the layers may leave pixels as they are.
   * The sequence number is not looked at, for no message is lost on the way. Throws GraphicsDecodeError.
   */
  decode(data: Uint8Array, target: Bitmap): void {
    const reader = new ByteReader(data, STRUCTURE);
    const flags = reader.u8();
    reader.skip(1);
    if (flags & CACHE_RESET && this.#bandStorage) this.#kernels.exports.resetBandCursors(this.#bandStorage);
    if (flags & GLYPH_INDEX) {
      const index = readGlyphIndex(reader, target);
      if (flags & GLYPH_HIT) {
        copyBitmap(this.#glyph(index, target), target, 0, 0);
      } else {
        this.#compose(reader, target);
        this.#storeGlyph(index, target);
      }
    } else if (flags & GLYPH_HIT) {
      throw new GraphicsDecodeError(STRUCTURE, "a glyph hit without a glyph index");
    } else {
      this.#compose(reader, target);
    }
  }

  /** Gives the memory back; the decoder is not used any more. */
  release(): void {
    for (const glyph of this.#glyphs.values()) glyph.release();
    this.#glyphs.clear();
    if (this.#bandStorage) this.#kernels.release(this.#bandStorage);
    this.#bandStorage = 0;
  }

  /** CLEARCODEC_COMPOSITE_PAYLOAD (2.2.4.1.1): three layers, each over the ones before. */
  #compose(reader: ByteReader, target: Bitmap): void {
    const residualLength = reader.u32();
    const bandsLength = reader.u32();
    const subcodecsLength = reader.u32();
    const residual = reader.bytes(residualLength);
    const bands = reader.bytes(bandsLength);
    const subcodecs = reader.bytes(subcodecsLength);
    if (residualLength > 0) decodeRuns("decodeResidual", "CLEARCODEC_RESIDUAL_DATA", residual, target);
    if (bandsLength > 0) this.#decodeBands(bands, target);
    decodeSubcodecs(subcodecs, target, this.#work);
  }

  /** CLEARCODEC_BANDS_DATA (2.2.4.1.1.2): columns of pixels, most of them from the storages. */
  #decodeBands(data: Uint8Array, target: Bitmap): void {
    const kernels = this.#kernels;
    if (!this.#bandStorage) this.#bandStorage = kernels.allocate(kernels.exports.bandStorageSize());
    const painted = kernels.exports.decodeBands(
      kernels.input(data),
      data.length,
      this.#bandStorage,
      this.#work.left,
      target.address,
      target.stride,
      target.width,
      target.height,
    );
    if (painted < 0) expectDecoded("CLEARCODEC_BANDS_DATA", -painted);
    this.#work.take(painted);
  }

  #glyph(index: number, target: Bitmap): Bitmap {
    const glyph = this.#glyphs.get(index);
    if (!glyph) throw new GraphicsDecodeError(STRUCTURE, `glyph ${index} was never stored`);
    if (glyph.width !== target.width || glyph.height !== target.height) {
      const [stored, wanted] = [glyph, target].map(({ width, height }) => `${width} x ${height}`);
      throw new GraphicsDecodeError(STRUCTURE, `glyph ${index} is ${stored}, not ${wanted}`);
    }
    return glyph;
  }

  #storeGlyph(index: number, target: Bitmap): void {
    const { width, height } = target;
    let glyph = this.#glyphs.get(index);
    if (glyph?.width !== width || glyph.height !== height) {
      this.#glyphPixels += width * height - (glyph ? glyph.width * glyph.height : 0);
      if (this.#glyphPixels > MAX_ALL_GLYPH_PIXELS) throw new GraphicsDecodeError(STRUCTURE, "the glyph cache is full");
      this.#glyphs.delete(index);
      glyph?.release();
      glyph = Bitmap.allocate(this.#kernels, width, height);
      this.#glyphs.set(index, glyph);
    }
    copyBitmap(target, glyph, 0, 0);
  }
}

function readGlyphIndex(reader: ByteReader, { width, height }: Bitmap): number {
  const index = reader.u16();
  if (index >= GLYPHS) throw new GraphicsDecodeError(STRUCTURE, `glyph ${index} of ${GLYPHS}`);
  if (width * height > MAX_GLYPH_PIXELS) throw new GraphicsDecodeError(STRUCTURE, `a glyph of ${width} x ${height}`);
  return index;
}

/** Runs of colours over the whole target. @param kernel which of two notations they are in */
function decodeRuns(
  kernel: "decodeResidual" | "decodeRlex",
  structure: string,
  data: Uint8Array,
  target: Bitmap,
): void {
  const { kernels, address, stride, width, height } = target;
  const workspace = kernels.workspace(4 * width * height + PADDING);
  const input = kernels.input(data);
  expectDecoded(structure, kernels.exports[kernel](input, data.length, workspace, address, stride, width, height));
}

/** CLEARCODEC_SUBCODECS_DATA (2.2.4.1.1.3): rectangles, each in a codec of its own. */
function decodeSubcodecs(data: Uint8Array, target: Bitmap, work: WorkBudget): void {
  const reader = new ByteReader(data, "CLEARCODEC_SUBCODEC");
  while (reader.remaining > 0) {
    const x = reader.u16();
    const y = reader.u16();
    const width = reader.u16();
    const height = reader.u16();
    const length = reader.u32();
    const codec = reader.u8();
    const bitmap = reader.bytes(length);
    if (x + width > target.width || y + height > target.height) {
      throw new GraphicsDecodeError("CLEARCODEC_SUBCODEC", `${width} x ${height} at ${x}, ${y} is not on the bitmap`);
    }
    work.takeArea({ width, height }, BITMAP_WEIGHT);
    const part = target.part(x, y, width, height);
    if (codec === SUBCODEC_RAW) {
      decodeUncompressed(bitmap, 24, width * 3, width, height, part);
    } else if (codec === SUBCODEC_NSCODEC) {
      decodeNsCodec(bitmap, width, height, part);
    } else if (codec === SUBCODEC_RLEX) {
      decodeRuns("decodeRlex", "CLEARCODEC_SUBCODEC_RLEX", bitmap, part);
    } else {
      throw new GraphicsDecodeError("CLEARCODEC_SUBCODEC", `subcodec ${codec} is unknown`);
    }
  }
}
