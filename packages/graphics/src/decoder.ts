import { GraphicsDecodeError } from "./decode-error.ts";
import type { GraphicsEvent } from "./events.ts";
import { Framebuffer, MAX_SIDE } from "./framebuffer.ts";
import { EgfxPipeline } from "./pipeline/egfx/pipeline.ts";
import { LegacyPipeline } from "./pipeline/legacy/legacy-pipeline.ts";

/**
 * Turns the graphics of one RDP session into pixels. Feed it the tunnel's records in order; each call returns what to
 * present, in order, after the framebuffer shows it. A method that throws (GraphicsDecodeError) ends the session: the
 * picture can no longer be trusted.
 */
export class GraphicsDecoder {
  readonly #screen = { framebuffer: new Framebuffer(0, 0) };
  readonly #legacy = new LegacyPipeline();
  readonly #pipeline = new EgfxPipeline(this.#screen);

  /** The picture. A `resize` event says that it was replaced. */
  get framebuffer(): Framebuffer {
    return this.#screen.framebuffer;
  }

  /** The desktop begins anew, black, in this size (pixels). */
  resize(width: number, height: number): GraphicsEvent[] {
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
      throw new GraphicsDecodeError("desktop size", `${width} x ${height}, where 1 to ${MAX_SIDE} are possible`);
    }
    this.#screen.framebuffer = new Framebuffer(width, height);
    this.#legacy.reset();
    return [{ type: "resize", width, height }];
  }

  /** One fast-path update: updateHeader, compressionFlags if flagged, data ([MS-RDPBCGR] 2.2.9.1.2.1 without size). */
  update(fastPathUpdate: Uint8Array): GraphicsEvent[] {
    return this.#legacy.receive(fastPathUpdate, this.framebuffer);
  }

  /** A piece of a graphics channel message; `first` and `last` say whether the message begins and ends with it. */
  pipeline(data: Uint8Array, first: boolean, last: boolean): GraphicsEvent[] {
    return this.#pipeline.receive(data, first, last);
  }

  /** The graphics channel was opened (again): all state of the pipeline is void. */
  resetPipeline(): void {
    this.#pipeline.reset();
  }
}
