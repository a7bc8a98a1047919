import type { Point, Size } from "../display/geometry.ts";

const LARGEST = 6;

/** How much larger the desktop is shown than it was placed, and which part of it. */
export interface Magnification extends Point {
  readonly scale: number;
}

export const NOT_MAGNIFIED: Magnification = { scale: 1, x: 0, y: 0 };

/**
 * What is shown after two fingers have pinched; what was between them stays there.
 * @param at CSS pixels from the corner of the room, in which everything is
 */
export function pinched(before: Magnification, room: Size, factor: number, at: Point, moved: Point): Magnification {
  const scale = Math.min(Math.max(before.scale * factor, 1), LARGEST);
  const shifted = (place: number, point: number, delta: number, length: number) => {
    const shown = point + delta - ((point - place) * scale) / before.scale;
    return Math.min(0, Math.max(shown, length * (1 - scale)));
  };
  return {
    scale,
    x: shifted(before.x, at.x, moved.x, room.width),
    y: shifted(before.y, at.y, moved.y, room.height),
  };
}
