import type { Bitmap } from "../bitmap.ts";
import { GraphicsDecodeError } from "../decode-error.ts";
import type { Rect } from "../geometry.ts";
import type { Kernels } from "../kernels/kernels.ts";

/** What the kernels of yuv.ts answer, by number. */
const PROBLEMS: Readonly<Record<number, string>> = {
  1: "planes that are no multiples of 16",
  2: "a rectangle outside the picture",
  3: "a rectangle outside the surface",
};

/** Samples of a part of a picture, YUV 4:2:0, in the memory of kernels; see kernels/assembly/yuv.ts. */
export interface YuvPlanes {
  readonly address: number;
  /** Where on the picture they begin; multiples of 16, as are the sides. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Bytes that the planes of a part of a picture take. */
export function planesSize({ width, height }: Pick<Rect, "width" | "height">): number {
  return (width * height * 3) / 2;
}

/** Paints a rectangle of the picture, [MS-RDPEGFX] 3.3.8.3.1. Throws GraphicsDecodeError if it is not on both. */
export function paintYuv420(planes: YuvPlanes, rect: Rect, target: Bitmap): void {
  check(
    target.kernels.exports.yuv420ToRgba(
      planes.address,
      planes.width,
      planes.height,
      rect.x - planes.x,
      rect.y - planes.y,
      target.address,
      target.width,
      target.height,
      target.stride,
      rect.x,
      rect.y,
      rect.width,
      rect.height,
    ),
  );
}

/** Copies the samples of a rectangle of the picture from planes to planes. */
export function copyYuv420(kernels: Kernels, source: YuvPlanes, rect: Rect, target: YuvPlanes): void {
  check(
    kernels.exports.copyYuv420(
      source.address,
      source.width,
      source.height,
      rect.x - source.x,
      rect.y - source.y,
      target.address,
      target.width,
      target.height,
      rect.x - target.x,
      rect.y - target.y,
      rect.width,
      rect.height,
    ),
  );
}

/**
 * Paints a rectangle of a YUV 4:4:4 picture of its two views, [MS-RDPEGFX] 3.3.8.3.2 (version 1) and 3.3.8.3.3 (version 2).
 * @param main planes that begin where the picture does
 */
export function paintYuv444(version: 1 | 2, main: YuvPlanes, auxiliary: YuvPlanes, rect: Rect, target: Bitmap): void {
  check(
    target.kernels.exports.yuv444ToRgba(
      version,
      main.address,
      main.width,
      main.height,
      auxiliary.address,
      auxiliary.width,
      auxiliary.height,
      auxiliary.x,
      auxiliary.y,
      target.address,
      target.width,
      target.height,
      target.stride,
      rect.x,
      rect.y,
      rect.width,
      rect.height,
    ),
  );
}

function check(problem: number): void {
  if (problem !== 0) throw new GraphicsDecodeError("H.264 picture", PROBLEMS[problem] ?? `problem ${problem}`);
}
