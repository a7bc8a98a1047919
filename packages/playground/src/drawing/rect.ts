/** A rectangle in pixels. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function contains(rect: Rect, x: number, y: number): boolean {
  return x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
}

/** What two rectangles share; undefined: nothing. */
export function intersection(a: Rect, b: Rect): Rect | undefined {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

/** The smallest rectangle around both. */
export function union(a: Rect, b: Rect): Rect {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** `rect` grown by `by` pixels on each side. */
export function grown(rect: Rect, by: number): Rect {
  return { x: rect.x - by, y: rect.y - by, width: rect.width + by * 2, height: rect.height + by * 2 };
}

/** `outer` without `inner`, as up to four rectangles. */
export function without(outer: Rect, inner: Rect): Rect[] {
  const shared = intersection(outer, inner);
  if (!shared) return [outer];
  const { x, y, width, height } = outer;
  const right = shared.x + shared.width;
  const bottom = shared.y + shared.height;
  return [
    { x, y, width, height: shared.y - y },
    { x, y: bottom, width, height: y + height - bottom },
    { x, y: shared.y, width: shared.x - x, height: shared.height },
    { x: right, y: shared.y, width: x + width - right, height: shared.height },
  ].filter((rect) => rect.width > 0 && rect.height > 0);
}

/** The parts of `rect` in the cells of a grid of squares. */
export function tiles(rect: Rect, side: number): Rect[] {
  const found: Rect[] = [];
  for (let y = rect.y - (rect.y % side); y < rect.y + rect.height; y += side) {
    for (let x = rect.x - (rect.x % side); x < rect.x + rect.width; x += side) {
      const part = intersection(rect, { x, y, width: side, height: side });
      if (part) found.push(part);
    }
  }
  return found;
}
