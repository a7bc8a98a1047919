import type { Bitmap } from "../../bitmap.ts";
import { GraphicsDecodeError } from "../../decode-error.ts";
import type { DecoderFigures } from "../../decoder-figures.ts";
import type { GraphicsEvent, PointerShape } from "../../events.ts";
import type { Rect } from "../../geometry.ts";
import { ByteReader } from "../../reader.ts";
import { WorkBudget } from "../../work-budget.ts";
import { DirtyRegion } from "../dirty-region.ts";
import { paintBitmapUpdate } from "./bitmap-update.ts";
import { FastPathReassembler, type FastPathUpdate, UpdateCode } from "./fast-path-update.ts";
import { skipCacheOrders } from "./orders.ts";
import { greyPalette, readPalette } from "./palette.ts";
import { Pointers } from "./pointers.ts";
import { SurfaceCommands } from "./surface-commands.ts";

/** Graphics outside the graphics channel: fast-path updates, [MS-RDPBCGR] 2.2.9.1.2.1. */
export class LegacyPipeline {
  readonly #reassembler = new FastPathReassembler();
  readonly #pointers = new Pointers();
  readonly #work = new WorkBudget();
  readonly #figures: DecoderFigures;
  #surfaceCommands: SurfaceCommands;
  #palette = greyPalette();
  #inFrame = false;
  readonly #dirty = new DirtyRegion();

  constructor(figures: DecoderFigures) {
    this.#figures = figures;
    this.#surfaceCommands = new SurfaceCommands(this.#work, figures);
  }

  /**
   * Carries out one fast-path update (updateHeader, compressionFlags if flagged, data) on the framebuffer. Between the
   * frame markers of surface commands nothing is presented. Throws GraphicsDecodeError.
   */
  receive(bytes: Uint8Array, framebuffer: Bitmap): GraphicsEvent[] {
    const update = this.#reassembler.receive(bytes);
    this.#work.begin(framebuffer.width * framebuffer.height);
    return update ? this.#execute(update, framebuffer) : [];
  }

  /** The desktop begins anew: fragments, an open frame and codec state are void; palette and pointers stay. */
  reset(): void {
    this.#reassembler.reset();
    this.#surfaceCommands = new SurfaceCommands(this.#work, this.#figures);
    this.#inFrame = false;
    this.#dirty.clear();
  }

  #execute({ code, data }: FastPathUpdate, framebuffer: Bitmap): GraphicsEvent[] {
    switch (code) {
      case UpdateCode.Bitmap:
        return this.#painted(paintBitmapUpdate(data, this.#palette, framebuffer, this.#work, this.#figures));
      case UpdateCode.SurfaceCommands:
        return this.#runSurfaceCommands(data, framebuffer);
      case UpdateCode.Palette:
        this.#palette = readPalette(data);
        return [];
      case UpdateCode.Synchronize:
        return [];
      case UpdateCode.PointerHidden:
        return pointer({ kind: "hidden" });
      case UpdateCode.PointerDefault:
        return pointer({ kind: "default" });
      case UpdateCode.PointerPosition: {
        const reader = new ByteReader(data, "TS_POINTERPOSATTRIBUTE");
        return [{ type: "pointerPosition", x: reader.u16(), y: reader.u16() }];
      }
      case UpdateCode.PointerColor:
        return pointer(this.#pointers.color(data, this.#palette));
      case UpdateCode.PointerNew:
        return pointer(this.#pointers.new(data, this.#palette));
      case UpdateCode.PointerLarge:
        return pointer(this.#pointers.large(data, this.#palette));
      case UpdateCode.PointerCached:
        return pointer(this.#pointers.cached(data));
      case UpdateCode.Orders:
        skipCacheOrders(data);
        return [];
      default:
        throw new GraphicsDecodeError("TS_FP_UPDATE", `unknown updateCode ${code}`);
    }
  }

  #runSurfaceCommands(data: Uint8Array, framebuffer: Bitmap): GraphicsEvent[] {
    const events: GraphicsEvent[] = [];
    for (const outcome of this.#surfaceCommands.run(data, framebuffer)) {
      if (outcome.type === "painted") events.push(...this.#painted(outcome.rects));
      else if (outcome.type === "frameBegin") this.#inFrame = true;
      else {
        this.#inFrame = false;
        events.push({ type: "frame", source: "surfaceCommands", id: outcome.id, dirty: this.#takeDirty() });
      }
    }
    return events;
  }

  #painted(rects: readonly Rect[]): GraphicsEvent[] {
    for (const rect of rects) this.#dirty.add(rect);
    if (this.#inFrame || rects.length === 0) return [];
    return [{ type: "paint", dirty: this.#takeDirty() }];
  }

  #takeDirty(): readonly Rect[] {
    const rects = this.#dirty.rects;
    this.#dirty.clear();
    return rects;
  }
}

function pointer(shape: PointerShape): GraphicsEvent[] {
  return [{ type: "pointer", shape }];
}
