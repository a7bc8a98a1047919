import type { Canvas, Color } from "../drawing/canvas.ts";
import { TEXT } from "../drawing/glyphs.ts";
import { contains, type Rect } from "../drawing/rect.ts";

const EDGE: Color = 0xffb9b4aa;
const FACE: Color = 0xffffffff;
const PRESSED_FACE: Color = 0xffd8dcea;
const LABEL: Color = 0xff2b3448;
const RADIUS = 6;
const PADDING = 14;
export const BUTTON_HEIGHT = 34;

/** A button that is down while it is pressed, and acts when it is let go. */
export class Button {
  readonly label: string;
  rect: Rect = { x: 0, y: 0, width: 0, height: 0 };
  isPressed = false;

  constructor(label: string) {
    this.label = label;
  }

  get width(): number {
    return this.label.length * TEXT.width + PADDING * 2;
  }

  contains(x: number, y: number): boolean {
    return contains(this.rect, x, y);
  }

  draw(canvas: Canvas): void {
    const { x, y, width, height } = this.rect;
    canvas.roundRect(this.rect, RADIUS, EDGE);
    const face = { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
    canvas.roundRect(face, RADIUS - 1, this.isPressed ? PRESSED_FACE : FACE);
    const sink = this.isPressed ? 1 : 0;
    canvas.text(x + PADDING + sink, y + 4 + sink, this.label, LABEL, TEXT);
  }
}
