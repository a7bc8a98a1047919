import type { DesktopGeometry, MonitorGeometry, Orientation, PlacedMonitor } from "./settings.ts";

const MILLIMETRES_PER_INCH = 25.4;
const DOTS_PER_INCH = 96;

/** The most monitors that a server learns of at connect (TS_UD_CS_MONITOR, [MS-RDPBCGR] 2.2.1.3.6). */
export const MOST_MONITORS = 16;

/** All monitors of a desktop: the primary one first, with its corner at (0, 0). */
export function monitorsOf(desktop: DesktopGeometry): PlacedMonitor[] {
  const { furtherMonitors = [], ...primary } = desktop;
  return [{ ...primary, left: 0, top: 0 }, ...furtherMonitors];
}

/** Pixels of the box around all monitors of a desktop: what the server's picture is. */
export function boundsOf(desktop: DesktopGeometry): { readonly width: number; readonly height: number } {
  const monitors = monitorsOf(desktop);
  const right = Math.max(...monitors.map(({ left, width }) => left + width));
  const bottom = Math.max(...monitors.map(({ top, height }) => top + height));
  return {
    width: right - Math.min(...monitors.map(({ left }) => left)),
    height: bottom - Math.min(...monitors.map(({ top }) => top)),
  };
}

/** Millimetres that a monitor measures if it shows things in their size: 96 dots per inch at 100 percent. */
export function physicalSize({ width, height, scale }: MonitorGeometry): readonly [width: number, height: number] {
  const millimetres = (pixels: number) => Math.round((pixels * MILLIMETRES_PER_INCH * 100) / (DOTS_PER_INCH * scale));
  return [millimetres(width), millimetres(height)];
}

/** A received orientation; one that does not exist is ignored. */
export function toOrientation(degrees: number): Orientation {
  return degrees === 90 || degrees === 180 || degrees === 270 ? degrees : 0;
}

/** DeviceScaleFactor knows 100, 140 and 180 percent; a server ignores both scales if this is none of them. */
export function deviceScale(scale: number): number {
  if (scale < 140) return 100;
  return scale < 180 ? 140 : 180;
}
