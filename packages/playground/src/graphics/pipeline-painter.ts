import { encodeCapsConfirm, type GraphicsCapabilitySet, type PlacedMonitor, Writer } from "@passerelle/rdp";
import { ClearCodecEncoder } from "../codecs/clearcodec.ts";
import { encodePlanar } from "../codecs/planar.ts";
import { ProgressiveEncoder } from "../codecs/progressive.ts";
import { pixelBytes } from "../codecs/wire-pixels.ts";
import type { PaintOperation } from "../drawing/paint-log.ts";
import { type Rect, tiles } from "../drawing/rect.ts";
import type { DesktopSize } from "../protocol/share.ts";
import { BitmapCache } from "./bitmap-cache.ts";
import { CodecId, encodeSegments, pipelinePdus } from "./pipeline-pdus.ts";

export type PipelineCodec = "planar" | "uncompressed" | "clearcodec" | "progressive";

const TILE_SIDE = 64;
const MESSAGE_LENGTH = 60_000;
/** Frames that may be under way. */
const MOST_UNACKNOWLEDGED = 3;
/** queueDepth of a client that acknowledges no more ([MS-RDPEGFX] 2.2.2.13). */
const SUSPENDED = 0xffffffff;

/** Shows a picture through the graphics pipeline, on one surface of the desktop's size. */
export class PipelinePainter {
  readonly #codec: PipelineCodec;
  readonly #sendMessage: (message: Uint8Array) => void;
  readonly #cache = new BitmapCache();
  #clearCodec = new ClearCodecEncoder();
  #progressive = new ProgressiveEncoder();
  #batch = new Writer(MESSAGE_LENGTH);
  #surface = 0;
  #frame = 0;
  #unacknowledged = new Set<number>();
  #acknowledges = true;

  constructor(codec: PipelineCodec, sendMessage: (message: Uint8Array) => void) {
    this.#codec = codec;
    this.#sendMessage = sendMessage;
  }

  /** Begins, or begins again ([MS-RDPEGFX] 3.2.5.18), with what the client advertised. */
  start(advertised: readonly GraphicsCapabilitySet[], size: DesktopSize, monitors: readonly PlacedMonitor[]): void {
    const highest = advertised.reduce((best, set) => (set.version > best.version ? set : best));
    this.#unacknowledged.clear();
    this.#acknowledges = true;
    this.#surface = 0;
    this.#cache.clear();
    this.#clearCodec = new ClearCodecEncoder();
    this.#append(encodeCapsConfirm(highest));
    this.#flush();
    this.resize(size, monitors);
  }

  /** A new and empty desktop of this size, which is the box of the monitors. */
  resize({ width, height }: DesktopSize, monitors: readonly PlacedMonitor[]): void {
    this.#progressive = new ProgressiveEncoder();
    this.#append(pipelinePdus.resetGraphics(width, height, monitors));
    if (this.#surface > 0) this.#append(pipelinePdus.deleteSurface(this.#surface));
    this.#surface++;
    this.#append(pipelinePdus.createSurface(this.#surface, width, height));
    this.#append(pipelinePdus.mapSurfaceToOutput(this.#surface));
    this.#flush();
  }

  /** Whether the client has shown enough of what it was sent. */
  get isReady(): boolean {
    return !this.#acknowledges || this.#unacknowledged.size < MOST_UNACKNOWLEDGED;
  }

  acknowledged(frame: number, queueDepth: number): void {
    this.#acknowledges = queueDepth !== SUSPENDED;
    this.#unacknowledged.delete(frame);
  }

  paint(operations: readonly PaintOperation[]): void {
    this.#inFrame(() => {
      for (const operation of operations) {
        this.#refine(operation.rect);
        if (operation.kind === "copy") this.#copy(operation.rect, operation.x, operation.y);
        else this.#paintPixels(operation.rect, operation.pixels);
      }
    });
    if (this.#progressive.isRough) this.#inFrame(() => this.#refine());
  }

  #inFrame(draw: () => void): void {
    const frame = ++this.#frame;
    this.#append(pipelinePdus.startFrame(frame));
    draw();
    this.#append(pipelinePdus.endFrame(frame));
    this.#flush();
    this.#unacknowledged.add(frame);
  }

  #copy(rect: Rect, x: number, y: number): void {
    this.#refine({ ...rect, x, y });
    this.#append(pipelinePdus.surfaceToSurface(this.#surface, rect, x, y));
  }

  #paintPixels(rect: Rect, pixels: Uint32Array<ArrayBuffer>): void {
    // ClearCodec has a cache of its own for small pictures.
    const cache = this.#codec === "clearcodec" ? undefined : this.#cache;
    const slot = cache?.find(rect, pixels);
    if (slot !== undefined) {
      this.#append(pipelinePdus.cacheToSurface(slot, this.#surface, rect.x, rect.y));
      return;
    }
    for (const tile of tiles(rect, TILE_SIDE)) this.#paintTile(tile, cut(pixels, rect, tile));
    const kept = cache?.keep(rect, pixels);
    if (!kept) return;
    this.#refine(rect);
    this.#append(pipelinePdus.surfaceToCache(this.#surface, kept.key, kept.slot, rect));
  }

  #paintTile(tile: Rect, pixels: Uint32Array<ArrayBuffer>): void {
    const color = pixels[0] as number;
    const isPlain = pixels.every((pixel) => pixel === color);
    this.#append(isPlain ? pipelinePdus.solidFill(this.#surface, color, tile) : this.#encodeTile(tile, pixels));
  }

  #encodeTile(tile: Rect, pixels: Uint32Array<ArrayBuffer>): Uint8Array {
    const surface = this.#surface;
    switch (this.#codec) {
      case "planar":
        return pipelinePdus.wireToSurface(surface, CodecId.Planar, tile, encodePlanar(pixels, tile.width));
      case "uncompressed":
        return pipelinePdus.wireToSurface(surface, CodecId.Uncompressed, tile, pixelBytes(pixels));
      case "clearcodec": {
        const data = this.#clearCodec.encode(pixels, tile.width);
        return pipelinePdus.wireToSurface(surface, CodecId.ClearCodec, tile, data);
      }
      case "progressive":
        return pipelinePdus.wireToSurfaceProgressively(surface, this.#progressive.first(tile, pixels));
    }
  }

  /** Ends what is shown roughly there, for it is about to be read or drawn over; absent: everywhere. */
  #refine(area?: Rect): void {
    const data = this.#progressive.second(area);
    if (data) this.#append(pipelinePdus.wireToSurfaceProgressively(this.#surface, data));
  }

  #append(pdu: Uint8Array): void {
    if (this.#batch.length + pdu.length > MESSAGE_LENGTH) this.#flush();
    this.#batch.bytes(pdu);
  }

  #flush(): void {
    if (this.#batch.length === 0) return;
    this.#sendMessage(encodeSegments(this.#batch.finish()));
    this.#batch = new Writer(MESSAGE_LENGTH);
  }
}

/** The pixels of `part`, which lies within `rect`, whose pixels are given. */
export function cut(pixels: Uint32Array<ArrayBuffer>, rect: Rect, part: Rect): Uint32Array<ArrayBuffer> {
  if (part.width === rect.width && part.height === rect.height) return pixels;
  const found = new Uint32Array(part.width * part.height);
  for (let row = 0; row < part.height; row++) {
    const start = (part.y - rect.y + row) * rect.width + part.x - rect.x;
    found.set(pixels.subarray(start, start + part.width), row * part.width);
  }
  return found;
}
