import { Bitmap } from "./bitmap.ts";
import { requireSides } from "./geometry.ts";
import type { Kernels } from "./kernels/kernels.ts";

const BLACK = 0xff000000;

/** The picture that all graphics are shown on; a desktop of another size gets another bitmap. */
export class Framebuffer {
  readonly #kernels: Kernels;
  #bitmap: Bitmap;

  /** Without a pixel, until a desktop begins. */
  constructor(kernels: Kernels) {
    this.#kernels = kernels;
    this.#bitmap = Bitmap.allocate(kernels, 0, 0);
  }

  /** Good until the next `begin`. */
  get bitmap(): Bitmap {
    return this.#bitmap;
  }

  /** A desktop begins, black, in this size; `structure` is who says so. Throws GraphicsDecodeError and stays as it is. */
  begin(width: number, height: number, structure: string): void {
    requireSides(width, height, structure);
    const bitmap = Bitmap.allocate(this.#kernels, width, height, BLACK);
    this.#bitmap.release();
    this.#bitmap = bitmap;
  }
}
