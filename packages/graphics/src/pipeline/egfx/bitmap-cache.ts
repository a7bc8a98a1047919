import { Bitmap } from "../../bitmap.ts";
import { copyBitmap } from "../../codecs/target.ts";
import { GraphicsDecodeError } from "../../decode-error.ts";
import { MemoryBudget } from "../../memory-budget.ts";

/** [MS-RDPEGFX] 3.3.1.4: 100 MB in 25,600 slots, or 16 MB in 4,096 if the small cache was agreed on. */
const SIZES = { full: { bytes: 100 * 1024 * 1024, slots: 25_600 }, small: { bytes: 16 * 1024 * 1024, slots: 4_096 } };

/** The Bitmap Cache: copies of parts of surfaces, in numbered slots from 1 on. */
export class BitmapCache {
  readonly #slots: number;
  readonly #budget: MemoryBudget;
  readonly #bitmaps = new Map<number, Bitmap>();

  constructor(size: keyof typeof SIZES) {
    this.#slots = SIZES[size].slots;
    this.#budget = new MemoryBudget(SIZES[size].bytes, "EGFX bitmap cache");
  }

  /** Keeps a copy of `source` in place of what the slot held. Throws GraphicsDecodeError if there is no room for it. */
  store(slot: number, source: Bitmap): void {
    if (slot < 1 || slot > this.#slots) {
      throw new GraphicsDecodeError("RDPGFX_SURFACE_TO_CACHE_PDU", `slot ${slot} of ${this.#slots}`);
    }
    const { kernels, width, height } = source;
    let copy = this.#bitmaps.get(slot);
    if (copy?.width !== width || copy.height !== height) {
      this.evict(slot);
      this.#budget.take(width * height * 4);
      copy = Bitmap.allocate(kernels, width, height);
      this.#bitmaps.set(slot, copy);
    }
    copyBitmap(source, copy, 0, 0);
  }

  /** Throws GraphicsDecodeError if the slot is empty. */
  get(slot: number): Bitmap {
    const bitmap = this.#bitmaps.get(slot);
    if (!bitmap) throw new GraphicsDecodeError("RDPGFX_CACHE_TO_SURFACE_PDU", `slot ${slot} is empty`);
    return bitmap;
  }

  evict(slot: number): void {
    const bitmap = this.#bitmaps.get(slot);
    if (!bitmap) return;
    this.#budget.give(bitmap.byteLength);
    bitmap.release();
    this.#bitmaps.delete(slot);
  }

  /** Empties every slot. */
  clear(): void {
    for (const slot of this.#bitmaps.keys()) this.evict(slot);
  }
}
