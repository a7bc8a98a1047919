import { ProgressiveDecoder } from "../../codecs/progressive.ts";
import { RemoteFxDecoder } from "../../codecs/remotefx.ts";
import { clipToTarget, type PixelTarget, subTarget } from "../../codecs/target.ts";
import { GraphicsDecodeError } from "../../decode-error.ts";
import { MAX_SIDE } from "../../framebuffer.ts";
import type { Rect } from "../../geometry.ts";
import { MemoryBudget } from "../../memory-budget.ts";
import type { WorkBudget } from "../../work-budget.ts";
import { DirtyRegion } from "../dirty-region.ts";
import type { Output } from "./output.ts";

const MAX_SURFACES = 1024;
const MAX_SURFACE_BYTES = 512 * 1024 * 1024;
/** Coefficients take about nine bytes a pixel; a real server has them for one desktop. */
const MAX_PROGRESSIVE_BYTES = 768 * 1024 * 1024;

/** An off-screen surface with what its codecs remember of it, [MS-RDPEGFX] 3.3.1. Its alpha is never shown. */
export class Surface implements PixelTarget {
  readonly words: Uint32Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  /** Where it is shown, if it is. */
  output: Output | undefined;
  /** What has changed since it was last shown. */
  readonly dirty = new DirtyRegion();
  readonly remoteFx: RemoteFxDecoder;
  /** One for all codec contexts: a difference tile refers to what the surface has, whichever context sent it. */
  readonly progressive: ProgressiveDecoder;

  constructor(width: number, height: number, progressiveBudget: MemoryBudget, work: WorkBudget) {
    this.words = new Uint32Array(width * height);
    this.width = width;
    this.height = height;
    this.stride = width;
    this.remoteFx = new RemoteFxDecoder(work);
    this.progressive = new ProgressiveDecoder(progressiveBudget, work);
  }

  /** The pixels of `rect`, which must lie on the surface; `structure` is who asks. Throws GraphicsDecodeError. */
  part(rect: Rect, structure: string): PixelTarget {
    if (rect.x + rect.width > this.width || rect.y + rect.height > this.height) {
      const { x, y, width, height } = rect;
      throw new GraphicsDecodeError(
        structure,
        `${width} x ${height} at ${x}, ${y} is not on the ${this.width} x ${this.height} surface`,
      );
    }
    return subTarget(this, rect);
  }

  markDirty(rect: Rect): void {
    const visible = clipToTarget(this, rect);
    if (visible && this.output) this.dirty.add(visible);
  }

  showOn(output: Output): void {
    this.output = output;
    this.markDirty({ x: 0, y: 0, width: this.width, height: this.height });
  }

  hide(): void {
    this.output = undefined;
    this.dirty.clear();
  }
}

/** The surfaces by id. */
export class Surfaces {
  readonly #surfaces = new Map<number, Surface>();
  readonly #budget = new MemoryBudget(MAX_SURFACE_BYTES, "EGFX surfaces");
  readonly #progressiveBudget = new MemoryBudget(MAX_PROGRESSIVE_BYTES, "RemoteFX Progressive tiles");
  readonly #work: WorkBudget;

  constructor(work: WorkBudget) {
    this.#work = work;
  }

  [Symbol.iterator](): Iterator<Surface> {
    return this.#surfaces.values();
  }

  /** A surface of transparent black; one with the same id goes. Throws GraphicsDecodeError beyond the limits. */
  create(id: number, width: number, height: number): void {
    this.delete(id);
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
      throw new GraphicsDecodeError("RDPGFX_CREATE_SURFACE_PDU", `a surface of ${width} x ${height}`);
    }
    if (this.#surfaces.size === MAX_SURFACES) {
      throw new GraphicsDecodeError("RDPGFX_CREATE_SURFACE_PDU", `more than ${MAX_SURFACES} surfaces`);
    }
    this.#budget.take(width * height * 4);
    this.#work.takeArea({ width, height });
    this.#surfaces.set(id, new Surface(width, height, this.#progressiveBudget, this.#work));
  }

  delete(id: number): void {
    const surface = this.#surfaces.get(id);
    if (!surface) return;
    surface.progressive.dispose();
    this.#budget.give(surface.words.byteLength);
    this.#surfaces.delete(id);
  }

  /** Throws GraphicsDecodeError if there is none; `structure` is who asks. */
  get(id: number, structure: string): Surface {
    const surface = this.#surfaces.get(id);
    if (!surface) throw new GraphicsDecodeError(structure, `surface ${id} does not exist`);
    return surface;
  }
}
