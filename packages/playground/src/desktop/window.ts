import type { Canvas, Color } from "../drawing/canvas.ts";
import { BOLD_TEXT } from "../drawing/glyphs.ts";
import { contains, grown, intersection, type Rect } from "../drawing/rect.ts";
import { type Pointer, SYSTEM_POINTER } from "../graphics/pointers.ts";

export const TITLE_HEIGHT = 38;
export const CORNER = 10;
const SHADOW = 14;
const SHADOW_LAYERS = 7;
const SHADOW_OPACITY = 0.045;
const TITLE_COLOR: Color = 0xff2b3448;
const TITLE_TEXT: Color = 0xfff2f4fa;
const BODY_COLOR: Color = 0xfff4f2ee;

/** Where a window tells that a part of the desktop must be drawn again. */
export type Invalidate = (rect: Rect) => void;

/** A window of the desktop. All coordinates are the desktop's. */
export abstract class Window {
  readonly title: string;
  protected readonly invalidate: Invalidate;
  #frame: Rect = { x: 0, y: 0, width: 0, height: 0 };

  constructor(title: string, invalidate: Invalidate) {
    this.title = title;
    this.invalidate = invalidate;
  }

  get frame(): Rect {
    return this.#frame;
  }

  /** Frame and shadow: what the window may touch. */
  get reach(): Rect {
    return grown(this.#frame, SHADOW);
  }

  get body(): Rect {
    const { x, y, width, height } = this.#frame;
    return { x, y: y + TITLE_HEIGHT, width, height: height - TITLE_HEIGHT };
  }

  /** Gives the window another place and size; what must be drawn again is the caller's business. */
  place(frame: Rect): void {
    this.#frame = frame;
  }

  isTitleAt(x: number, y: number): boolean {
    return contains({ ...this.#frame, height: TITLE_HEIGHT }, x, y);
  }

  draw(canvas: Canvas): void {
    if (!intersection(this.reach, canvas.clip)) return;
    const { x, y, width, height } = this.#frame;
    for (let layer = 1; layer <= SHADOW_LAYERS; layer++) {
      const spread = (SHADOW * layer) / SHADOW_LAYERS;
      const shadow = { x: x - spread, y: y - spread / 2, width: width + spread * 2, height: height + spread * 1.5 };
      canvas.blend(roundedOut(shadow), 0xff000000, softCorner(shadow, CORNER + spread, SHADOW_OPACITY));
    }
    canvas.roundRect(this.#frame, CORNER, BODY_COLOR);
    canvas.clipped({ ...this.#frame, height: TITLE_HEIGHT }, () => {
      canvas.roundRect(this.#frame, CORNER, TITLE_COLOR);
      canvas.text(x + 14, y + 6, this.title, TITLE_TEXT, BOLD_TEXT);
    });
    canvas.clipped(this.body, () => this.drawBody(canvas));
  }

  protected abstract drawBody(canvas: Canvas): void;

  /** The left button goes down in the body. */
  press(_x: number, _y: number): void {}

  /** The pointer moves with the left button down. */
  drag(_x: number, _y: number): void {}

  /** The left button goes up. */
  release(_x: number, _y: number): void {}

  /** @param notches positive: away from the user */
  wheel(_notches: number): void {}

  pointerAt(_x: number, _y: number): Pointer {
    return SYSTEM_POINTER;
  }
}

function roundedOut({ x, y, width, height }: Rect): Rect {
  const left = Math.floor(x);
  const top = Math.floor(y);
  return { x: left, y: top, width: Math.ceil(x + width) - left, height: Math.ceil(y + height) - top };
}

function softCorner(rect: Rect, radius: number, opacity: number): (x: number, y: number) => number {
  const middleX = rect.x + rect.width / 2;
  const middleY = rect.y + rect.height / 2;
  return (x, y) => {
    const outX = Math.max(Math.abs(x - middleX) - rect.width / 2 + radius, 0);
    const outY = Math.max(Math.abs(y - middleY) - rect.height / 2 + radius, 0);
    return Math.min(Math.max(radius + 0.5 - Math.hypot(outX, outY), 0), 1) * opacity;
  };
}
