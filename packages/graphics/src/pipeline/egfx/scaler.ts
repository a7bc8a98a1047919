import type { PixelTarget } from "../../codecs/target.ts";
import type { Rect } from "../../geometry.ts";

/** Weights of a pixel add up to this. */
const ONE = 1 << 12;

/**
 * Along one axis: output pixel `i` is made of the source pixels from `first[i]` on, with the weights from `start[i]` to
 * `start[i + 1]`.
 */
interface Axis {
  readonly first: Int32Array;
  readonly start: Int32Array;
  readonly weights: Uint16Array;
}

/** Scales a picture with a triangle filter: bilinear where it grows, averaging where it shrinks. */
export class Scaler {
  readonly #columns: Axis;
  readonly #rows: Axis;

  constructor(sourceWidth: number, sourceHeight: number, width: number, height: number) {
    this.#columns = makeAxis(sourceWidth, width);
    this.#rows = makeAxis(sourceHeight, height);
  }

  /** How many source pixels an output pixel is made of, on average. */
  get pixelsPerPixel(): number {
    return [this.#columns, this.#rows]
      .map(({ weights, first }) => weights.length / first.length)
      .reduce((columns, rows) => columns * rows);
  }

  /** The output pixels that depend on the source pixels of `rect`. */
  affected(rect: Rect): Rect {
    const [x, right] = affectedRange(this.#columns, rect.x, rect.x + rect.width);
    const [y, bottom] = affectedRange(this.#rows, rect.y, rect.y + rect.height);
    return { x, y, width: right - x, height: bottom - y };
  }

  /** Writes the output pixels of `area`, opaque, to `target`, where the output's (0, 0) lies at (originX, originY). */
  paint(source: PixelTarget, area: Rect, target: PixelTarget, originX: number, originY: number): void {
    for (let y = area.y; y < area.y + area.height; y++) {
      const to = (originY + y) * target.stride + originX;
      for (let x = area.x; x < area.x + area.width; x++) target.words[to + x] = this.#pixel(source, x, y);
    }
  }

  #pixel(source: PixelTarget, x: number, y: number): number {
    const columns = this.#columns;
    const rows = this.#rows;
    const columnStart = columns.start[x];
    const columnCount = columns.start[x + 1] - columnStart;
    let from = rows.first[y] * source.stride + columns.first[x];
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let j = rows.start[y]; j < rows.start[y + 1]; j++) {
      for (let i = 0; i < columnCount; i++) {
        const word = source.words[from + i];
        const weight = rows.weights[j] * columns.weights[columnStart + i];
        red += weight * (word & 0xff);
        green += weight * ((word >> 8) & 0xff);
        blue += weight * ((word >> 16) & 0xff);
      }
      from += source.stride;
    }
    return (0xff000000 | (toByte(blue) << 16) | (toByte(green) << 8) | toByte(red)) >>> 0;
  }
}

function toByte(sum: number): number {
  return Math.round(sum / (ONE * ONE));
}

function makeAxis(source: number, output: number): Axis {
  const scale = source / output;
  const support = Math.max(scale, 1);
  const first = new Int32Array(output);
  const start = new Int32Array(output + 1);
  const weights = new Uint16Array(output * (Math.floor(2 * support) + 1));
  for (let i = 0; i < output; i++) {
    const center = (i + 0.5) * scale - 0.5;
    const from = Math.max(Math.ceil(center - support), 0);
    const to = Math.min(Math.floor(center + support), source - 1);
    first[i] = from;
    start[i + 1] = start[i] + to - from + 1;
    const raw = Array.from({ length: to - from + 1 }, (_, k) => Math.max(1 - Math.abs(from + k - center) / support, 0));
    weights.set(normalize(raw), start[i]);
  }
  return { first, start, weights: weights.slice(0, start[output]) };
}

/** Fixed point; what rounding leaves over goes to the heaviest. */
function normalize(raw: readonly number[]): Uint16Array {
  const sum = raw.reduce((a, b) => a + b);
  const fixed = Uint16Array.from(raw, (weight) => Math.floor((weight / sum) * ONE));
  fixed[raw.indexOf(Math.max(...raw))] += ONE - fixed.reduce((a, b) => a + b);
  return fixed;
}

function affectedRange(axis: Axis, from: number, to: number): [number, number] {
  let start = 0;
  while (start < axis.first.length && axis.first[start] + axis.start[start + 1] - axis.start[start] <= from) start++;
  let end = start;
  while (end < axis.first.length && axis.first[end] < to) end++;
  return [start, end];
}
