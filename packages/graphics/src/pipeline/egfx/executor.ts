import { Bitmap } from "../../bitmap.ts";
import { decodeAlpha } from "../../codecs/alpha.ts";
import { ClearCodecDecoder } from "../../codecs/clearcodec.ts";
import { decodePlanar } from "../../codecs/planar.ts";
import { clipToTarget, copyBitmap, fillRect } from "../../codecs/target.ts";
import { decodeUncompressed } from "../../codecs/uncompressed.ts";
import { GraphicsDecodeError } from "../../decode-error.ts";
import type { DecoderFigures } from "../../decoder-figures.ts";
import type { GraphicsEvent } from "../../events.ts";
import type { Framebuffer } from "../../framebuffer.ts";
import { type Rect, requireSides } from "../../geometry.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import { BITMAP_WEIGHT, WorkBudget } from "../../work-budget.ts";
import { DirtyRegion } from "../dirty-region.ts";
import { BitmapCache } from "./bitmap-cache.ts";
import { plainOutput, scaledOutput } from "./output.ts";
import { paintVideo } from "./paint-video.ts";
import { Codec, type EgfxPdu, type Pdu, type Point } from "./pdu.ts";
import { Surfaces } from "./surface.ts";
import type { VideoBitmap } from "./video-bitmaps.ts";

/** What `figures` call the codecs. */
const CODEC_NAMES: Readonly<Record<number, string>> = {
  [Codec.uncompressed]: "uncompressed",
  [Codec.caVideo]: "RemoteFX",
  [Codec.clearCodec]: "ClearCodec",
  [Codec.caProgressive]: "RemoteFX progressive",
  [Codec.planar]: "planar",
  [Codec.avc420]: "AVC420",
  [Codec.alpha]: "alpha",
  [Codec.caProgressiveV2]: "RemoteFX progressive",
  [Codec.avc444]: "AVC444",
  [Codec.avc444v2]: "AVC444v2",
};

/** A scaler weighs each row and column of what it scales. */
const SCALER_WORK = 64;

/** What confirmed capabilities empty and make anew, the caches above all, is work like that of so many pixels. */
const CAPS_CONFIRM_WORK = 2 ** 22;

const CAPS_FLAG_THINCLIENT = 0x01;
const CAPS_FLAG_SMALL_CACHE = 0x02;

/** Carries out PDUs on the surfaces and caches of one channel, [MS-RDPEGFX] 3.3. What is drawn is shown at the end of its frame. */
export class EgfxExecutor {
  readonly #kernels: Kernels;
  readonly #framebuffer: Framebuffer;
  readonly #figures: DecoderFigures;
  readonly #work = new WorkBudget();
  readonly #surfaces: Surfaces;
  #cache = new BitmapCache("full");
  #clearCodec: ClearCodecDecoder;
  /** Counts frames; their own ids may repeat. */
  #frame = 0;

  constructor(kernels: Kernels, framebuffer: Framebuffer, figures: DecoderFigures) {
    this.#kernels = kernels;
    this.#surfaces = new Surfaces(kernels, this.#work);
    this.#clearCodec = new ClearCodecDecoder(kernels, this.#work);
    this.#framebuffer = framebuffer;
    this.#figures = figures;
  }

  /** Nothing that was before holds. */
  reset(): void {
    this.#resetGraphicsState(new BitmapCache("full"));
  }

  /** A message begins; it may make so much work and no more. */
  beginMessage(): void {
    const { width, height } = this.#framebuffer.bitmap;
    this.#work.begin(width * height);
  }

  /** Carries out a PDU; H.264 comes to `paintVideo` instead. Answers what is to be presented. Throws GraphicsDecodeError. */
  execute(pdu: EgfxPdu): GraphicsEvent | undefined {
    this.#work.take(0);
    // Progressive tiles wait for more of them.
    if (pdu.type !== "wireToSurface2") this.#kernels.tiles.run();
    switch (pdu.type) {
      case "wireToSurface1":
        this.#wireToSurface1(pdu);
        break;
      case "wireToSurface2":
        this.#wireToSurface2(pdu);
        break;
      case "solidFill":
        this.#solidFill(pdu);
        break;
      case "surfaceToSurface":
        this.#surfaceToSurface(pdu);
        break;
      case "surfaceToCache":
        this.#surfaceToCache(pdu);
        break;
      case "cacheToSurface":
        this.#copyToPoints(this.#cache.get(pdu.slot), pdu.surfaceId, pdu.points, "RDPGFX_CACHE_TO_SURFACE_PDU");
        break;
      case "evictCacheEntry":
        this.#cache.evict(pdu.slot);
        break;
      case "createSurface":
        this.#surfaces.create(pdu.surfaceId, pdu.width, pdu.height);
        break;
      case "deleteSurface":
        this.#surfaces.delete(pdu.surfaceId);
        break;
      case "startFrame":
        this.#frame++;
        break;
      case "endFrame":
        return { type: "frame", source: "pipeline", id: pdu.frameId, dirty: this.#present() };
      case "resetGraphics":
        return this.#resetGraphics(pdu);
      case "mapSurfaceToOutput":
        this.#surfaces.get(pdu.surfaceId, "RDPGFX_MAP_SURFACE_TO_OUTPUT_PDU").showOn(plainOutput(pdu.origin));
        break;
      case "mapSurfaceToScaledOutput":
        this.#mapSurfaceToScaledOutput(pdu);
        break;
      case "capsConfirm":
        this.#capsConfirm(pdu);
    }
    return undefined;
  }

  /** Paints the pictures that came in a PDU; they are settled. Throws GraphicsDecodeError. */
  paintVideo({ surfaceId, codecId, data }: Pdu<"wireToSurface1">, video: VideoBitmap): void {
    this.#work.take(0);
    this.#kernels.tiles.run();
    const surface = this.#surfaces.get(surfaceId, "RDPGFX_WIRE_TO_SURFACE_PDU_1");
    this.#figures.count(CODEC_NAMES[codecId], data.length);
    paintVideo(surface, codecId, video, this.#work);
  }

  #wireToSurface1({ surfaceId, codecId, rect, data }: Pdu<"wireToSurface1">): void {
    const surface = this.#surfaces.get(surfaceId, "RDPGFX_WIRE_TO_SURFACE_PDU_1");
    this.#figures.count(CODEC_NAMES[codecId] ?? `codec ${codecId}`, data.length);
    if (codecId === Codec.caVideo) {
      for (const painted of surface.remoteFx.decode(data, surface.bitmap, rect.x, rect.y)) surface.markDirty(painted);
      return;
    }
    const target = surface.part(rect, "RDPGFX_WIRE_TO_SURFACE_PDU_1");
    const { width, height } = rect;
    this.#work.takeArea(rect, BITMAP_WEIGHT);
    switch (codecId) {
      case Codec.uncompressed:
        decodeUncompressed(data, 32, width * 4, width, height, target);
        break;
      case Codec.clearCodec:
        this.#clearCodec.decode(data, target);
        break;
      case Codec.planar:
        decodePlanar(data, width, height, target);
        break;
      case Codec.alpha:
        decodeAlpha(data, target);
        break;
      default:
        throw new GraphicsDecodeError("RDPGFX_WIRE_TO_SURFACE_PDU_1", `codec ${codecId} was not agreed on`);
    }
    surface.markDirty(rect);
  }

  #wireToSurface2({ surfaceId, codecId, data }: Pdu<"wireToSurface2">): void {
    const surface = this.#surfaces.get(surfaceId, "RDPGFX_WIRE_TO_SURFACE_PDU_2");
    this.#figures.count(CODEC_NAMES[codecId] ?? `codec ${codecId}`, data.length);
    if (codecId !== Codec.caProgressive && codecId !== Codec.caProgressiveV2) {
      throw new GraphicsDecodeError("RDPGFX_WIRE_TO_SURFACE_PDU_2", `codec ${codecId} was not agreed on`);
    }
    for (const painted of surface.progressive.decode(data, surface.bitmap, this.#frame)) surface.markDirty(painted);
  }

  #solidFill({ surfaceId, word, rects }: Pdu<"solidFill">): void {
    const surface = this.#surfaces.get(surfaceId, "RDPGFX_SOLIDFILL_PDU");
    for (const rect of rects) {
      const area = clipToTarget(surface.bitmap, rect);
      if (!area) continue;
      this.#work.takeArea(area);
      fillRect(surface.bitmap, area, word);
      surface.markDirty(area);
    }
  }

  /** The source is what it was before the command, also where destinations overlap it. */
  #surfaceToSurface({ sourceId, destinationId, rect, points }: Pdu<"surfaceToSurface">): void {
    let source = this.#surfaces
      .get(sourceId, "RDPGFX_SURFACE_TO_SURFACE_PDU")
      .part(rect, "RDPGFX_SURFACE_TO_SURFACE_PDU");
    this.#work.takeArea(source);
    const overwritten = sourceId === destinationId && points.length > 1;
    if (overwritten) source = snapshot(source);
    this.#copyToPoints(source, destinationId, points, "RDPGFX_SURFACE_TO_SURFACE_PDU");
    if (overwritten) source.release();
  }

  #copyToPoints(source: Bitmap, surfaceId: number, points: readonly Point[], structure: string): void {
    const surface = this.#surfaces.get(surfaceId, structure);
    for (const { x, y } of points) {
      this.#work.takeArea(source);
      copyBitmap(source, surface.bitmap, x, y);
      surface.markDirty({ x, y, width: source.width, height: source.height });
    }
  }

  #surfaceToCache({ surfaceId, slot, rect }: Pdu<"surfaceToCache">): void {
    const surface = this.#surfaces.get(surfaceId, "RDPGFX_SURFACE_TO_CACHE_PDU");
    this.#work.takeArea(rect);
    this.#cache.store(slot, surface.part(rect, "RDPGFX_SURFACE_TO_CACHE_PDU"));
  }

  #mapSurfaceToScaledOutput({ surfaceId, origin, width, height }: Pdu<"mapSurfaceToScaledOutput">): void {
    const surface = this.#surfaces.get(surfaceId, "RDPGFX_MAP_SURFACE_TO_SCALED_OUTPUT_PDU");
    this.#work.take((surface.bitmap.width + surface.bitmap.height + width + height) * SCALER_WORK);
    surface.showOn(scaledOutput(surface.bitmap, origin, width, height));
  }

  /** 2.2.2.14: the desktop has a new size, and no surface is mapped to it yet. */
  #resetGraphics({ width, height }: Pdu<"resetGraphics">): GraphicsEvent {
    const structure = "RDPGFX_RESET_GRAPHICS_PDU";
    requireSides(width, height, structure);
    this.#work.takeArea({ width, height });
    for (const surface of this.#surfaces) surface.hide();
    this.#framebuffer.begin(width, height, structure);
    return { type: "resize", width, height };
  }

  /** It comes first, and again when the client asked for a protocol reset by advertising anew (3.2.5.18). */
  #capsConfirm({ flags }: Pdu<"capsConfirm">): void {
    this.#work.take(CAPS_CONFIRM_WORK);
    const small = (flags & (CAPS_FLAG_THINCLIENT | CAPS_FLAG_SMALL_CACHE)) !== 0;
    this.#resetGraphicsState(new BitmapCache(small ? "small" : "full"));
  }

  #resetGraphicsState(cache: BitmapCache): void {
    this.#surfaces.clear();
    this.#cache.clear();
    this.#cache = cache;
    this.#clearCodec.release();
    this.#clearCodec = new ClearCodecDecoder(this.#kernels, this.#work);
  }

  /** Shows what has changed on mapped surfaces; returns where. */
  #present(): readonly Rect[] {
    const { bitmap } = this.#framebuffer;
    const shown = new DirtyRegion();
    for (const surface of this.#surfaces) {
      this.#work.take(0);
      for (const rect of surface.dirty.rects) {
        const area = surface.output?.show(surface.bitmap, rect, bitmap, this.#work);
        if (area) shown.add(area);
      }
      surface.dirty.clear();
    }
    return shown.rects;
  }
}

function snapshot(source: Bitmap): Bitmap {
  const copy = Bitmap.allocate(source.kernels, source.width, source.height);
  copyBitmap(source, copy, 0, 0);
  return copy;
}
