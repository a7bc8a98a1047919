import { type Bitmap, intersect, type Rect } from "@passerelle/graphics";
import type { Presenter } from "./presenter.ts";

const NOTHING: Rect = { x: 0, y: 0, width: 0, height: 0 };

/** Presents with `putImageData`: without a copy, but for framebuffers in shared memory, which it does not take. */
export class CanvasPresenter implements Presenter {
  readonly method = "2d";
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;
  #source = NOTHING;
  /** The framebuffer that was shown last, as the canvas takes it: its own memory if that is not shared. */
  #image: ImageData | undefined;

  /** @param lost see `createPresenter` */
  constructor(canvas: OffscreenCanvas, lost: () => void) {
    const context = canvas.getContext("2d", { alpha: false, desynchronized: true });
    if (!context) throw new Error("this browser has no canvas in workers");
    this.#canvas = canvas;
    this.#context = context;
    canvas.addEventListener("contextrestored", lost);
  }

  resize(source: Rect): void {
    this.#source = source;
    this.#image = undefined;
    this.#canvas.width = source.width;
    this.#canvas.height = source.height;
  }

  present(framebuffer: Bitmap, dirty: readonly Rect[]): void {
    const { x, y } = this.#source;
    const { buffer } = framebuffer.kernels.memory;
    const image =
      buffer instanceof ArrayBuffer ? this.#view(framebuffer, buffer) : this.#copy(framebuffer, buffer, dirty);
    for (const rect of dirty) {
      const part = intersect(rect, this.#source);
      if (part) this.#context.putImageData(image, -x, -y, part.x, part.y, part.width, part.height);
    }
  }

  #view({ address, stride, height }: Bitmap, buffer: ArrayBuffer): ImageData {
    let image = this.#image;
    if (image?.data.buffer !== buffer || image.data.byteOffset !== address || image.width !== stride) {
      image = new ImageData(new Uint8ClampedArray(buffer, address, stride * height * 4), stride, height);
      this.#image = image;
    }
    return image;
  }

  #copy({ address, stride, height }: Bitmap, buffer: SharedArrayBuffer, dirty: readonly Rect[]): ImageData {
    let image = this.#image;
    if (image?.width !== stride || image.height !== height) {
      image = new ImageData(stride, height);
      this.#image = image;
    }
    const pixels = new Uint8Array(buffer, address, stride * height * 4);
    for (const rect of dirty) {
      const part = intersect(rect, this.#source);
      if (!part) continue;
      for (let y = part.y; y < part.y + part.height; y++) {
        const start = (y * stride + part.x) * 4;
        image.data.set(pixels.subarray(start, start + part.width * 4), start);
      }
    }
    return image;
  }
}
