import { type Bitmap, intersect, type Rect } from "@passerelle/graphics";
import type { Presenter } from "./presenter.ts";

/** No side of a desktop is longer (MAX_SIDE of the decoder). */
const LONGEST_SIDE = 8192;
const NOTHING: Rect = { x: 0, y: 0, width: 0, height: 0 };

/** Renderers that draw with the processor; `failIfMajorPerformanceCaveat` does not refuse all of them. */
const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Whether the browser has WebGL 2 on a graphics card, with textures that are large enough. */
export function hasWebGl(): boolean {
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2", { failIfMajorPerformanceCaveat: true });
  if (!gl) return false;
  const name = gl.getExtension("WEBGL_debug_renderer_info")?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER;
  const isHardware = !SOFTWARE_RENDERER.test(String(gl.getParameter(name)));
  const isLargeEnough = gl.getParameter(gl.MAX_TEXTURE_SIZE) >= LONGEST_SIDE;
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return isHardware && isLargeEnough;
}

/** Presents with WebGL 2: uploads straight from the framebuffer's memory, shared or not, to a texture. */
export class WebGlPresenter implements Presenter {
  readonly method = "webgl2";
  readonly #canvas: OffscreenCanvas;
  readonly #gl: WebGL2RenderingContext;
  #texture: WebGLTexture | null = null;
  #textureReader: WebGLFramebuffer | null = null;
  #source = NOTHING;

  /** @param lost see `createPresenter` */
  constructor(canvas: OffscreenCanvas, lost: () => void) {
    const gl = canvas.getContext("webgl2", { alpha: false, antialias: false, depth: false, desynchronized: true });
    if (!gl) throw new Error("this browser has no WebGL 2 in workers");
    this.#canvas = canvas;
    this.#gl = gl;
    // Without it the context is not restored.
    canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
    canvas.addEventListener("webglcontextrestored", () => {
      this.#texture = null;
      this.#textureReader = null;
      this.resize(this.#source);
      lost();
    });
  }

  resize(source: Rect): void {
    const gl = this.#gl;
    this.#source = source;
    this.#canvas.width = source.width;
    this.#canvas.height = source.height;
    gl.deleteTexture(this.#texture);
    this.#texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, this.#texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, source.width, source.height);
    gl.deleteFramebuffer(this.#textureReader);
    this.#textureReader = gl.createFramebuffer();
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.#textureReader);
    gl.framebufferTexture2D(gl.READ_FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, this.#texture, 0);
  }

  present(framebuffer: Bitmap, dirty: readonly Rect[]): void {
    const gl = this.#gl;
    const { kernels, address, stride, height } = framebuffer;
    const pixels = new Uint8Array(kernels.memory.buffer, address, stride * height * 4);
    gl.pixelStorei(gl.UNPACK_ROW_LENGTH, stride);
    for (const rect of dirty) {
      const part = intersect(rect, this.#source);
      if (part) this.#upload(pixels, part);
    }
    this.#draw();
  }

  #upload(pixels: Uint8Array, { x, y, width, height }: Rect): void {
    const gl = this.#gl;
    gl.pixelStorei(gl.UNPACK_SKIP_PIXELS, x);
    gl.pixelStorei(gl.UNPACK_SKIP_ROWS, y);
    const [left, top] = [x - this.#source.x, y - this.#source.y];
    gl.texSubImage2D(gl.TEXTURE_2D, 0, left, top, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels, 0);
  }

  /** The whole texture: what the canvas showed before is gone. Rows of a canvas go upwards here. */
  #draw(): void {
    const gl = this.#gl;
    const { width, height } = this.#source;
    // Chromium empties what it has shown at the next drawing call, and does not count a blit as one.
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.blitFramebuffer(0, 0, width, height, 0, height, width, 0, gl.COLOR_BUFFER_BIT, gl.NEAREST);
  }
}
