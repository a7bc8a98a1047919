import type { Bitmap } from "../../bitmap.ts";
import { clipToTarget } from "../../codecs/target.ts";
import { type Rect, requireSides } from "../../geometry.ts";
import type { WorkBudget } from "../../work-budget.ts";
import type { Point } from "./pdu.ts";
import { Scaler } from "./scaler.ts";

/** Where on the framebuffer a surface is shown. */
export interface Output {
  /** Shows what lies at `rect` of the surface, opaque; returns the rectangle of the framebuffer, if any is on it. */
  show(surface: Bitmap, rect: Rect, framebuffer: Bitmap, work: WorkBudget): Rect | undefined;
}

/** RDPGFX_MAP_SURFACE_TO_OUTPUT_PDU, [MS-RDPEGFX] 2.2.2.15: pixel by pixel. */
export function plainOutput(origin: Point): Output {
  return {
    show(surface, rect, framebuffer, work) {
      const shown = clipToTarget(framebuffer, { ...rect, x: origin.x + rect.x, y: origin.y + rect.y });
      if (!shown) return undefined;
      work.takeArea(shown);
      const from = surface.address + ((shown.y - origin.y) * surface.stride + shown.x - origin.x) * 4;
      const to = framebuffer.address + (shown.y * framebuffer.stride + shown.x) * 4;
      surface.kernels.exports.copyOpaque(from, surface.stride, to, framebuffer.stride, shown.width, shown.height);
      return shown;
    },
  };
}

/** RDPGFX_MAP_SURFACE_TO_SCALED_OUTPUT_PDU, 2.2.2.22: the surface fills `width` x `height`. Throws GraphicsDecodeError. */
export function scaledOutput(surface: Bitmap, origin: Point, width: number, height: number): Output {
  requireSides(width, height, "RDPGFX_MAP_SURFACE_TO_SCALED_OUTPUT_PDU");
  if (width === surface.width && height === surface.height) return plainOutput(origin);
  const scaler = new Scaler(surface.width, surface.height, width, height);
  return {
    show(source, rect, framebuffer, work) {
      work.take(width + height);
      const area = scaler.affected(rect);
      const shown = clipToTarget(framebuffer, { ...area, x: origin.x + area.x, y: origin.y + area.y });
      if (!shown) return undefined;
      work.takeArea(shown, scaler.pixelsPerPixel);
      scaler.paint(source, { ...shown, x: shown.x - origin.x, y: shown.y - origin.y }, framebuffer, origin.x, origin.y);
      return shown;
    },
  };
}
