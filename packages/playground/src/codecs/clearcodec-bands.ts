import { Writer } from "@passerelle/rdp";
import { writeColor } from "./wire-pixels.ts";

const HIGHEST_BAND = 52;
const V_BARS = 32768;
const SHORT_V_BARS = 16384;
const V_BAR_HIT = 0x8000;
const SHORT_V_BAR_HIT = 0x4000;

/** The V-bars that the client keeps, by content: each slot is used anew when all were ([MS-RDPEGFX] 3.3.8.1). */
class VBarCache {
  readonly #size: number;
  readonly #slots = new Map<string, number>();
  readonly #contents: string[] = [];
  #next = 0;

  constructor(size: number) {
    this.#size = size;
  }

  find(content: string): number | undefined {
    return this.#slots.get(content);
  }

  keep(content: string): void {
    const before = this.#contents[this.#next];
    if (before !== undefined && this.#slots.get(before) === this.#next) this.#slots.delete(before);
    this.#contents[this.#next] = content;
    this.#slots.set(content, this.#next);
    this.#next = (this.#next + 1) % this.#size;
  }
}

/** Encodes what stands out from a background as bands of columns: CLEARCODEC_BANDS_DATA ([MS-RDPEGFX] 2.2.4.1.1.2). */
export class BandEncoder {
  readonly #vBars = new VBarCache(V_BARS);
  readonly #shortVBars = new VBarCache(SHORT_V_BARS);

  encode(pixels: Uint32Array, width: number, background: number): Uint8Array {
    const writer = new Writer();
    const height = pixels.length / width;
    for (let top = 0; top < height; top += HIGHEST_BAND) {
      const bottom = Math.min(top + HIGHEST_BAND, height);
      this.#encodeBand(writer, pixels.subarray(top * width, bottom * width), width, top, background);
    }
    return writer.finish();
  }

  /** CLEARCODEC_BAND (2.2.4.1.1.2.1) from the first to the last column that shows something, if any does. */
  #encodeBand(writer: Writer, pixels: Uint32Array, width: number, top: number, background: number): void {
    const height = pixels.length / width;
    const columns = Array.from({ length: width }, (_, x) =>
      Array.from({ length: height }, (_, y) => pixels[y * width + x] as number),
    );
    const shows = (column: readonly number[]) => column.some((pixel) => pixel !== background);
    const first = columns.findIndex(shows);
    if (first < 0) return;
    const last = columns.findLastIndex(shows);
    writer
      .u16(first)
      .u16(last)
      .u16(top)
      .u16(top + height - 1);
    writeColor(writer, background);
    for (const column of columns.slice(first, last + 1)) this.#encodeVBar(writer, column, background);
  }

  /** CLEARCODEC_VBAR (2.2.4.1.1.2.1.1): the whole column from the cache, its foreground from there, or its foreground. */
  #encodeVBar(writer: Writer, column: readonly number[], background: number): void {
    const content = `${column}`;
    const known = this.#vBars.find(content);
    if (known !== undefined) {
      writer.u16(V_BAR_HIT | known);
      return;
    }
    this.#vBars.keep(content);
    const on = Math.max(
      column.findIndex((pixel) => pixel !== background),
      0,
    );
    const foreground = column.slice(on, column.findLastIndex((pixel) => pixel !== background) + 1);
    const knownForeground = this.#shortVBars.find(`${foreground}`);
    if (knownForeground !== undefined) {
      writer.u16(SHORT_V_BAR_HIT | knownForeground).u8(on);
      return;
    }
    this.#shortVBars.keep(`${foreground}`);
    writer.u16(on | ((on + foreground.length) << 8));
    for (const pixel of foreground) writeColor(writer, pixel);
  }
}
