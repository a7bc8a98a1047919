import { GraphicsDecodeError } from "../../decode-error.ts";
import type { PointerShape } from "../../events.ts";
import { ByteReader } from "../../reader.ts";
import { drawPointer } from "./pointer-shape.ts";

/** Bounds the memory of a session; no client announces a larger cache. */
const MAX_CACHE_SIZE = 128;
/** With the large pointer capability set, [MS-RDPBCGR] 2.2.7.2.7. */
const MAX_POINTER_SIDE = 384;
const COLOR_POINTER_BITS_PER_PIXEL = 24;

/** Makes shapes of pointer updates, [MS-RDPBCGR] 2.2.9.1.1.4, and keeps them by the server's cache index. */
export class Pointers {
  readonly #cache = new Map<number, PointerShape>();

  /** TS_COLORPOINTERATTRIBUTE, 2.2.9.1.1.4.4. */
  color(data: Uint8Array, palette: Uint32Array): PointerShape {
    const reader = new ByteReader(data, "TS_COLORPOINTERATTRIBUTE");
    return this.#receive(reader, COLOR_POINTER_BITS_PER_PIXEL, () => reader.u16(), palette);
  }

  /** TS_POINTERATTRIBUTE, 2.2.9.1.1.4.5. */
  new(data: Uint8Array, palette: Uint32Array): PointerShape {
    const reader = new ByteReader(data, "TS_POINTERATTRIBUTE");
    return this.#receive(reader, reader.u16(), () => reader.u16(), palette);
  }

  /** TS_FP_LARGEPOINTERATTRIBUTE, 2.2.9.1.2.1.11. */
  large(data: Uint8Array, palette: Uint32Array): PointerShape {
    const reader = new ByteReader(data, "TS_FP_LARGEPOINTERATTRIBUTE");
    return this.#receive(reader, reader.u16(), () => reader.u32(), palette);
  }

  /** TS_CACHEDPOINTERATTRIBUTE, 2.2.9.1.1.4.6. An entry that was never filled shows the default pointer. */
  cached(data: Uint8Array): PointerShape {
    const index = new ByteReader(data, "TS_CACHEDPOINTERATTRIBUTE").u16();
    return this.#cache.get(index) ?? { kind: "default" };
  }

  #receive(reader: ByteReader, bitsPerPixel: number, readLength: () => number, palette: Uint32Array): PointerShape {
    const index = reader.u16();
    const hotspotX = reader.u16();
    const hotspotY = reader.u16();
    const width = reader.u16();
    const height = reader.u16();
    const andLength = readLength();
    const xorLength = readLength();
    if (index >= MAX_CACHE_SIZE) throw new GraphicsDecodeError("pointer update", `cache index ${index} is too large`);
    if (width > MAX_POINTER_SIDE || height > MAX_POINTER_SIDE) {
      throw new GraphicsDecodeError("pointer update", `${width} x ${height} is too large`);
    }
    const xorMask = reader.bytes(xorLength);
    const andMask = reader.bytes(andLength);
    const shape: PointerShape =
      width === 0 || height === 0
        ? { kind: "hidden" }
        : {
            kind: "image",
            width,
            height,
            hotspotX: Math.min(hotspotX, width - 1),
            hotspotY: Math.min(hotspotY, height - 1),
            pixels: drawPointer({ width, height, bitsPerPixel, xorMask, andMask }, palette),
          };
    this.#cache.set(index, shape);
    return shape;
  }
}
