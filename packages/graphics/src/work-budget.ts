import { GraphicsDecodeError } from "./decode-error.ts";

/** How often one message may paint the whole desktop, and the size below which a desktop does not count as small. */
const MAX_REPAINTS = 64;
const LEAST_PIXELS = 2 ** 22;

/** Decoding a pixel of a bitmap is so much more work than copying one. */
export const BITMAP_WEIGHT = 4;

/** Work besides its pixels that a rectangle, a command or the like makes. */
const OVERHEAD = 64;

/** Bounds what one message may make us do, in painted pixels: few bytes must not keep a machine busy for minutes. */
export class WorkBudget {
  #left = MAX_REPAINTS * LEAST_PIXELS;

  /** What a kernel that counts by itself may still take; it counts in 31 bits. */
  get left(): number {
    return Math.min(this.#left, 0x7fffffff);
  }

  /** A message begins, for a desktop of so many pixels. */
  begin(desktopPixels: number): void {
    this.#left = MAX_REPAINTS * Math.max(desktopPixels, LEAST_PIXELS);
  }

  /** Painting an area; `weight` compares its pixels with pixels that are only copied. Throws GraphicsDecodeError. */
  takeArea(area: { readonly width: number; readonly height: number }, weight = 1): void {
    this.take(area.width * area.height * weight);
  }

  /** Work like that of painting so many pixels. Throws GraphicsDecodeError if the message has no more of it. */
  take(pixels: number): void {
    this.#left -= pixels + OVERHEAD;
    if (this.#left < 0) throw new GraphicsDecodeError("graphics message", "it paints far more than the desktop");
  }
}
