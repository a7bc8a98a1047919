import { GraphicsDecoder, Kernels } from "../../../packages/graphics/src/index.ts";
import { CanvasPresenter } from "../../../packages/web/src/desktop/worker/presenter-2d.ts";
import { WebGlPresenter } from "../../../packages/web/src/desktop/worker/presenter-webgl.ts";
import { kernels } from "./fetched.ts";

const PRESENTERS = { "2d": CanvasPresenter, webgl2: WebGlPresenter };

/** Asks for a whole framebuffer to be presented so many times. */
export interface PresentRequest {
  readonly method: keyof typeof PRESENTERS;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

addEventListener("message", async ({ data }: MessageEvent<PresentRequest>) => {
  const { method, width, height, frames } = data;
  const decoder = new GraphicsDecoder({ kernels: new Kernels(await kernels), present: () => {} });
  decoder.resize(width, height);
  const rect = { x: 0, y: 0, width, height };
  const presenter = new PRESENTERS[method](new OffscreenCanvas(width, height), () => {});
  presenter.resize(rect);
  for (let i = 0; i < frames; i++) {
    // Presenting the same pixels again could be seen through.
    decoder.framebuffer.words.fill(0xff000000 + i * 0x010305);
    presenter.present(decoder.framebuffer, [rect]);
  }
  postMessage("presented");
});
