import { GraphicsDecodeError } from "./decode-error.ts";

/** No side of a surface or desktop is longer; 8192 squared is 256 MiB. */
export const MAX_SIDE = 8192;

/** A rectangle in pixels; right and bottom are exclusive: x + width, y + height. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Throws GraphicsDecodeError unless both sides are 1 to MAX_SIDE pixels; `structure` is who asks. */
export function requireSides(width: number, height: number, structure: string): void {
  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
    throw new GraphicsDecodeError(structure, `${width} x ${height}, where 1 to ${MAX_SIDE} are possible`);
  }
}

/** The part of two rectangles that is in both; undefined if there is none. */
export function intersect(a: Rect, b: Rect): Rect | undefined {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}
