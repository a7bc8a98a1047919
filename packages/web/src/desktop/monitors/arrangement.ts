import type { DisplayRequest, FurtherMonitor } from "@passerelle/tunnel";
import { type Container, displayRequest, LONGEST_SIDE, type Point, type Size } from "../display/geometry.ts";

/** The page itself, which is the primary monitor. */
export const MAIN_VIEW = 0;

/** A rectangle in the browser's space of all screens (CSS pixels), or in that of all monitors (desktop pixels). */
export interface Area extends Point, Size {}

/** A window that is to be one monitor of the desktop. */
export interface MonitorWindow {
  readonly view: number;
  /** The screen that the window is on. */
  readonly screen: Area;
  /** What the window has room for. */
  readonly container: Container;
}

/** What of the desktop one view shows, in desktop pixels. */
export interface Part extends Area {
  readonly view: number;
}

/** The size of a desktop with several monitors, and which view shows which of them; no parts: one monitor. */
export interface Arrangement extends Size {
  readonly parts: readonly Part[];
}

/** Hosts encode no H.264 for a wider monitor. */
const WIDEST_MONITOR = 4096;

interface Placed extends Area {
  readonly window: MonitorWindow;
  readonly request: DisplayRequest;
}

/**
 * Makes each window a monitor of the desktop: the first one is the primary, the others lie beside it as their screens do,
 * touching and without overlap, however their pixel ratios differ. A window that would make the desktop too large is left
 * out.
 */
export function arrange(windows: readonly MonitorWindow[]): { display: DisplayRequest; arrangement: Arrangement } {
  const placed: Placed[] = [];
  for (const window of windows) {
    const request = monitorRequest(window.container, windows.length > 1);
    const monitor = { window, request, ...placeBeside(placed, window, request) };
    const { width, height } = boxAround([...placed, monitor]);
    if (width <= LONGEST_SIDE && height <= LONGEST_SIDE) placed.push(monitor);
  }
  const box = boxAround(placed);
  const furtherMonitors = placed.slice(1).map(({ request, x, y }): FurtherMonitor => ({ ...request, left: x, top: y }));
  const parts = placed.map(({ window, x, y, width, height }) => ({
    ...{ x: x - box.x, y: y - box.y, width, height },
    view: window.view,
  }));
  const [primary] = placed as [Placed];
  if (furtherMonitors.length === 0) {
    return { display: primary.request, arrangement: { width: box.width, height: box.height, parts: [] } };
  }
  return {
    display: { ...primary.request, furtherMonitors },
    arrangement: { width: box.width, height: box.height, parts },
  };
}

/** A window on a screen that is too wide gets a smaller picture, which is shown enlarged. */
function monitorRequest(container: Container, isOneOfSeveral: boolean): DisplayRequest {
  const wide = container.width * container.ratio;
  const factor = isOneOfSeveral && wide > WIDEST_MONITOR ? WIDEST_MONITOR / wide : 1;
  return displayRequest(container, container.ratio * factor, container.orientation);
}

/** Where a monitor of this size goes, given those that have their place: next to the one whose screen is nearest. */
function placeBeside(placed: readonly Placed[], { screen }: MonitorWindow, size: Size): Area {
  const distance = ({ window }: Placed) => Math.max(...apart(window.screen, screen).map((axis) => axis.distance));
  const nearest = placed.toSorted((one, other) => distance(one) - distance(other))[0];
  if (!nearest) return { x: 0, y: 0, ...size };
  const [across, down] = apart(nearest.window.screen, screen);
  const isBeside = across.distance >= down.distance;
  const { x, y } = shiftAlong(nearest, screen, size);
  const moveBeyond = (area: Area) => ({
    ...{ x, y, ...size },
    ...(isBeside && { x: across.isAfter ? area.x + area.width : area.x - size.width }),
    ...(!isBeside && { y: down.isAfter ? area.y + area.height : area.y - size.height }),
  });
  let area = moveBeyond(nearest);
  for (let blocking = blockerOf(area, placed); blocking; blocking = blockerOf(area, placed))
    area = moveBeyond(blocking);
  return area;
}

/** The corner as far from the neighbour's as the screens are apart, but not so far that their common edges part. */
function shiftAlong({ window, ...neighbour }: Placed, screen: Area, { width, height }: Size): Point {
  const shift = (pixels: number, least: number, most: number) =>
    clamp(Math.round(pixels * window.container.ratio), least, most);
  return {
    x: neighbour.x + shift(screen.x - window.screen.x, 1 - width, neighbour.width - 1),
    y: neighbour.y + shift(screen.y - window.screen.y, 1 - height, neighbour.height - 1),
  };
}

interface Separation {
  /** Below 0 where they overlap. */
  readonly distance: number;
  /** The other one lies right or below. */
  readonly isAfter: boolean;
}

/** How far two areas lie from each other across and down. */
function apart(one: Area, other: Area): readonly [across: Separation, down: Separation] {
  const separation = (start: number, end: number, otherStart: number, otherEnd: number) => {
    const [after, before] = [otherStart - end, start - otherEnd];
    return { distance: Math.max(after, before), isAfter: after >= before };
  };
  return [
    separation(one.x, one.x + one.width, other.x, other.x + other.width),
    separation(one.y, one.y + one.height, other.y, other.y + other.height),
  ];
}

function blockerOf(area: Area, placed: readonly Placed[]): Placed | undefined {
  return placed.find(
    ({ x, y, width, height }) =>
      area.x < x + width && x < area.x + area.width && area.y < y + height && y < area.y + area.height,
  );
}

function boxAround(areas: readonly Area[]): Area {
  const x = Math.min(...areas.map((area) => area.x));
  const y = Math.min(...areas.map((area) => area.y));
  const right = Math.max(...areas.map((area) => area.x + area.width));
  const bottom = Math.max(...areas.map((area) => area.y + area.height));
  return { x, y, width: right - x, height: bottom - y };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
