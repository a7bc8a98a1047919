import { GraphicsDecoder, type GraphicsEvent, type Rect } from "@passerelle/graphics";
import {
  Downstream,
  decodeDesktopSize,
  FrameSource,
  type Intention,
  PipelineFlag,
  type TunnelRecord,
} from "@passerelle/tunnel";

/** Hears of what the picture does not show. */
export interface ScreenListener {
  resized(width: number, height: number): void;
  pointer(shape: Extract<GraphicsEvent, { type: "pointer" }>["shape"]): void;
}

type FrameShown = Pick<Extract<Intention, { kind: "frame-shown" }>, "source" | "frame">;

/** The desktop's picture: decodes what the gateway hands on and puts it on the canvas. */
export class Screen {
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #listener: ScreenListener;
  #decoder = new GraphicsDecoder();
  /** The framebuffer's memory as the canvas takes it, not a copy. */
  #image: ImageData | undefined;

  constructor(canvas: OffscreenCanvas, listener: ScreenListener) {
    const context = canvas.getContext("2d", { alpha: false, desynchronized: true });
    if (!context) throw new Error("this browser has no canvas in workers");
    this.#canvas = canvas;
    this.#context = context;
    this.#listener = listener;
  }

  /**
   * Presents a record of graphics; other records are left alone.
   * @returns the frames that are on the canvas now
   * @throws GraphicsDecodeError, TunnelFormatError
   */
  present({ type, payload }: TunnelRecord): FrameShown[] {
    switch (type) {
      case Downstream.DesktopSize: {
        const { width, height } = decodeDesktopSize(payload);
        return this.#show(this.#decoder.resize(width, height));
      }
      case Downstream.FastPathUpdate:
        return this.#show(this.#decoder.update(payload));
      case Downstream.PipelineData: {
        const flags = payload[0] ?? 0;
        const [first, last] = [(flags & PipelineFlag.First) !== 0, (flags & PipelineFlag.Last) !== 0];
        return this.#show(this.#decoder.pipeline(payload.subarray(1), first, last));
      }
      case Downstream.PipelineReset:
        this.#decoder.resetPipeline();
        return [];
      default:
        return [];
    }
  }

  /** Forgets everything: what comes next starts from nothing. */
  clear(): void {
    this.#decoder = new GraphicsDecoder();
    this.#image = undefined;
  }

  #show(events: readonly GraphicsEvent[]): FrameShown[] {
    const shown: FrameShown[] = [];
    for (const event of events) {
      switch (event.type) {
        case "resize":
          this.#canvas.width = event.width;
          this.#canvas.height = event.height;
          this.#listener.resized(event.width, event.height);
          break;
        case "paint":
          this.#upload(event.dirty);
          break;
        case "frame":
          this.#upload(event.dirty);
          shown.push({
            source: event.source === "pipeline" ? FrameSource.Pipeline : FrameSource.SurfaceCommands,
            frame: event.id,
          });
          break;
        case "pointer":
          this.#listener.pointer(event.shape);
          break;
      }
    }
    return shown;
  }

  #upload(dirty: readonly Rect[]): void {
    const { pixels, width, height } = this.#decoder.framebuffer;
    if (this.#image?.data !== pixels) this.#image = new ImageData(pixels, width, height);
    for (const rect of dirty) {
      this.#context.putImageData(this.#image, 0, 0, rect.x, rect.y, rect.width, rect.height);
    }
  }
}
