import { GraphicsDecoder, type GraphicsEvent, Kernels, type Rect } from "@passerelle/graphics";
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
  readonly #module: WebAssembly.Module;
  #decoder: GraphicsDecoder;
  /** Frames on the canvas that `present` has not told of. */
  #shown: FrameShown[] = [];
  /** The framebuffer's memory as the canvas takes it, not a copy. */
  #image: ImageData | undefined;

  /** @param kernels kernels.wasm, compiled */
  constructor(canvas: OffscreenCanvas, kernels: WebAssembly.Module, listener: ScreenListener) {
    const context = canvas.getContext("2d", { alpha: false, desynchronized: true });
    if (!context) throw new Error("this browser has no canvas in workers");
    this.#canvas = canvas;
    this.#context = context;
    this.#listener = listener;
    this.#module = kernels;
    this.#decoder = this.#newDecoder();
  }

  /**
   * Presents a record of graphics; other records are left alone.
   * @returns the frames that are on the canvas now
   * @throws GraphicsDecodeError, TunnelFormatError
   */
  present(record: TunnelRecord): FrameShown[] {
    this.#decode(record);
    return this.#shown.splice(0);
  }

  #decode({ type, payload }: TunnelRecord): void {
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
    }
  }

  /** Forgets everything: what comes next starts from nothing. */
  clear(): void {
    this.#decoder = this.#newDecoder();
    this.#image = undefined;
  }

  #newDecoder(): GraphicsDecoder {
    return new GraphicsDecoder({ kernels: new Kernels(this.#module), present: (event) => this.#show(event) });
  }

  #show(event: GraphicsEvent): void {
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
        this.#shown.push({
          source: event.source === "pipeline" ? FrameSource.Pipeline : FrameSource.SurfaceCommands,
          frame: event.id,
        });
        break;
      case "pointer":
        this.#listener.pointer(event.shape);
        break;
    }
  }

  #upload(dirty: readonly Rect[]): void {
    const { kernels, address, width, height } = this.#decoder.framebuffer;
    const { buffer } = kernels.memory;
    if (this.#image?.data.buffer !== buffer || this.#image.data.byteOffset !== address) {
      const pixels = new Uint8ClampedArray(buffer as ArrayBuffer, address, width * height * 4);
      this.#image = new ImageData(pixels, width, height);
    }
    for (const rect of dirty) {
      this.#context.putImageData(this.#image, 0, 0, rect.x, rect.y, rect.width, rect.height);
    }
  }
}
