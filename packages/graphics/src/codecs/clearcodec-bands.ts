import { GraphicsDecodeError } from "../decode-error.ts";
import type { ByteReader } from "../reader.ts";
import type { WorkBudget } from "../work-budget.ts";
import { readColor } from "./clearcodec-runs.ts";
import type { PixelTarget } from "./target.ts";

const MAX_BAR_HEIGHT = 52;
const V_BARS = 32_768;
const SHORT_V_BARS = 16_384;

/**
 * The bands layer of ClearCodec, [MS-RDPEGFX] 2.2.4.1.1.2, with V-Bar Storage and Short V-Bar Storage (3.3.1.10, .11).
 * A V-Bar is one column of a band; a short one leaves out the background above and below.
 */
export class ClearCodecBands {
  /** MAX_BAR_HEIGHT pixels each. What was never stored shows black: a server may hit it after its own reset. */
  readonly #bars = new Uint32Array(V_BARS * MAX_BAR_HEIGHT).fill(0xff000000);
  #nextBar = 0;
  readonly #shortBars = new Uint32Array(SHORT_V_BARS * MAX_BAR_HEIGHT);
  readonly #shortBarLengths = new Uint8Array(SHORT_V_BARS);
  #nextShortBar = 0;
  readonly #work: WorkBudget;

  constructor(work: WorkBudget) {
    this.#work = work;
  }

  /** CLEARCODEC_FLAG_CACHE_RESET moves the cursors back; what is stored stays. */
  resetCursors(): void {
    this.#nextBar = 0;
    this.#nextShortBar = 0;
  }

  /** Paints all bands of the layer on the bitmap `target`. Throws GraphicsDecodeError. */
  decode(reader: ByteReader, target: PixelTarget): void {
    while (reader.remaining > 0) {
      const left = reader.u16();
      const right = reader.u16();
      const top = reader.u16();
      const bottom = reader.u16();
      const background = readColor(reader);
      const height = bottom - top + 1;
      if (right < left || height < 1 || height > MAX_BAR_HEIGHT || right >= target.width || bottom >= target.height) {
        throw new GraphicsDecodeError("CLEARCODEC_BAND", `columns ${left} to ${right}, rows ${top} to ${bottom}`);
      }
      this.#work.takeArea({ width: right - left + 1, height });
      for (let x = left; x <= right; x++) {
        this.#paintBar(this.#readBar(reader, height, background), height, target, x, top);
      }
    }
  }

  /** CLEARCODEC_VBAR: returns where in the storage the bar is. */
  #readBar(reader: ByteReader, height: number, background: number): number {
    const header = reader.u16();
    if (header & 0x8000) return header & 0x7fff;
    if (header & 0x4000) return this.#storeBar(header & 0x3fff, reader.u8(), height, background);
    const first = header & 0xff;
    const length = ((header >> 8) & 0x3f) - first;
    if (length < 0 || length > MAX_BAR_HEIGHT) {
      throw new GraphicsDecodeError("SHORT_VBAR_CACHE_MISS", `starts at ${first} and has ${length} pixels`);
    }
    return this.#storeBar(this.#readShortBar(reader, length), first, height, background);
  }

  #readShortBar(reader: ByteReader, length: number): number {
    const index = this.#nextShortBar;
    this.#nextShortBar = (index + 1) % SHORT_V_BARS;
    const start = index * MAX_BAR_HEIGHT;
    for (let i = 0; i < length; i++) this.#shortBars[start + i] = readColor(reader);
    this.#shortBarLengths[index] = length;
    return index;
  }

  /** 3.3.8.1: a short bar laid on the background at row `first` becomes the next whole bar. */
  #storeBar(shortIndex: number, first: number, height: number, background: number): number {
    const index = this.#nextBar;
    this.#nextBar = (index + 1) % V_BARS;
    const start = index * MAX_BAR_HEIGHT;
    this.#bars.fill(background, start, start + height);
    const length = Math.min(this.#shortBarLengths[shortIndex], height - first);
    const from = shortIndex * MAX_BAR_HEIGHT;
    for (let i = 0; i < length; i++) this.#bars[start + first + i] = this.#shortBars[from + i];
    return index;
  }

  #paintBar(index: number, height: number, target: PixelTarget, x: number, top: number): void {
    const { words, stride } = target;
    const from = index * MAX_BAR_HEIGHT;
    let to = top * stride + x;
    for (let i = 0; i < height; i++) {
      words[to] = this.#bars[from + i];
      to += stride;
    }
  }
}
