import { type DecoderFigures, DirtyRegion, GraphicsDecoder, type GraphicsEvent, type Rect } from "@passerelle/graphics";
import {
  Downstream,
  decodeDesktopSize,
  FrameSource,
  type Intention,
  PipelineFlag,
  type TunnelRecord,
} from "@passerelle/tunnel";
import type { Arrangement, Part } from "../monitors/arrangement.ts";
import type { DecoderKernels } from "./decoder-kernels.ts";
import { H264Decoder } from "./h264-decoder.ts";
import { createPresenter, type Presenter } from "./presenter.ts";
import { Views } from "./views.ts";

/** Hears of what the picture does not show. */
export interface ScreenListener {
  /** @param parts what each view shows; empty: the main one shows everything */
  resized(width: number, height: number, parts: readonly Part[]): void;
  /** The first picture is on the canvas. */
  begun(): void;
  pointer(shape: Extract<GraphicsEvent, { type: "pointer" }>["shape"]): void;
  /** Records that had to wait for video were decoded: `present` them, and go on. */
  decoded(): void;
  /** A record that had to wait cannot be decoded. */
  failed(error: unknown): void;
}

type FrameShown = Pick<Extract<Intention, { kind: "frame-shown" }>, "source" | "frame">;

/** The desktop's picture: decodes what the gateway hands on and puts it on the canvas. */
export class Screen {
  readonly #views: Views;
  readonly #listener: ScreenListener;
  readonly #kernels: DecoderKernels;
  #decoder: GraphicsDecoder;
  /** What has changed in the framebuffer since `present`. */
  readonly #dirty = new DirtyRegion();
  /** The frames that are in the framebuffer since then. */
  #frames: FrameShown[] = [];
  #hasBegun = false;

  constructor(canvas: OffscreenCanvas, kernels: DecoderKernels, listener: ScreenListener) {
    this.#kernels = kernels;
    this.#views = new Views(this.#newPresenter(canvas));
    this.#listener = listener;
    this.#decoder = this.#newDecoder();
  }

  /** Records that were taken and are not decoded: they wait for video. */
  get pending(): number {
    return this.#decoder.pending;
  }

  /** Bytes that these keep. */
  get pendingBytes(): number {
    return this.#decoder.pendingBytes;
  }

  /** Whether so much waits that no more records should be taken. */
  get isFull(): boolean {
    return this.#decoder.isFull;
  }

  /** What the decoder has done since it was made. */
  get figures(): DecoderFigures {
    return this.#decoder.figures;
  }

  /** Bytes that the decoder has taken. */
  get memory(): number {
    return this.#decoder.framebuffer.kernels.memory.buffer.byteLength;
  }

  /** Threads that decode. */
  get threads(): number {
    return this.#kernels.threads;
  }

  /** How pictures are presented. */
  get method(): Presenter["method"] {
    return this.#views.method;
  }

  /** Whether there is something to present. */
  get hasNews(): boolean {
    return this.#dirty.rects.length > 0 || this.#frames.length > 0;
  }

  /**
   * Decodes a record of graphics, now or in its turn, which other records take as well.
   * @throws GraphicsDecodeError, TunnelFormatError
   */
  decode({ type, payload }: TunnelRecord): void {
    switch (type) {
      case Downstream.DesktopSize: {
        const { width, height } = decodeDesktopSize(payload);
        this.#decoder.resize(width, height);
        break;
      }
      case Downstream.FastPathUpdate:
        this.#decoder.update(payload);
        break;
      case Downstream.PipelineData: {
        const flags = payload[0] ?? 0;
        const [first, last] = [(flags & PipelineFlag.First) !== 0, (flags & PipelineFlag.Last) !== 0];
        this.#decoder.pipeline(payload.subarray(1), first, last);
        break;
      }
      case Downstream.PipelineReset:
        this.#decoder.resetPipeline();
        break;
      default:
        this.#decoder.pass();
    }
  }

  /**
   * Puts on the canvas what was decoded since the last time, the latest picture only. It does not wait for an animation
   * frame: the browser shows the canvas with the next one anyway, and the acknowledgement would come later.
   * @returns the frames that are on the canvas now
   */
  present(): FrameShown[] {
    const { rects } = this.#dirty;
    if (rects.length > 0) {
      this.#views.present(this.#decoder.framebuffer, rects);
      if (!this.#hasBegun) this.#listener.begun();
      this.#hasBegun = true;
    }
    this.#dirty.clear();
    return this.#frames.splice(0);
  }

  /** Shows a part of the desktop on another canvas, once it is arranged. */
  addView(view: number, canvas: OffscreenCanvas): void {
    this.#views.add(view, this.#newPresenter(canvas));
    this.#presentAll();
  }

  removeView(view: number): void {
    this.#views.remove(view);
  }

  /** Shows the desktop like this once it has that size, and says when it is so. */
  arrange(arrangement: Arrangement): void {
    if (!this.#views.arrange(arrangement)) return;
    const { width, height } = this.#decoder.framebuffer;
    this.#listener.resized(width, height, this.#views.parts);
    this.#presentAll();
  }

  /** Forgets everything: what comes next starts from nothing. */
  clear(): void {
    this.#decoder.close();
    this.#decoder = this.#newDecoder();
    this.#dirty.clear();
    this.#frames = [];
  }

  #newPresenter(canvas: OffscreenCanvas): Presenter {
    return createPresenter(canvas, this.#kernels.isShared, () => this.#presentAll());
  }

  #newDecoder(): GraphicsDecoder {
    return new GraphicsDecoder({
      kernels: this.#kernels.renew(),
      present: (event) => this.#take(event),
      video: {
        open: () => new H264Decoder(),
        applied: () => this.#listener.decoded(),
        failed: (error) => this.#listener.failed(error),
      },
      now: () => performance.now(),
    });
  }

  #take(event: GraphicsEvent): void {
    switch (event.type) {
      case "resize":
        this.#dirty.clear();
        this.#views.resize(event.width, event.height);
        this.#listener.resized(event.width, event.height, this.#views.parts);
        break;
      case "paint":
        for (const rect of event.dirty) this.#dirty.add(rect);
        break;
      case "frame":
        for (const rect of event.dirty) this.#dirty.add(rect);
        this.#frames.push({
          source: event.source === "pipeline" ? FrameSource.Pipeline : FrameSource.SurfaceCommands,
          frame: event.id,
        });
        break;
      case "pointer":
        this.#listener.pointer(event.shape);
        break;
    }
  }

  #wholeFramebuffer(): Rect {
    const { width, height } = this.#decoder.framebuffer;
    return { x: 0, y: 0, width, height };
  }

  #presentAll(): void {
    const { framebuffer } = this.#decoder;
    if (framebuffer.width > 0) this.#views.present(framebuffer, [this.#wholeFramebuffer()]);
  }
}
