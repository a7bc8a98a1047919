import { boundsOf, type DesktopGeometry, type PlacedMonitor } from "@passerelle/rdp";
import type { DisplayRequest } from "@passerelle/tunnel";

/** Limits of [MS-RDPEDISP] 2.2.2.2.1, which the size at connect keeps too. */
const LEAST_SIDE = 200;
const MOST_SIDE = 8192;
/** Hosts encode no H.264 for a wider monitor; a desktop of several can be made of narrower ones. */
const MOST_WIDTH_OF_SEVERAL = 4096;
/** [MS-RDPBCGR] 2.2.1.3.6. */
const MOST_SIDE_OF_ALL = 32_766;

/**
 * The desktop that a browser asks for, within what servers accept: even widths, sides of 200 to 8192 pixels, 100 to 500 %.
 * Of monitors that do not go together, the primary one is left.
 * @param scale percent, in place of the browser's
 */
export function desktopFor(display: DisplayRequest, scale?: number): DesktopGeometry {
  const { furtherMonitors = [], ...primary } = display;
  const percent = (asked: number) => clamp(scale ?? asked, 100, 500);
  const desktop: DesktopGeometry = {
    ...primary,
    width: clamp(primary.width, LEAST_SIDE, MOST_SIDE) & ~1,
    height: clamp(primary.height, LEAST_SIDE, MOST_SIDE),
    scale: percent(primary.scale),
  };
  if (furtherMonitors.length === 0) return desktop;
  const whole = {
    ...desktop,
    furtherMonitors: furtherMonitors.map((monitor) => ({ ...monitor, scale: percent(monitor.scale) })),
  };
  return isSound(whole.furtherMonitors, desktop) && isWithinBounds(whole) ? whole : desktop;
}

/** Whether two desktops are to look the same. */
export function isSameDesktop(one: DesktopGeometry, other: DesktopGeometry): boolean {
  const [further, otherFurther] = [one.furtherMonitors ?? [], other.furtherMonitors ?? []];
  return (
    isSameMonitor({ ...one, left: 0, top: 0 }, { ...other, left: 0, top: 0 }) &&
    further.length === otherFurther.length &&
    further.every((monitor, index) => isSameMonitor(monitor, otherFurther[index]))
  );
}

function isSameMonitor(one: PlacedMonitor, other: PlacedMonitor | undefined): boolean {
  const { orientation = 0 } = one;
  return (
    one.left === other?.left &&
    one.top === other.top &&
    one.width === other.width &&
    one.height === other.height &&
    one.scale === other.scale &&
    orientation === (other.orientation ?? 0)
  );
}

function isSound(further: readonly PlacedMonitor[], primary: DesktopGeometry): boolean {
  const monitors = [{ ...primary, left: 0, top: 0 }, ...further];
  return monitors.every(
    (monitor, index) =>
      monitor.width >= LEAST_SIDE &&
      monitor.width <= MOST_WIDTH_OF_SEVERAL &&
      monitor.width % 2 === 0 &&
      monitor.height >= LEAST_SIDE &&
      monitor.height <= MOST_SIDE &&
      !monitors.slice(0, index).some((other) => overlap(monitor, other)),
  );
}

function overlap(one: PlacedMonitor, other: PlacedMonitor): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  );
}

function isWithinBounds(desktop: DesktopGeometry): boolean {
  const { width, height } = boundsOf(desktop);
  return width <= MOST_SIDE_OF_ALL && height <= MOST_SIDE_OF_ALL;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
