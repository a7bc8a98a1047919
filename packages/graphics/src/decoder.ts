import { Bitmap } from "./bitmap.ts";
import { GraphicsDecodeError } from "./decode-error.ts";
import type { GraphicsEvent } from "./events.ts";
import { MAX_SIDE } from "./geometry.ts";
import type { Kernels } from "./kernels/kernels.ts";
import { EgfxPipeline } from "./pipeline/egfx/pipeline.ts";
import { LegacyPipeline } from "./pipeline/legacy/legacy-pipeline.ts";

export interface GraphicsDecoderOptions {
  /** Their own, not shared with another decoder. */
  readonly kernels: Kernels;
  /** Called in wire order, when the framebuffer shows what the event tells of. */
  readonly present: (event: GraphicsEvent) => void;
}

const BLACK = 0xff000000;

/**
 * Turns the graphics of one RDP session into pixels. Feed it the tunnel's records in order. A method that throws
 * (GraphicsDecodeError) ends the session: the picture can no longer be trusted.
 */
export class GraphicsDecoder {
  readonly #kernels: Kernels;
  readonly #present: (event: GraphicsEvent) => void;
  readonly #screen: { framebuffer: Bitmap };
  readonly #legacy = new LegacyPipeline();
  readonly #pipeline: EgfxPipeline;

  constructor({ kernels, present }: GraphicsDecoderOptions) {
    this.#kernels = kernels;
    this.#present = present;
    this.#screen = { framebuffer: Bitmap.allocate(kernels, 0, 0) };
    this.#pipeline = new EgfxPipeline(kernels, this.#screen);
  }

  /** The picture. A `resize` event says that it was replaced. */
  get framebuffer(): Bitmap {
    return this.#screen.framebuffer;
  }

  /** The desktop begins anew, black, in this size (pixels). */
  resize(width: number, height: number): void {
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
      throw new GraphicsDecodeError("desktop size", `${width} x ${height}, where 1 to ${MAX_SIDE} are possible`);
    }
    this.#screen.framebuffer.release();
    this.#screen.framebuffer = Bitmap.allocate(this.#kernels, width, height, BLACK);
    this.#legacy.reset();
    this.#present({ type: "resize", width, height });
  }

  /** One fast-path update: updateHeader, compressionFlags if flagged, data ([MS-RDPBCGR] 2.2.9.1.2.1 without size). */
  update(fastPathUpdate: Uint8Array): void {
    for (const event of this.#legacy.receive(fastPathUpdate, this.framebuffer)) this.#present(event);
  }

  /** A piece of a graphics channel message; `first` and `last` say whether the message begins and ends with it. */
  pipeline(data: Uint8Array, first: boolean, last: boolean): void {
    for (const event of this.#pipeline.receive(data, first, last)) this.#present(event);
  }

  /** The graphics channel was opened (again): all state of the pipeline is void. */
  resetPipeline(): void {
    this.#pipeline.reset();
  }
}
