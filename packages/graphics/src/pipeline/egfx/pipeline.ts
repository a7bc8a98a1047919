import type { DecoderFigures } from "../../decoder-figures.ts";
import type { GraphicsEvent } from "../../events.ts";
import type { Framebuffer } from "../../framebuffer.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import type { VideoDecoder } from "../../video/video-decoder.ts";
import { type Work, workOf } from "../apply-queue.ts";
import { ZgfxDecompressor } from "../zgfx.ts";
import { EgfxExecutor } from "./executor.ts";
import { MessageAssembler } from "./message-assembler.ts";
import { decodePdus } from "./pdu.ts";
import { isVideo, type VideoBitmap, VideoBitmaps } from "./video-bitmaps.ts";

export interface EgfxPipelineOptions {
  readonly kernels: Kernels;
  /** Read anew each time it is drawn on; ResetGraphics begins it anew. */
  readonly framebuffer: Framebuffer;
  readonly figures: DecoderFigures;
  readonly present: (event: GraphicsEvent) => void;
  /** Makes a decoder for one H.264 stream; without it, none is agreed on. */
  readonly openVideoDecoder: (() => VideoDecoder) | undefined;
}

/**
 * The graphics pipeline of one channel, [MS-RDPEGFX] 3.3. Messages are read and their H.264 is handed to its decoders when
 * they come; what they draw is drawn in its turn.
 */
export class EgfxPipeline {
  readonly #present: (event: GraphicsEvent) => void;
  readonly #executor: EgfxExecutor;
  readonly #video: VideoBitmaps | undefined;
  #assembler = new MessageAssembler();
  readonly #decompressor: ZgfxDecompressor;

  constructor({ kernels, framebuffer, figures, present, openVideoDecoder }: EgfxPipelineOptions) {
    this.#present = present;
    this.#decompressor = new ZgfxDecompressor(kernels);
    this.#executor = new EgfxExecutor(kernels, framebuffer, figures);
    this.#video = openVideoDecoder && new VideoBitmaps(kernels, openVideoDecoder);
  }

  /** Pictures that are being decoded, or wait for their turn. */
  get pictures(): number {
    return this.#video?.pictures ?? 0;
  }

  /** The channel was opened anew: nothing that was before holds. Answers what is to be done for that in its turn. */
  reset(): Work {
    this.#assembler = new MessageAssembler();
    this.#decompressor.reset();
    this.dropPictures();
    return workOf(() => this.#executor.reset());
  }

  /** What is being decoded will not be seen. */
  dropPictures(): void {
    this.#video?.clear();
  }

  /**
   * Takes one piece of a channel message (a piece of a message that comes in several is kept until the last); answers what
   * is to be done in its turn. Throws GraphicsDecodeError, after which only `reset` helps; so does that work.
   * @param waits whether the turn is not at once
   */
  receive(data: Uint8Array, first: boolean, last: boolean, waits: boolean): Work {
    const message = this.#assembler.add(data, first, last);
    if (!message) return workOf(() => {});
    const plain = this.#decompressor.decompress(message);
    const videos = this.#video?.read(plain) ?? [];
    // The decompressor's next message comes to the same memory.
    const kept = waits || videos.length > 0 ? plain.slice() : plain;
    const steps = this.#draw(kept, videos);
    return { goOn: () => steps.next().value, bytes: kept.length };
  }

  *#draw(message: Uint8Array, videos: VideoBitmap[]): Generator<Promise<void>, undefined> {
    this.#executor.beginMessage();
    let next = 0;
    for (const pdu of decodePdus(message)) {
      if (this.#video && isVideo(pdu)) {
        const video = videos[next++];
        for (const view of [video.main, video.auxiliary])
          if (view && !view.picture.isSettled) yield view.picture.settled;
        this.#executor.paintVideo(pdu, video);
      } else {
        const event = this.#executor.execute(pdu);
        if (event) this.#present(event);
      }
    }
    return undefined;
  }
}
