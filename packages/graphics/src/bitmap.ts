import type { Kernels } from "./kernels/kernels.ts";

const NO_WORDS = new Uint32Array(0);

/**
 * Pixels in the memory of `kernels`: RGBA, one little-endian ABGR word each, row `y` starting at `y * stride`. A bitmap
 * owns its memory if `allocate` made it, and is to be released then; `part` makes another view of the same pixels.
 */
export class Bitmap {
  readonly kernels: Kernels;
  /** Of the first pixel, in bytes; a multiple of 4. */
  readonly address: number;
  readonly width: number;
  readonly height: number;
  /** Words from one row to the next. */
  readonly stride: number;
  #words: Uint32Array = NO_WORDS;

  private constructor(kernels: Kernels, address: number, width: number, height: number, stride: number) {
    this.kernels = kernels;
    this.address = address;
    this.width = width;
    this.height = height;
    this.stride = stride;
  }

  /** All pixels are `word`. The caller has bounded the size; throws GraphicsDecodeError when memory is out. */
  static allocate(kernels: Kernels, width: number, height: number, word = 0): Bitmap {
    const bitmap = new Bitmap(kernels, kernels.allocate(width * height * 4), width, height, width);
    if (word !== 0) bitmap.words.fill(word);
    return bitmap;
  }

  get byteLength(): number {
    return this.stride * this.height * 4;
  }

  /** From the first pixel to the last. Do not keep it over anything that may take memory: memory that grows moves. */
  get words(): Uint32Array {
    // Of memory that has moved, nothing is left.
    if (this.#words.length === 0 && this.width > 0 && this.height > 0) {
      const length = (this.height - 1) * this.stride + this.width;
      this.#words = new Uint32Array(this.kernels.memory.buffer, this.address, length);
    }
    return this.#words;
  }

  /** The pixels from (x, y) on, which lie on this bitmap, as a bitmap of their own. */
  part(x: number, y: number, width: number, height: number): Bitmap {
    return new Bitmap(this.kernels, this.address + (y * this.stride + x) * 4, width, height, this.stride);
  }

  /** Gives the memory back. */
  release(): void {
    this.kernels.release(this.address);
  }
}
