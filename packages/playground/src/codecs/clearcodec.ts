import { Writer } from "@passerelle/rdp";
import { BandEncoder } from "./clearcodec-bands.ts";
import { contentOf, pixelBytes, writeColor } from "./wire-pixels.ts";

/** flags of CLEARCODEC_BITMAP_STREAM ([MS-RDPEGFX] 2.2.4.1). */
const Flag = { GlyphIndex: 0x01, GlyphHit: 0x02, CacheReset: 0x04 } as const;
const Subcodec = { Uncompressed: 0, Rlex: 2 } as const;
const LARGEST_GLYPH = 1024;
const GLYPHS = 4000;
/** More colours than this are no text. */
const MOST_BAND_COLORS = 16;
const MOST_PALETTE_COLORS = 127;

/**
 * Encodes bitmaps by ClearCodec ([MS-RDPEGFX] 2.2.4.1), without loss: what looks like text in bands over its background,
 * few colours by RLEX, the rest as it is; small ones that come again as glyphs.
 */
export class ClearCodecEncoder {
  readonly #glyphs = new Map<string, number>();
  readonly #bands = new BandEncoder();
  /** Of the next bitmap; undefined: it is the first of all. */
  #sequence: number | undefined;

  /** CLEARCODEC_BITMAP_STREAM. @param pixels 0xffRRGGBB */
  encode(pixels: Uint32Array<ArrayBuffer>, width: number): Uint8Array {
    if (pixels.length > LARGEST_GLYPH) return this.#stream(0).bytes(this.#compose(pixels, width)).finish();
    const content = contentOf(pixels, width);
    const known = this.#glyphs.get(content);
    if (known !== undefined) {
      return this.#stream(Flag.GlyphIndex | Flag.GlyphHit)
        .u16(known)
        .finish();
    }
    if (this.#glyphs.size === GLYPHS) this.#glyphs.clear();
    const index = this.#glyphs.size;
    this.#glyphs.set(content, index);
    return this.#stream(Flag.GlyphIndex).u16(index).bytes(this.#compose(pixels, width)).finish();
  }

  #stream(flags: number): Writer {
    const reset = this.#sequence === undefined ? Flag.CacheReset : 0;
    const sequence = this.#sequence ?? 0;
    this.#sequence = (sequence + 1) & 0xff;
    return new Writer().u8(flags | reset).u8(sequence);
  }

  /** CLEARCODEC_COMPOSITE_PAYLOAD. */
  #compose(pixels: Uint32Array<ArrayBuffer>, width: number): Uint8Array {
    const colors = countColors(pixels);
    const [background = 0] = [...colors].reduce((most, color) => (color[1] > most[1] ? color : most));
    const nothing = new Uint8Array(0);
    const parts =
      colors.size <= MOST_BAND_COLORS
        ? [encodeResidual(background, pixels.length), this.#bands.encode(pixels, width, background), nothing]
        : [nothing, nothing, encodeManyColors(pixels, width, [...colors.keys()])];
    const writer = new Writer();
    for (const { length } of parts) writer.u32(length);
    for (const part of parts) writer.bytes(part);
    return writer.finish();
  }
}

function countColors(pixels: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  return counts;
}

/** CLEARCODEC_RESIDUAL_DATA (2.2.4.1.1.1) of one run. */
function encodeResidual(color: number, length: number): Uint8Array {
  return writeLength(writeColor(new Writer(), color), length).finish();
}

/** CLEARCODEC_SUBCODEC (2.2.4.1.1.3.1) over the whole bitmap. */
function encodeManyColors(pixels: Uint32Array<ArrayBuffer>, width: number, colors: readonly number[]): Uint8Array {
  const isFew = colors.length <= MOST_PALETTE_COLORS;
  const data = isFew ? encodeRlex(pixels, colors) : withoutAlpha(pixels);
  const writer = new Writer()
    .u16(0)
    .u16(0)
    .u16(width)
    .u16(pixels.length / width);
  return writer
    .u32(data.length)
    .u8(isFew ? Subcodec.Rlex : Subcodec.Uncompressed)
    .bytes(data)
    .finish();
}

function withoutAlpha(pixels: Uint32Array<ArrayBuffer>): Uint8Array {
  return pixelBytes(pixels).filter((_, index) => index % 4 < 3);
}

/** CLEARCODEC_SUBCODEC_RLEX (2.2.4.1.1.3.1.2): runs of a colour, each followed by a suite of neighbours in the palette. */
function encodeRlex(pixels: Uint32Array, palette: readonly number[]): Uint8Array {
  const writer = new Writer().u8(palette.length);
  for (const color of palette) writeColor(writer, color);
  const places = new Map(palette.map((color, index) => [color, index]));
  const indexes = Array.from(pixels, (pixel) => places.get(pixel) as number);
  const indexBits = 32 - Math.clz32(palette.length - 1);
  const deepest = (1 << (8 - indexBits)) - 1;
  for (let at = 0; at < indexes.length; ) {
    const start = indexes[at] as number;
    let run = 0;
    while (indexes[at + run + 1] === start) run++;
    at += run;
    let depth = 0;
    while (depth < deepest && indexes[at + depth + 1] === start + depth + 1) depth++;
    at += depth + 1;
    writeLength(writer.u8(start + depth + depth * (1 << indexBits)), run);
  }
  return writer.finish();
}

/** A run's length in one, three or seven bytes. */
function writeLength(writer: Writer, length: number): Writer {
  if (length < 0xff) return writer.u8(length);
  if (length < 0xffff) return writer.u8(0xff).u16(length);
  return writer.u8(0xff).u16(0xffff).u32(length);
}
