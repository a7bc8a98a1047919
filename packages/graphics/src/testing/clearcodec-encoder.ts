import { ByteWriter, concat } from "./byte-writer.ts";
import type { Picture } from "./pictures.ts";

const EMPTY = new Uint8Array(0);
const MAX_BAND_HEIGHT = 52;

export interface Layers {
  readonly residual?: Uint8Array;
  readonly bands?: Uint8Array;
  readonly subcodecs?: Uint8Array;
}

/** The encoder's side of ClearCodec, [MS-RDPEGFX] 2.2.4.1: the same caches as the decoder, filled in the same order. */
export class ClearCodecEncoder {
  #sequence = 0;
  #bars = new BarStorage(32_768);
  #shortBars = new BarStorage(16_384);

  bitmap(layers: Layers, glyph?: number): Uint8Array {
    const { residual = EMPTY, bands = EMPTY, subcodecs = EMPTY } = layers;
    return this.#header(glyph === undefined ? 0 : 1, glyph)
      .u32(residual.length, bands.length, subcodecs.length)
      .bytes(concat([residual, bands, subcodecs]))
      .toBytes();
  }

  glyphHit(glyph: number): Uint8Array {
    return this.#header(3, glyph).toBytes();
  }

  /** Cursors go back and old bars are not hit any more; `bands` of the layers must be encoded after this. */
  reset(): void {
    this.#bars = new BarStorage(32_768);
    this.#shortBars = new BarStorage(16_384);
  }

  bitmapAfterReset(layers: Layers): Uint8Array {
    const bytes = this.bitmap(layers);
    bytes[0] |= 4;
    return bytes;
  }

  #header(flags: number, glyph: number | undefined): ByteWriter {
    const writer = new ByteWriter().u8(flags, this.#sequence++ & 0xff);
    return glyph === undefined ? writer : writer.u16(glyph);
  }

  /** Rows `top` to `bottom` (exclusive) of the picture as bands. */
  bands(picture: Picture, top = 0, bottom = picture.height): Uint8Array {
    const writer = new ByteWriter();
    for (let y = top; y < bottom; y += MAX_BAND_HEIGHT) {
      const end = Math.min(y + MAX_BAND_HEIGHT, bottom);
      const background = picture.words[y * picture.stride];
      writer.u16(0, picture.width - 1, y, end - 1).bytes(color(background));
      for (let x = 0; x < picture.width; x++) {
        const column = Array.from({ length: end - y }, (_, i) => picture.words[(y + i) * picture.stride + x]);
        writer.bytes(this.#bar(column, background));
      }
    }
    return writer.toBytes();
  }

  #bar(column: readonly number[], background: number): Uint8Array {
    const key = column.join();
    const known = this.#bars.find(key);
    if (known !== undefined) return new ByteWriter().u16(0x8000 | known).toBytes();
    this.#bars.store(key);

    const first = Math.max(
      column.findIndex((word) => word !== background),
      0,
    );
    const end = Math.max(column.findLastIndex((word) => word !== background) + 1, first);
    const short = column.slice(first, end);
    const shortKnown = this.#shortBars.find(short.join());
    if (shortKnown !== undefined)
      return new ByteWriter()
        .u16(0x4000 | shortKnown)
        .u8(first)
        .toBytes();
    this.#shortBars.store(short.join());
    return new ByteWriter()
      .u16(first | (end << 8))
      .bytes(concat(short.map(color)))
      .toBytes();
  }
}

/** V-Bar Storage or Short V-Bar Storage: slots that are filled one after the other, and again from the first. */
class BarStorage {
  readonly #slots: string[] = [];
  readonly #places = new Map<string, number>();
  readonly #size: number;
  #next = 0;

  constructor(size: number) {
    this.#size = size;
  }

  find(bar: string): number | undefined {
    return this.#places.get(bar);
  }

  store(bar: string): void {
    const old = this.#slots[this.#next];
    if (old !== undefined) this.#places.delete(old);
    this.#slots[this.#next] = bar;
    this.#places.set(bar, this.#next);
    this.#next = (this.#next + 1) % this.#size;
  }
}

/** CLEARCODEC_RESIDUAL_DATA of the whole picture. */
export function residual(picture: Picture): Uint8Array {
  return concat(runs(picture).flatMap(({ word, length }) => [color(word), runLength(length)]));
}

/** CLEARCODEC_SUBCODEC at (x, y) of the bitmap. */
export function subcodec(id: number, x: number, y: number, part: Picture, data: Uint8Array): Uint8Array {
  return new ByteWriter().u16(x, y, part.width, part.height).u32(data.length).u8(id).bytes(data).toBytes();
}

/** Blue, green and red of every pixel. */
export function raw(picture: Picture): Uint8Array {
  return concat(Array.from(picture.words, color));
}

/** CLEARCODEC_SUBCODEC_RLEX of a picture of at most 127 colours: runs, and suites where colours go up one by one. */
export function rlex(picture: Picture): Uint8Array {
  const palette = [...new Set(picture.words)];
  const indexBits = palette.length === 1 ? 1 : Math.floor(Math.log2(palette.length - 1)) + 1;
  const longestSuite = 2 ** (8 - indexBits) - 1;
  const writer = new ByteWriter().u8(palette.length).bytes(concat(palette.map(color)));
  const todo = runs(picture).map(({ word, length }) => ({ index: palette.indexOf(word), length }));
  for (let at = 0; at < todo.length; ) {
    let last = at;
    while (last - at < longestSuite && todo[last + 1]?.length === 1 && todo[last + 1].index === todo[last].index + 1)
      last++;
    writer.u8(todo[last].index | ((last - at) << indexBits)).bytes(runLength(todo[at].length - 1));
    at = last + 1;
  }
  return writer.toBytes();
}

/** The part of a picture as one of its own. */
export function crop(picture: Picture, x: number, y: number, width: number, height: number): Picture {
  const words = new Uint32Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = (y + row) * picture.stride + x;
    words.set(picture.words.subarray(from, from + width), row * width);
  }
  return { words, width, height, stride: width };
}

export function runLength(length: number): Uint8Array {
  if (length < 0xff) return Uint8Array.of(length);
  if (length < 0xffff) return new ByteWriter().u8(0xff).u16(length).toBytes();
  return new ByteWriter().u8(0xff).u16(0xffff).u32(length).toBytes();
}

function runs(picture: Picture): { word: number; length: number }[] {
  const found: { word: number; length: number }[] = [];
  for (const word of picture.words) {
    const last = found.at(-1);
    if (last?.word === word) last.length++;
    else found.push({ word, length: 1 });
  }
  return found;
}

function color(word: number): Uint8Array {
  return Uint8Array.of(word >> 16, word >> 8, word);
}
