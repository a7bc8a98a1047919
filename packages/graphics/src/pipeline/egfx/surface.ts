import { Bitmap } from "../../bitmap.ts";
import { Avc444Views } from "../../codecs/avc444.ts";
import { ProgressiveDecoder } from "../../codecs/progressive.ts";
import { RemoteFxDecoder } from "../../codecs/remotefx.ts";
import { clipToTarget } from "../../codecs/target.ts";
import { GraphicsDecodeError } from "../../decode-error.ts";
import { type Rect, requireSides } from "../../geometry.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import { MemoryBudget } from "../../memory-budget.ts";
import type { WorkBudget } from "../../work-budget.ts";
import { DirtyRegion } from "../dirty-region.ts";
import type { Output } from "./output.ts";

const MAX_SURFACES = 1024;
const MAX_SURFACE_BYTES = 512 * 1024 * 1024;
/** Coefficients take about nine bytes a pixel; a real server has them for one desktop. */
const MAX_PROGRESSIVE_BYTES = 768 * 1024 * 1024;

/** An off-screen surface with what its codecs remember of it, [MS-RDPEGFX] 3.3.1. Its alpha is never shown. */
export class Surface {
  readonly bitmap: Bitmap;
  /** Where it is shown, if it is. */
  output: Output | undefined;
  /** What has changed since it was last shown. */
  readonly dirty = new DirtyRegion();
  readonly remoteFx: RemoteFxDecoder;
  /** One for all codec contexts: a difference tile refers to what the surface has, whichever context sent it. */
  readonly progressive: ProgressiveDecoder;
  #avc444: Avc444Views | undefined;

  /** Takes the bitmap over. */
  constructor(bitmap: Bitmap, progressiveBudget: MemoryBudget, work: WorkBudget) {
    this.bitmap = bitmap;
    this.remoteFx = new RemoteFxDecoder(work);
    this.progressive = new ProgressiveDecoder(progressiveBudget, work);
  }

  /** The views of what came as AVC444. */
  get avc444(): Avc444Views {
    this.#avc444 ??= new Avc444Views(this.bitmap);
    return this.#avc444;
  }

  /** Throws GraphicsDecodeError if a rectangle is not on the surface; `structure` is who asks. */
  requireOn({ x, y, width, height }: Rect, structure: string): void {
    const { bitmap } = this;
    if (x + width > bitmap.width || y + height > bitmap.height) {
      throw new GraphicsDecodeError(
        structure,
        `${width} x ${height} at ${x}, ${y} is not on the ${bitmap.width} x ${bitmap.height} surface`,
      );
    }
  }

  /** The pixels of `rect`, which must lie on the surface; `structure` is who asks. Throws GraphicsDecodeError. */
  part(rect: Rect, structure: string): Bitmap {
    this.requireOn(rect, structure);
    return this.bitmap.part(rect.x, rect.y, rect.width, rect.height);
  }

  markDirty(rect: Rect): void {
    const visible = clipToTarget(this.bitmap, rect);
    if (visible && this.output) this.dirty.add(visible);
  }

  showOn(output: Output): void {
    this.output = output;
    const { width, height } = this.bitmap;
    this.markDirty({ x: 0, y: 0, width, height });
  }

  hide(): void {
    this.output = undefined;
    this.dirty.clear();
  }

  /** Gives the memory back; the surface is not used any more. */
  release(): void {
    this.progressive.dispose();
    this.#avc444?.release();
    this.bitmap.release();
  }
}

/** The surfaces by id. */
export class Surfaces {
  readonly #surfaces = new Map<number, Surface>();
  readonly #budget = new MemoryBudget(MAX_SURFACE_BYTES, "EGFX surfaces");
  readonly #progressiveBudget = new MemoryBudget(MAX_PROGRESSIVE_BYTES, "RemoteFX Progressive tiles");
  readonly #kernels: Kernels;
  readonly #work: WorkBudget;

  constructor(kernels: Kernels, work: WorkBudget) {
    this.#kernels = kernels;
    this.#work = work;
  }

  [Symbol.iterator](): Iterator<Surface> {
    return this.#surfaces.values();
  }

  /** A surface of transparent black; one with the same id goes. Throws GraphicsDecodeError beyond the limits. */
  create(id: number, width: number, height: number): void {
    this.delete(id);
    requireSides(width, height, "RDPGFX_CREATE_SURFACE_PDU");
    if (this.#surfaces.size === MAX_SURFACES) {
      throw new GraphicsDecodeError("RDPGFX_CREATE_SURFACE_PDU", `more than ${MAX_SURFACES} surfaces`);
    }
    this.#budget.take(width * height * 4);
    this.#work.takeArea({ width, height });
    this.#surfaces.set(
      id,
      new Surface(Bitmap.allocate(this.#kernels, width, height), this.#progressiveBudget, this.#work),
    );
  }

  delete(id: number): void {
    const surface = this.#surfaces.get(id);
    if (!surface) return;
    this.#budget.give(surface.bitmap.byteLength);
    surface.release();
    this.#surfaces.delete(id);
  }

  /** Deletes all. */
  clear(): void {
    for (const id of this.#surfaces.keys()) this.delete(id);
  }

  /** Throws GraphicsDecodeError if there is none; `structure` is who asks. */
  get(id: number, structure: string): Surface {
    const surface = this.#surfaces.get(id);
    if (!surface) throw new GraphicsDecodeError(structure, `surface ${id} does not exist`);
    return surface;
  }
}
