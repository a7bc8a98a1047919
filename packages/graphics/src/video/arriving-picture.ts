import { GraphicsDecodeError } from "../decode-error.ts";
import type { Rect } from "../geometry.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { PictureMemory } from "./picture-memory.ts";
import type { VideoPicture } from "./video-decoder.ts";
import { planesSize, type YuvPlanes } from "./yuv-planes.ts";

/** A picture that is being decoded, of which a part will be wanted. */
export class ArrivingPicture {
  /** Fulfilled when the picture is there, has failed or was dropped. */
  readonly settled: Promise<void>;
  readonly #kernels: Kernels;
  readonly #memory: PictureMemory;
  readonly #box: Rect;
  readonly #size: number;
  #planes: YuvPlanes | undefined;
  #isSettled = false;
  #isDropped = false;
  #error: GraphicsDecodeError | undefined;

  /**
   * @param box the part that is wanted: multiples of 16, on the picture; nothing of it if it is empty
   * @throws GraphicsDecodeError if there is no memory for it
   */
  constructor(kernels: Kernels, memory: PictureMemory, box: Rect, decode: () => Promise<VideoPicture>) {
    this.#kernels = kernels;
    this.#memory = memory;
    this.#box = box;
    // Pairs of U and V come behind the planes that they are put into.
    this.#size = planesSize(box) + (box.width * box.height) / 2;
    memory.reserve(this.#size);
    this.settled = this.#arrive(decode());
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Lends the samples to `use`, once; not at all if the picture was dropped. Throws GraphicsDecodeError if it failed. */
  lend(use: (planes: YuvPlanes) => void): void {
    if (this.#error) throw this.#error;
    if (this.#planes) use(this.#planes);
    this.drop();
  }

  /** Nobody wants it any more. */
  drop(): void {
    if (this.#isDropped) return;
    this.#isDropped = true;
    this.#memory.free(this.#size);
    if (this.#planes) this.#memory.give(this.#planes.address, this.#size);
    this.#planes = undefined;
  }

  async #arrive(decoding: Promise<VideoPicture>): Promise<void> {
    try {
      const picture = await decoding;
      try {
        if (!this.#isDropped && this.#size > 0) await this.#copy(picture);
      } finally {
        picture.close();
      }
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      if (!this.#isDropped) this.#error = new GraphicsDecodeError("H.264", problem);
    }
    this.#isSettled = true;
  }

  async #copy(picture: VideoPicture): Promise<void> {
    const address = this.#memory.take(this.#size);
    try {
      await this.#copyTo(address, picture);
      if (!this.#isDropped) this.#planes = { address, ...this.#box };
    } finally {
      if (!this.#planes) this.#memory.give(address, this.#size);
    }
  }

  async #copyTo(address: number, picture: VideoPicture): Promise<void> {
    let layout: "I420" | "NV12";
    let view: Uint8Array;
    do {
      view = this.#kernels.bytes.subarray(address, address + this.#size);
      layout = await picture.copyTo(view, this.#box);
      // Memory that has grown meanwhile has moved, and left the view without any.
    } while (view.length === 0);
    const pixels = this.#box.width * this.#box.height;
    if (layout === "NV12") {
      this.#kernels.exports.splitChroma(address + (pixels * 3) / 2, address + pixels, pixels / 4);
    }
  }
}
