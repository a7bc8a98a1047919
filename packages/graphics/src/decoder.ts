import type { Bitmap } from "./bitmap.ts";
import { DecoderFigures } from "./decoder-figures.ts";
import type { GraphicsEvent } from "./events.ts";
import { Framebuffer } from "./framebuffer.ts";
import { requireSides } from "./geometry.ts";
import type { Kernels } from "./kernels/kernels.ts";
import { ApplyQueue, type Work, workOf } from "./pipeline/apply-queue.ts";
import { EgfxPipeline } from "./pipeline/egfx/pipeline.ts";
import { LegacyPipeline } from "./pipeline/legacy/legacy-pipeline.ts";
import type { VideoDecoder } from "./video/video-decoder.ts";

/** What H.264 needs: its pictures come later than the records that they are in, and the records after these wait as well. */
export interface VideoSupport {
  /** Makes a decoder for one stream; there may be several at once. */
  open(): VideoDecoder;
  /** Records that had to wait have been applied: `pending` is less, and `isFull` may be false. */
  applied(): void;
  /** A record that had to wait cannot be decoded; it is the same as if the call that handed it in had thrown this. */
  failed(error: unknown): void;
}

export interface GraphicsDecoderOptions {
  /** Their own, not shared with another decoder. */
  readonly kernels: Kernels;
  /** Called in wire order, when the framebuffer shows what the event tells of. */
  readonly present: (event: GraphicsEvent) => void;
  /** Without it, no codec with H.264 is agreed on, and every record is applied before the call that hands it in returns. */
  readonly video?: VideoSupport;
  /** A clock in milliseconds, for `figures`. */
  readonly now?: () => number;
}

/** When no more records are to be handed in: enough to keep a video decoder busy, and bytes that are decoded in a moment. */
const ENOUGH_PICTURES = 6;
const ENOUGH_BYTES = 1024 * 1024;

/**
 * Turns the graphics of one RDP session into pixels. Feed it the tunnel's records in order; they are applied in that order.
 * A method that throws (GraphicsDecodeError) ends the session: the picture can no longer be trusted.
 */
export class GraphicsDecoder {
  readonly figures: DecoderFigures;
  readonly #present: (event: GraphicsEvent) => void;
  readonly #video: VideoSupport | undefined;
  readonly #framebuffer: Framebuffer;
  readonly #queue = new ApplyQueue(() => this.#goOn());
  readonly #legacy: LegacyPipeline;
  readonly #pipeline: EgfxPipeline;

  constructor({ kernels, present, video, now = () => 0 }: GraphicsDecoderOptions) {
    this.#present = present;
    this.#video = video;
    this.figures = new DecoderFigures(now);
    this.#legacy = new LegacyPipeline(this.figures);
    this.#framebuffer = new Framebuffer(kernels);
    this.#pipeline = new EgfxPipeline({
      kernels,
      framebuffer: this.#framebuffer,
      figures: this.figures,
      present,
      openVideoDecoder: video && (() => video.open()),
    });
  }

  /** The picture. A `resize` event says that it was replaced. */
  get framebuffer(): Bitmap {
    return this.#framebuffer.bitmap;
  }

  /** Records that were handed in and are not wholly applied. */
  get pending(): number {
    return this.#queue.length;
  }

  /** Bytes that these keep. */
  get pendingBytes(): number {
    return this.#queue.bytes;
  }

  /** Whether so much is waiting that no more records should be handed in now. More of them are taken nevertheless. */
  get isFull(): boolean {
    return this.pending > 0 && (this.#pipeline.pictures >= ENOUGH_PICTURES || this.#queue.bytes >= ENOUGH_BYTES);
  }

  /** The desktop begins anew, black, in this size (pixels). */
  resize(width: number, height: number): void {
    requireSides(width, height, "desktop size");
    this.#do(() =>
      workOf(() => {
        this.#framebuffer.begin(width, height, "desktop size");
        this.#legacy.reset();
        this.#present({ type: "resize", width, height });
      }),
    );
  }

  /**
   * One fast-path update: updateHeader, compressionFlags if flagged, data ([MS-RDPBCGR] 2.2.9.1.2.1 without size). It is not
   * copied: its bytes may be needed while records are pending.
   */
  update(fastPathUpdate: Uint8Array): void {
    this.#do(() =>
      workOf(() => {
        for (const event of this.#legacy.receive(fastPathUpdate, this.framebuffer)) this.#present(event);
      }, fastPathUpdate.length),
    );
  }

  /** A piece of a graphics channel message; `first` and `last` say whether the message begins and ends with it. */
  pipeline(data: Uint8Array, first: boolean, last: boolean): void {
    this.#do(() => this.#pipeline.receive(data, first, last, this.pending > 0));
  }

  /** The graphics channel was opened (again): all state of the pipeline is void. */
  resetPipeline(): void {
    this.#do(() => this.#pipeline.reset());
  }

  /** A record without graphics takes its turn: until then it is pending, so that whoever counts records counts them in order. */
  pass(): void {
    this.#do(() => workOf(() => {}));
  }

  /** Drops what is pending and closes the video decoders; nothing is presented any more. Its kernels may go with it. */
  close(): void {
    this.#queue.clear();
    this.#pipeline.dropPictures();
  }

  #do(work: () => Work): void {
    try {
      this.figures.measure(() => this.#queue.add(work()));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** What the first pending record had to wait for is there. */
  #goOn(): void {
    try {
      this.figures.measure(() => this.#queue.run());
    } catch (error) {
      this.close();
      this.#video?.failed(error);
      return;
    }
    this.#video?.applied();
  }
}
