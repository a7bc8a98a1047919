/** A rectangle in pixels; right and bottom are exclusive: x + width, y + height. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
