import type { Bitmap } from "../bitmap.ts";
import { GraphicsDecodeError } from "../decode-error.ts";
import type { Rect } from "../geometry.ts";
import { ByteReader } from "../reader.ts";
import { copyYuv420, paintYuv420, paintYuv444, planesSize, type YuvPlanes } from "../video/yuv-planes.ts";
import { type Avc420Bitmap, readAvc420 } from "./avc420.ts";

const STRUCTURE = "RFX_AVC444_BITMAP_STREAM";

/** Values of LC, [MS-RDPEGFX] 2.2.4.5. */
const Parts = { Both: 0, Main: 1, Auxiliary: 2 } as const;

const MACROBLOCK = 16;

/** The two views of a YUV 4:4:4 picture, or one of them. */
export interface Avc444Bitmap {
  /** All of luma, and chroma as 4:2:0 has it. */
  readonly main?: Avc420Bitmap;
  /** The rest of chroma. */
  readonly auxiliary?: Avc420Bitmap;
}

/**
 * Reads an RFX_AVC444_BITMAP_STREAM ([MS-RDPEGFX] 2.2.4.5) or RFX_AVC444V2_BITMAP_STREAM (2.2.4.6), which differ in what the
 * auxiliary view has where. Throws GraphicsDecodeError.
 */
export function readAvc444(data: Uint8Array): Avc444Bitmap {
  const reader = new ByteReader(data, STRUCTURE);
  const info = reader.u32();
  const parts = info >>> 30;
  switch (parts) {
    case Parts.Both: {
      const main = readAvc420(reader.bytes(info & 0x3fff_ffff));
      return { main, auxiliary: readAvc420(reader.bytes(reader.remaining)) };
    }
    case Parts.Main:
      return { main: readAvc420(reader.bytes(reader.remaining)) };
    case Parts.Auxiliary:
      return { auxiliary: readAvc420(reader.bytes(reader.remaining)) };
    default:
      throw new GraphicsDecodeError(STRUCTURE, `LC is ${parts}`);
  }
}

/** Puts the two views of a surface's YUV 4:4:4 pictures together, whenever they come. */
export class Avc444Views {
  readonly #target: Bitmap;
  /** What the last main view had at each place. */
  readonly #main: YuvPlanes;

  /** Takes memory of about one and a half bytes a pixel. */
  constructor(target: Bitmap) {
    this.#target = target;
    const [width, height] = [roundUp(target.width), roundUp(target.height)];
    const address = target.kernels.allocate(planesSize({ width, height }));
    this.#main = { address, x: 0, y: 0, width, height };
  }

  /** Keeps what a main view has in `region`, and paints it unless an auxiliary view will be painted over it. Throws GraphicsDecodeError. */
  main(planes: YuvPlanes, region: Rect, isPaintedOver: boolean): void {
    copyYuv420(this.#target.kernels, planes, region, this.#main);
    if (!isPaintedOver) paintYuv420(planes, region, this.#target);
  }

  /** Paints `region` in full colour, of the main view that was kept and an auxiliary view. Throws GraphicsDecodeError. */
  auxiliary(version: 1 | 2, planes: YuvPlanes, region: Rect): void {
    paintYuv444(version, this.#main, planes, region, this.#target);
  }

  /** Gives the memory back. */
  release(): void {
    this.#target.kernels.release(this.#main.address);
  }
}

function roundUp(length: number): number {
  return Math.ceil(length / MACROBLOCK) * MACROBLOCK;
}
