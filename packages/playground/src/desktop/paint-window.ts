import { Canvas, type Color } from "../drawing/canvas.ts";
import { SMALL_TEXT, TEXT } from "../drawing/glyphs.ts";
import { contains, type Rect } from "../drawing/rect.ts";
import { type Pointer, SYSTEM_POINTER } from "../graphics/pointers.ts";
import { brushPointer } from "./brush-pointer.ts";
import { BUTTON_HEIGHT, Button } from "./button.ts";
import { type Invalidate, Window } from "./window.ts";

const PAPER: Color = 0xffffffff;
const PAPER_EDGE: Color = 0xffd5d0c6;
const CHOSEN: Color = 0xff2b3448;
const HINT: Color = 0xff8a8578;
const COLORS: readonly Color[] = [
  0xff20242e, 0xffd0453e, 0xffe88c30, 0xfff2c53d, 0xff4da35a, 0xff2f8f9d, 0xff3b6fd1, 0xff7d55b8, 0xffd65b96,
  0xffffffff,
];
const TOOLBAR_HEIGHT = 58;
const MARGIN = 12;
const SWATCH = 30;
const SWATCH_STEP = 40;
const THINNEST = 2;
const THICKEST = 160;
const FIRST_THICKNESS = 6;

/** A sheet of paper: the mouse draws, the wheel changes the brush. */
export class PaintWindow extends Window {
  readonly #clear = new Button("Clear");
  #picture = new Canvas(0, 0);
  #color: Color = COLORS[6] as Color;
  #thickness = FIRST_THICKNESS;
  #pointer = brushPointer(FIRST_THICKNESS);
  /** Where the stroke under way has come to, on the picture. */
  #stroke: { readonly x: number; readonly y: number } | undefined;

  constructor(invalidate: Invalidate) {
    super("Drawing", invalidate);
  }

  override place(frame: Rect): void {
    super.place(frame);
    const { width, height } = this.#paper;
    if (width !== this.#picture.width || height !== this.#picture.height) {
      const picture = new Canvas(width, height);
      picture.fill(picture.bounds, PAPER);
      picture.draw(this.#picture, 0, 0);
      this.#picture = picture;
    }
    const { x, y, width: bodyWidth } = this.body;
    const buttonX = x + bodyWidth - MARGIN - this.#clear.width;
    this.#clear.rect = { x: buttonX, y: y + MARGIN, width: this.#clear.width, height: BUTTON_HEIGHT };
  }

  override press(x: number, y: number): void {
    if (this.#clear.contains(x, y)) {
      this.#pressClear(true);
      return;
    }
    const chosen = COLORS.findIndex((_, index) => contains(this.#swatch(index), x, y));
    if (chosen >= 0) {
      this.#color = COLORS[chosen] as Color;
      this.invalidate(this.#toolbar);
    } else if (contains(this.#paper, x, y)) {
      this.#stroke = this.#toPicture(x, y);
      this.#drawTo(x, y);
    }
  }

  override drag(x: number, y: number): void {
    if (this.#stroke) this.#drawTo(x, y);
    else if (this.#clear.isPressed && !this.#clear.contains(x, y)) this.#pressClear(false);
  }

  override release(): void {
    this.#stroke = undefined;
    if (!this.#clear.isPressed) return;
    this.#pressClear(false);
    this.#picture.fill(this.#picture.bounds, PAPER);
    this.invalidate(this.#paper);
  }

  override wheel(notches: number): void {
    const thickness = this.#thickness * 1.25 ** notches;
    const rounded = notches > 0 ? Math.ceil(thickness) : Math.floor(thickness);
    this.#thickness = Math.min(Math.max(rounded, THINNEST), THICKEST);
    this.#pointer = brushPointer(this.#thickness);
    this.invalidate(this.#toolbar);
  }

  override pointerAt(x: number, y: number): Pointer {
    return contains(this.#paper, x, y) ? this.#pointer : SYSTEM_POINTER;
  }

  protected override drawBody(canvas: Canvas): void {
    for (const [index, color] of COLORS.entries()) {
      const { x, y, width, height } = this.#swatch(index);
      const isChosen = color === this.#color;
      const ring = isChosen ? { x: x - 4, y: y - 4, width: width + 8, height: height + 8 } : { x, y, width, height };
      const disc = { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
      canvas.roundRect(ring, ring.width / 2, isChosen ? CHOSEN : PAPER_EDGE);
      if (isChosen) canvas.roundRect({ x: x - 2, y: y - 2, width: width + 4, height: height + 4 }, 17, PAPER);
      canvas.roundRect(disc, disc.width / 2, color);
    }
    this.#clear.draw(canvas);
    const afterSwatches = this.#swatch(COLORS.length);
    if (afterSwatches.x + 120 < this.#clear.rect.x) {
      canvas.text(afterSwatches.x, afterSwatches.y + 4, `${this.#thickness} px`, CHOSEN, TEXT);
    }
    if (afterSwatches.x + 320 < this.#clear.rect.x) {
      canvas.text(afterSwatches.x + 90, afterSwatches.y + 10, "the wheel sizes the brush", HINT, SMALL_TEXT);
    }
    const { x, y, width, height } = this.#paper;
    canvas.fill({ x: x - 1, y: y - 1, width: width + 2, height: height + 2 }, PAPER_EDGE);
    canvas.draw(this.#picture, x, y);
  }

  get #toolbar(): Rect {
    return { ...this.body, height: TOOLBAR_HEIGHT };
  }

  get #paper(): Rect {
    const { x, y, width, height } = this.body;
    const paperHeight = height - TOOLBAR_HEIGHT - MARGIN;
    return { x: x + MARGIN, y: y + TOOLBAR_HEIGHT, width: width - MARGIN * 2, height: paperHeight };
  }

  #swatch(index: number): Rect {
    const { x, y } = this.body;
    return { x: x + MARGIN + 4 + index * SWATCH_STEP, y: y + MARGIN + 2, width: SWATCH, height: SWATCH };
  }

  #toPicture(x: number, y: number): { readonly x: number; readonly y: number } {
    return { x: x - this.#paper.x + 0.5, y: y - this.#paper.y + 0.5 };
  }

  #drawTo(x: number, y: number): void {
    const from = this.#stroke;
    if (!from) return;
    const to = this.#toPicture(x, y);
    const touched = this.#picture.stroke(from.x, from.y, to.x, to.y, this.#thickness, this.#color);
    this.#stroke = to;
    const paper = this.#paper;
    this.invalidate({ ...touched, x: touched.x + paper.x, y: touched.y + paper.y });
  }

  #pressClear(isPressed: boolean): void {
    this.#clear.isPressed = isPressed;
    this.invalidate(this.#clear.rect);
  }
}
