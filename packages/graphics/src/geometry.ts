/** No side of a surface or desktop is longer; 8192 squared is 256 MiB. */
export const MAX_SIDE = 8192;

/** A rectangle in pixels; right and bottom are exclusive: x + width, y + height. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
