import type { Rect } from "../geometry.ts";

/** More rectangles cost more to present than what lies between them. */
const MAX_RECTS = 32;

/** Rectangles that changed: few, and covering little else. They may overlap. */
export class DirtyRegion {
  #rects: Rect[] = [];

  get rects(): readonly Rect[] {
    return this.#rects;
  }

  add(rect: Rect): void {
    if (rect.width <= 0 || rect.height <= 0) return;
    let merged = rect;
    let i = this.#rects.length - 1;
    while (i >= 0) {
      const union = unite(merged, this.#rects[i]);
      if (area(union) <= area(merged) + area(this.#rects[i])) {
        this.#rects.splice(i, 1);
        merged = union;
        i = this.#rects.length;
      }
      i--;
    }
    this.#rects.push(merged);
    if (this.#rects.length > MAX_RECTS) this.#rects = [this.#rects.reduce(unite)];
  }

  clear(): void {
    this.#rects = [];
  }
}

function area(rect: Rect): number {
  return rect.width * rect.height;
}

function unite(a: Rect, b: Rect): Rect {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}
