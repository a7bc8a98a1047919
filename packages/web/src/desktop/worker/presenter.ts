import type { Bitmap, Rect } from "@passerelle/graphics";
import { CanvasPresenter } from "./presenter-2d.ts";
import { hasWebGl, WebGlPresenter } from "./presenter-webgl.ts";

/** Shows a part of the framebuffer on one canvas. */
export interface Presenter {
  readonly method: "2d" | "webgl2";
  /** Shows `source` of the framebuffer from now on; the canvas takes its size and is black. */
  resize(source: Rect): void;
  /** Uploads what of `dirty` (in pixels of the framebuffer) lies in the part that is shown. */
  present(framebuffer: Bitmap, dirty: readonly Rect[]): void;
}

/**
 * The presenter that costs least. A 2D canvas does, wherever it can take the decoder's memory as it is: with software
 * rendering a frame of 1920x1080 costs a tenth of what WebGL takes, with a graphics card both are one upload. It cannot
 * take memory that is shared between threads: there WebGL saves a copy, if a graphics card stands behind it.
 * @param isShared whether the framebuffers will lie in shared memory
 * @param lost called when the canvas has forgotten what it showed: `present` all of it
 */
export function createPresenter(canvas: OffscreenCanvas, isShared: boolean, lost: () => void): Presenter {
  return isShared && hasWebGl() ? new WebGlPresenter(canvas, lost) : new CanvasPresenter(canvas, lost);
}
