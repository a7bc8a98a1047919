import { contentOf } from "../codecs/wire-pixels.ts";
import type { Rect } from "../drawing/rect.ts";

const SLOTS = 256;
/** Larger pictures seldom come again. */
const MOST_PIXELS = 1024;

/** Which small pictures the client keeps ([MS-RDPEGFX] 3.3.1.4), by what they show: a letter that was typed before, say. */
export class BitmapCache {
  /** Slot by content, the one used longest ago first. */
  readonly #slots = new Map<string, number>();
  #kept = 0;

  /** The slot that holds this picture. */
  find(rect: Rect, pixels: Uint32Array<ArrayBuffer>): number | undefined {
    if (pixels.length > MOST_PIXELS) return undefined;
    const content = contentOf(pixels, rect.width);
    const slot = this.#slots.get(content);
    if (slot === undefined) return undefined;
    this.#slots.delete(content);
    this.#slots.set(content, slot);
    return slot;
  }

  /** Where to keep a picture that was not found; undefined: nowhere. */
  keep(rect: Rect, pixels: Uint32Array<ArrayBuffer>): { readonly key: number; readonly slot: number } | undefined {
    if (pixels.length > MOST_PIXELS) return undefined;
    let slot = this.#slots.size + 1;
    const [oldest] = this.#slots;
    if (slot > SLOTS && oldest) {
      slot = oldest[1];
      this.#slots.delete(oldest[0]);
    }
    this.#slots.set(contentOf(pixels, rect.width), slot);
    return { key: ++this.#kept, slot };
  }

  clear(): void {
    this.#slots.clear();
  }
}
