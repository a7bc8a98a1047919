import { type GlyphStyle, glyphRows } from "./glyphs.ts";
import { intersection, type Rect } from "./rect.ts";

/** Pixels as 0xffRRGGBB, which little-endian machines store as RDP wants them: blue, green, red, unused. */
export type Color = number;

/** A picture to draw on; what lies outside the clip is left alone. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly words: Uint32Array;
  #clip: Rect;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.words = new Uint32Array(width * height);
    this.#clip = this.bounds;
  }

  get bounds(): Rect {
    return { x: 0, y: 0, width: this.width, height: this.height };
  }

  get clip(): Rect {
    return this.#clip;
  }

  /** Has `draw` reach nothing but `rect`. */
  clipped(rect: Rect, draw: () => void): void {
    const before = this.#clip;
    const clip = intersection(before, rect);
    if (!clip) return;
    this.#clip = clip;
    draw();
    this.#clip = before;
  }

  fill(rect: Rect, color: Color): void {
    const part = intersection(rect, this.#clip);
    if (!part) return;
    for (let y = part.y; y < part.y + part.height; y++) {
      const start = y * this.width + part.x;
      this.words.fill(color, start, start + part.width);
    }
  }

  /** Colours each pixel by its place. */
  shade(rect: Rect, colorAt: (x: number, y: number) => Color): void {
    const part = intersection(rect, this.#clip);
    if (!part) return;
    for (let y = part.y; y < part.y + part.height; y++) {
      for (let x = part.x; x < part.x + part.width; x++) this.words[y * this.width + x] = colorAt(x, y);
    }
  }

  /** Mixes `color` into each pixel, as much as `coverageAt` its centre says: 0 to 1. */
  blend(rect: Rect, color: Color, coverageAt: (x: number, y: number) => number): void {
    const part = intersection(rect, this.#clip);
    if (!part) return;
    for (let y = part.y; y < part.y + part.height; y++) {
      for (let x = part.x; x < part.x + part.width; x++) {
        const coverage = coverageAt(x + 0.5, y + 0.5);
        if (coverage <= 0) continue;
        const at = y * this.width + x;
        this.words[at] = mix(this.words[at] as number, color, Math.min(coverage, 1));
      }
    }
  }

  /** A rectangle with round corners, smooth at its edges. @param opacity 0 to 1 */
  roundRect(rect: Rect, radius: number, color: Color, opacity = 1): void {
    if (opacity === 1) {
      this.fill({ x: rect.x + radius, y: rect.y, width: rect.width - radius * 2, height: rect.height }, color);
    }
    const middleX = rect.x + rect.width / 2;
    const middleY = rect.y + rect.height / 2;
    const coverageAt = (x: number, y: number) => {
      const outX = Math.abs(x - middleX) - rect.width / 2 + radius;
      const outY = Math.abs(y - middleY) - rect.height / 2 + radius;
      const distance = Math.hypot(Math.max(outX, 0), Math.max(outY, 0)) + Math.min(Math.max(outX, outY), 0) - radius;
      return Math.min(Math.max(0.5 - distance, 0), 1) * opacity;
    };
    if (opacity < 1) {
      this.blend(rect, color, coverageAt);
      return;
    }
    const side = { y: rect.y, width: radius, height: rect.height };
    this.blend({ ...side, x: rect.x }, color, coverageAt);
    this.blend({ ...side, x: rect.x + rect.width - radius }, color, coverageAt);
  }

  /** A line with round ends; a disc where both ends are one. Answers what it may have touched. */
  stroke(fromX: number, fromY: number, toX: number, toY: number, thickness: number, color: Color): Rect {
    const reach = Math.ceil(thickness / 2) + 1;
    const left = Math.floor(Math.min(fromX, toX)) - reach;
    const top = Math.floor(Math.min(fromY, toY)) - reach;
    const right = Math.ceil(Math.max(fromX, toX)) + reach;
    const bottom = Math.ceil(Math.max(fromY, toY)) + reach;
    const touched = { x: left, y: top, width: right - left, height: bottom - top };
    const stepX = toX - fromX;
    const stepY = toY - fromY;
    const lengthSquared = stepX * stepX + stepY * stepY;
    this.blend(touched, color, (x, y) => {
      const along = lengthSquared === 0 ? 0 : ((x - fromX) * stepX + (y - fromY) * stepY) / lengthSquared;
      const nearest = Math.min(Math.max(along, 0), 1);
      return thickness / 2 + 0.5 - Math.hypot(x - fromX - nearest * stepX, y - fromY - nearest * stepY);
    });
    return touched;
  }

  /** Text with its top left corner there, in cells of `style`. */
  text(x: number, y: number, text: string, color: Color, style: GlyphStyle): void {
    let left = x;
    for (const character of text) {
      const rows = glyphRows(character, style);
      for (const [row, bits] of rows.entries()) {
        for (let column = 0; column < style.width; column++) {
          if ((bits >> column) & 1) this.#plot(left + column, y + row, color);
        }
      }
      left += style.width;
    }
  }

  /** Draws the whole of `picture` with its top left corner there. */
  draw(picture: Canvas, x: number, y: number): void {
    const part = intersection({ x, y, width: picture.width, height: picture.height }, this.#clip);
    if (!part) return;
    for (let row = part.y; row < part.y + part.height; row++) {
      const start = (row - y) * picture.width + part.x - x;
      this.words.set(picture.words.subarray(start, start + part.width), row * this.width + part.x);
    }
  }

  /** Copies a part of the picture to another place in it; both lie within the picture and may overlap. */
  copy(rect: Rect, x: number, y: number): void {
    const pixels = this.read(rect);
    for (let row = 0; row < rect.height; row++) {
      this.words.set(pixels.subarray(row * rect.width, (row + 1) * rect.width), (y + row) * this.width + x);
    }
  }

  /** The pixels of a part, row by row from the top. */
  read(rect: Rect): Uint32Array<ArrayBuffer> {
    const pixels = new Uint32Array(rect.width * rect.height);
    for (let row = 0; row < rect.height; row++) {
      const start = (rect.y + row) * this.width + rect.x;
      pixels.set(this.words.subarray(start, start + rect.width), row * rect.width);
    }
    return pixels;
  }

  #plot(x: number, y: number, color: Color): void {
    const { x: left, y: top, width, height } = this.#clip;
    if (x >= left && y >= top && x < left + width && y < top + height) this.words[y * this.width + x] = color;
  }
}

/** `share` of `over` on `under`. */
export function mix(under: Color, over: Color, share: number): Color {
  const channel = (shift: number) => {
    const below = (under >> shift) & 0xff;
    return Math.round(below + (((over >> shift) & 0xff) - below) * share) << shift;
  };
  return (0xff000000 | channel(16) | channel(8) | channel(0)) >>> 0;
}
