/** Pixels as a canvas wants them: RGBA, opaque, rows from the top, `width * 4` bytes a row. */
export class Framebuffer {
  readonly width: number;
  readonly height: number;
  /** Words from one row to the next. */
  readonly stride: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** The same memory, one little-endian ABGR word a pixel. */
  readonly words: Uint32Array<ArrayBuffer>;

  /** A black framebuffer. The caller has checked the size against MAX_SIDE. */
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.stride = width;
    this.pixels = new Uint8ClampedArray(width * height * 4);
    this.words = new Uint32Array(this.pixels.buffer);
    this.words.fill(0xff000000);
  }
}

/** No side of a surface or desktop is longer; 8192 squared is 256 MiB. */
export const MAX_SIDE = 8192;
