import { Kernels } from "@passerelle/graphics";
import { Bitmap } from "../../packages/graphics/src/bitmap.ts";
import { ZgfxDecompressor } from "../../packages/graphics/src/pipeline/zgfx.ts";
import { concat } from "../../packages/graphics/src/testing/byte-writer.ts";
import { text } from "../../packages/graphics/src/testing/pictures.ts";
import { planesOf, yuvNoise } from "../../packages/graphics/src/testing/video.ts";
import { ZgfxCompressor } from "../../packages/graphics/src/testing/zgfx-compressor.ts";
import { paintYuv420, paintYuv444, type YuvPlanes } from "../../packages/graphics/src/video/yuv-planes.ts";
import type { Call } from "../../tests/oracle/freerdp.ts";

const WIDTH = 1920;
const HEIGHT = 1088;
const ALL = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
const MESSAGES = 24;
const MESSAGE_SIDE = 128;

/** What is measured beside codecs: the same work here and in libfreerdp2, and how much of it there is. */
export interface Primitive {
  readonly name: string;
  readonly amount: number;
  readonly unit: "MP/s" | "MB/s";
  readonly calls: readonly Call[];
  readonly run: () => void;
}

export function primitives(module: WebAssembly.Module): Primitive[] {
  return [zgfx(new Kernels(module)), yuv420(new Kernels(module)), yuv444(new Kernels(module))];
}

/** Raw bitmaps of text, which compress well. */
function zgfx(kernels: Kernels): Primitive {
  const compressor = new ZgfxCompressor();
  const plain = Array.from({ length: MESSAGES }, (_, i) => {
    const { words } = text(MESSAGE_SIDE, MESSAGE_SIDE, i);
    return new Uint8Array(words.slice().buffer);
  });
  const messages = plain.map((bytes) => compressor.compress(bytes));
  const decompressor = new ZgfxDecompressor(kernels);
  return {
    name: "ZGFX",
    amount: concat(plain).length / 1e6,
    unit: "MB/s",
    calls: messages.map((data) => ({ operation: "zgfx", data })),
    run: () => {
      for (const message of messages) decompressor.decompress(message);
    },
  };
}

function yuv420(kernels: Kernels): Primitive {
  const bytes = planesOf(yuvNoise(WIDTH, HEIGHT, 1), ALL);
  const planes = planesIn(kernels, bytes);
  const target = Bitmap.allocate(kernels, WIDTH, HEIGHT);
  return {
    name: "YUV 4:2:0 to RGBA",
    amount: (WIDTH * HEIGHT) / 1e6,
    unit: "MP/s",
    calls: [{ operation: "yuv420", width: WIDTH, height: HEIGHT, data: bytes }],
    run: () => paintYuv420(planes, ALL, target),
  };
}

function yuv444(kernels: Kernels): Primitive {
  const views = [1, 2].map((seed) => planesOf(yuvNoise(WIDTH, HEIGHT, seed), ALL));
  const [main, auxiliary] = views.map((bytes) => planesIn(kernels, bytes)) as [YuvPlanes, YuvPlanes];
  const target = Bitmap.allocate(kernels, WIDTH, HEIGHT);
  return {
    name: "AVC444v2, two views to RGBA",
    amount: (WIDTH * HEIGHT) / 1e6,
    unit: "MP/s",
    calls: [{ operation: "yuv444", width: WIDTH, height: HEIGHT, parameter: 2, data: concat(views) }],
    run: () => paintYuv444(2, main, auxiliary, ALL, target),
  };
}

function planesIn(kernels: Kernels, bytes: Uint8Array): YuvPlanes {
  const address = kernels.allocate(bytes.length);
  kernels.bytes.set(bytes, address);
  return { address, ...ALL };
}
