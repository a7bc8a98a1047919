import type { PointerShape } from "@passerelle/graphics";
import type { Cursor } from "./messages.ts";

function dataUrl(blob: Blob): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result as string);
  reader.onerror = () => reject(reader.error);
  reader.readAsDataURL(blob);
  return promise;
}

async function imageCursor(shape: Extract<PointerShape, { kind: "image" }>): Promise<Cursor> {
  const { width, height, hotspotX, hotspotY, pixels } = shape;
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
  const url = await dataUrl(await canvas.convertToBlob({ type: "image/png" }));
  return { kind: "image", url, width, height, hotspotX, hotspotY };
}

/** Makes cursors of the server's pointer shapes, in their order; a shape that comes again is not made again. */
export class CursorImages {
  readonly #show: (cursor: Cursor) => void;
  readonly #made = new WeakMap<PointerShape, Promise<Cursor>>();
  #latest: PointerShape | undefined;

  /** @param show is given each cursor when it is made, unless another shape has come since */
  constructor(show: (cursor: Cursor) => void) {
    this.#show = show;
  }

  async set(shape: PointerShape): Promise<void> {
    this.#latest = shape;
    if (shape.kind !== "image") {
      this.#show(shape);
      return;
    }
    let making = this.#made.get(shape);
    if (!making) {
      making = imageCursor(shape);
      this.#made.set(shape, making);
    }
    const cursor = await making;
    if (this.#latest === shape) this.#show(cursor);
  }
}
