import type { Rect } from "../../geometry.ts";
import { paintYuv420 } from "../../video/yuv-planes.ts";
import { BITMAP_WEIGHT, type WorkBudget } from "../../work-budget.ts";
import { Codec } from "./pdu.ts";
import type { Surface } from "./surface.ts";
import type { VideoBitmap } from "./video-bitmaps.ts";

/** Paints the pictures of a video bitmap, which are settled, in their regions of a surface. Throws GraphicsDecodeError. */
export function paintVideo(
  surface: Surface,
  codecId: number,
  { main, auxiliary }: VideoBitmap,
  work: WorkBudget,
): void {
  for (const view of [main, auxiliary]) {
    for (const region of view?.regions ?? []) {
      surface.requireOn(region, "RFX_AVC420_METABLOCK");
      work.takeArea(region, BITMAP_WEIGHT);
    }
  }
  if (codecId === Codec.avc420) {
    main?.picture.lend((planes) => {
      for (const region of main.regions) paintYuv420(planes, region, surface.bitmap);
    });
  } else paintViews(surface, codecId === Codec.avc444 ? 1 : 2, { main, auxiliary });
  for (const view of [main, auxiliary]) for (const region of view?.regions ?? []) surface.markDirty(region);
}

function paintViews({ avc444 }: Surface, version: 1 | 2, { main, auxiliary }: VideoBitmap): void {
  const isPaintedOver = areSame(main?.regions, auxiliary?.regions);
  main?.picture.lend((planes) => {
    for (const region of main.regions) avc444.main(planes, region, isPaintedOver);
  });
  auxiliary?.picture.lend((planes) => {
    for (const region of auxiliary.regions) avc444.auxiliary(version, planes, region);
  });
}

function areSame(a: readonly Rect[] | undefined, b: readonly Rect[] | undefined): boolean {
  if (a?.length !== b?.length) return false;
  return a?.every((rect, i) => isSame(rect, b?.[i])) ?? false;
}

function isSame(a: Rect, b: Rect | undefined): boolean {
  return a.x === b?.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
