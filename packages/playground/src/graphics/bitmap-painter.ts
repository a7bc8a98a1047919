import { encodeFastPathUpdate, UpdateCode, Writer } from "@passerelle/rdp";
import { encodePlanar } from "../codecs/planar.ts";
import { pixelBytes } from "../codecs/wire-pixels.ts";
import type { PaintOperation } from "../drawing/paint-log.ts";
import { type Rect, tiles } from "../drawing/rect.ts";
import { cut } from "./pipeline-painter.ts";

/** Bits per pixel of bitmap updates. */
export type BitmapDepth = 16 | 24 | 32;

const TILE_SIDE = 64;
const UPDATETYPE_BITMAP = 1;
const COMPRESSED_WITHOUT_HEADER = 0x0001 | 0x0400;

/**
 * Shows a picture by bitmap updates ([MS-RDPBCGR] 2.2.9.1.1.3.1.2): planar with 32 bits per pixel, raw otherwise.
 * There are no copies: they are sent as the pixels of their target.
 */
export class BitmapPainter {
  readonly #depth: BitmapDepth;
  readonly #send: (pdu: Uint8Array) => void;

  constructor(depth: BitmapDepth, send: (pdu: Uint8Array) => void) {
    this.#depth = depth;
    this.#send = send;
  }

  /** @param read the pixels of a part of the picture as it is now */
  paint(operations: readonly PaintOperation[], read: (rect: Rect) => Uint32Array<ArrayBuffer>): void {
    for (const operation of operations) {
      if (operation.kind === "copy") {
        const target = { ...operation.rect, x: operation.x, y: operation.y };
        this.#paintPixels(target, read(target));
      } else {
        this.#paintPixels(operation.rect, operation.pixels);
      }
    }
  }

  #paintPixels(rect: Rect, pixels: Uint32Array<ArrayBuffer>): void {
    for (const tile of tiles(rect, TILE_SIDE)) {
      const update = this.#encodeTile(tile, cut(pixels, rect, tile));
      for (const pdu of encodeFastPathUpdate(UpdateCode.Bitmap, update)) this.#send(pdu);
    }
  }

  /** TS_UPDATE_BITMAP_DATA of one TS_BITMAP_DATA. */
  #encodeTile({ x, y, width, height }: Rect, pixels: Uint32Array<ArrayBuffer>): Uint8Array {
    const upward = bottomUp(pixels, width);
    const data = this.#depth === 32 ? encodePlanar(upward, width) : rawRows(upward, width, this.#depth);
    return new Writer(data.length + 22)
      .u16(UPDATETYPE_BITMAP)
      .u16(1)
      .u16(x)
      .u16(y)
      .u16(x + width - 1)
      .u16(y + height - 1)
      .u16(width)
      .u16(height)
      .u16(this.#depth)
      .u16(this.#depth === 32 ? COMPRESSED_WITHOUT_HEADER : 0)
      .u16(data.length)
      .bytes(data)
      .finish();
  }
}

function bottomUp(pixels: Uint32Array<ArrayBuffer>, width: number): Uint32Array<ArrayBuffer> {
  const turned = new Uint32Array(pixels.length);
  for (let start = 0; start < pixels.length; start += width) {
    turned.set(pixels.subarray(start, start + width), pixels.length - start - width);
  }
  return turned;
}

/** Rows of 5-6-5 bits or of blue, green, red; each is filled up to a multiple of four bytes. */
function rawRows(pixels: Uint32Array<ArrayBuffer>, width: number, depth: 16 | 24): Uint8Array {
  const pixelLength = depth / 8;
  const rowLength = (width * pixelLength + 3) & ~3;
  const rows = new Uint8Array((rowLength * pixels.length) / width);
  const bytes = pixelBytes(pixels);
  for (let index = 0; index < pixels.length; index++) {
    const at = Math.floor(index / width) * rowLength + (index % width) * pixelLength;
    const [blue, green, red] = bytes.subarray(index * 4) as unknown as readonly [number, number, number];
    if (depth === 24) {
      rows.set([blue, green, red], at);
    } else {
      const word = ((red >> 3) << 11) | ((green >> 2) << 5) | (blue >> 3);
      rows.set([word & 0xff, word >> 8], at);
    }
  }
  return rows;
}
