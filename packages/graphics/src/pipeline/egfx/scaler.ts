import type { Bitmap } from "../../bitmap.ts";
import type { Rect } from "../../geometry.ts";

/** Weights of a pixel add up to this. */
const ONE = 1 << 12;

/** Bytes of a record: what comes first of the source and of the weights, as u32. */
const RECORD_SIZE = 8;

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
  /** As the kernel wants them: the columns' records, the rows' records, the columns' weights, the rows' weights. */
  readonly #tables: Uint8Array;

  constructor(sourceWidth: number, sourceHeight: number, width: number, height: number) {
    this.#columns = makeAxis(sourceWidth, width);
    this.#rows = makeAxis(sourceHeight, height);
    this.#tables = concatenate([
      records(this.#columns),
      records(this.#rows),
      this.#columns.weights,
      this.#rows.weights,
    ]);
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
  paint(source: Bitmap, area: Rect, target: Bitmap, originX: number, originY: number): void {
    const { kernels } = source;
    const columns = kernels.input(this.#tables);
    const rows = columns + this.#columns.start.length * RECORD_SIZE;
    const columnWeights = rows + this.#rows.start.length * RECORD_SIZE;
    kernels.exports.paintScaled(
      source.address,
      source.stride,
      columns + area.x * RECORD_SIZE,
      columnWeights,
      rows + area.y * RECORD_SIZE,
      columnWeights + this.#columns.weights.byteLength,
      target.address + ((originY + area.y) * target.stride + originX + area.x) * 4,
      target.stride,
      area.width,
      area.height,
    );
  }
}

/** One for each output pixel, and one that tells where the last one's weights end. */
function records({ first, start }: Axis): Uint32Array {
  return Uint32Array.from({ length: start.length * 2 }, (_, i) => (i % 2 === 0 ? (first[i / 2] ?? 0) : start[i >> 1]));
}

function concatenate(tables: readonly (Uint32Array | Uint16Array)[]): Uint8Array {
  const whole = new Uint8Array(tables.reduce((length, table) => length + table.byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of tables) {
    whole.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return whole;
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
