import type { DisplayRequest, Orientation } from "@passerelle/tunnel";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a window has room for. */
export interface Container extends Size {
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  /** How the screen is turned. */
  readonly orientation: Orientation;
}

/** Fit: the whole desktop fills the container. Actual: one desktop pixel is one device pixel. */
export type Zoom = "fit" | "actual";

/** Where the canvas lies in its container, in CSS pixels. */
export interface Placement extends Point, Size {
  /** True when every desktop pixel falls on exactly one device pixel (or on a whole number of them). */
  readonly sharp: boolean;
}

const SHORTEST_SIDE = 200;
/** No side of a desktop is longer, whatever it is made of. */
export const LONGEST_SIDE = 8192;
const SCALES = { least: 100, most: 500 };

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** A CSS length in whole device pixels; lengths such as 853.33 × 1.5 miss them by a rounding error. */
function devicePixels(length: number, ratio: number): number {
  return Math.floor(length * ratio + 0.01);
}

/**
 * The desktop that fills a container pixel by pixel, within what [MS-RDPEDISP] 2.2.2.2.1 allows: sides of 200 to 8192,
 * the width even.
 * @param container in CSS pixels
 * @param ratio device pixels per CSS pixel
 */
export function displayRequest(container: Size, ratio: number, orientation: Orientation): DisplayRequest {
  const width = clamp(devicePixels(container.width, ratio), SHORTEST_SIDE, LONGEST_SIDE);
  return {
    width: width - (width % 2),
    height: clamp(devicePixels(container.height, ratio), SHORTEST_SIDE, LONGEST_SIDE),
    scale: clamp(Math.round(ratio * 100), SCALES.least, SCALES.most),
    orientation,
  };
}

/** A screen's orientation as remote desktops have it; older browsers do not tell it. */
export function orientationOf(screen: Screen): Orientation {
  switch ((screen.orientation as ScreenOrientation | undefined)?.type) {
    case "portrait-primary":
      return 90;
    case "landscape-secondary":
      return 180;
    case "portrait-secondary":
      return 270;
    default:
      return 0;
  }
}

/** Device pixels per desktop pixel. */
function magnification(desktop: Size, area: Size, zoom: Zoom): number {
  if (zoom === "actual") return 1;
  // A desktop that was asked for this container may be a pixel narrower (even width): better a black line than a blur.
  const slack = Math.min(area.width - desktop.width, area.height - desktop.height);
  if (slack === 0 || slack === 1) return 1;
  return Math.min(area.width / desktop.width, area.height / desktop.height);
}

/**
 * Places a desktop in its container: centred, its corner on a whole device pixel. In actual size a desktop larger than
 * the container starts at the container's corner, so that all of it can be scrolled to.
 * @param container in CSS pixels
 */
export function placeDesktop(desktop: Size, container: Size, ratio: number, zoom: Zoom): Placement {
  const area = { width: devicePixels(container.width, ratio), height: devicePixels(container.height, ratio) };
  const factor = magnification(desktop, area, zoom);
  const shown = { width: desktop.width * factor, height: desktop.height * factor };
  return {
    x: Math.max(0, Math.floor((area.width - shown.width) / 2)) / ratio,
    y: Math.max(0, Math.floor((area.height - shown.height) / 2)) / ratio,
    width: shown.width / ratio,
    height: shown.height / ratio,
    sharp: Number.isInteger(factor),
  };
}

/**
 * The desktop pixel under a point, the nearest one for points beside the desktop. A window that is dragged beyond the part
 * of the desktop that is shown here is dragged to the next monitor.
 * @param point in CSS pixels from the same corner as `placement`
 * @param placement where `part` of the desktop is shown
 */
export function desktopPoint(point: Point, placement: Point & Size, part: Point & Size, desktop: Size): Point {
  const x = part.x + Math.floor(((point.x - placement.x) / placement.width) * part.width);
  const y = part.y + Math.floor(((point.y - placement.y) / placement.height) * part.height);
  return { x: clamp(x, 0, desktop.width - 1), y: clamp(y, 0, desktop.height - 1) };
}
