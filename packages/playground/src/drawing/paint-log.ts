import type { Canvas } from "./canvas.ts";
import { intersection, type Rect, union } from "./rect.ts";

/** How to bring a picture up to date, in this order. */
export type PaintOperation =
  /** `pixels` of 0xffRRGGBB, row by row. */
  | { readonly kind: "pixels"; readonly rect: Rect; readonly pixels: Uint32Array<ArrayBuffer> }
  /** What is at `rect` goes to (x, y) too. */
  | { readonly kind: "copy"; readonly rect: Rect; readonly x: number; readonly y: number };

/** Pixels are read as late as possible: at the next copy, or when the log is taken. */
type LoggedOperation = { readonly kind: "changed"; readonly rect: Rect } | PaintOperation;

/** More than this is sent as one rectangle around all. */
const MOST_OPERATIONS = 48;
/** How much of a rectangle around two others may be neither of them. */
const WASTE = 1.25;

/** What has changed on a canvas since it was last shown. */
export class PaintLog {
  readonly #canvas: Canvas;
  #operations: LoggedOperation[] = [];

  constructor(canvas: Canvas) {
    this.#canvas = canvas;
  }

  get isEmpty(): boolean {
    return this.#operations.length === 0;
  }

  /** Something was drawn there. */
  changed(rect: Rect): void {
    const part = intersection(rect, this.#canvas.bounds);
    if (!part) return;
    const last = this.#operations.at(-1);
    if (last?.kind === "changed" && isCheapTogether(last.rect, part)) {
      this.#operations.splice(-1, 1, { kind: "changed", rect: union(last.rect, part) });
    } else {
      this.#push({ kind: "changed", rect: part });
    }
  }

  /** To be called before the canvas copies: a copy needs what was there until then. */
  copying(rect: Rect, x: number, y: number): void {
    this.#operations = this.#operations.map((operation) => this.#read(operation));
    this.#push({ kind: "copy", rect, x, y });
  }

  /** Gives what is logged, and forgets it. */
  take(): PaintOperation[] {
    const taken = this.#operations.map((operation) => this.#read(operation));
    this.#operations = [];
    return taken;
  }

  #read(operation: LoggedOperation): PaintOperation {
    if (operation.kind !== "changed") return operation;
    return { kind: "pixels", rect: operation.rect, pixels: this.#canvas.read(operation.rect) };
  }

  #push(operation: LoggedOperation): void {
    this.#operations.push(operation);
    if (this.#operations.length <= MOST_OPERATIONS) return;
    const touched = this.#operations.map(touchedBy);
    this.#operations = [{ kind: "changed", rect: touched.reduce(union) }];
  }
}

function touchedBy(operation: LoggedOperation): Rect {
  if (operation.kind !== "copy") return operation.rect;
  return { ...operation.rect, x: operation.x, y: operation.y };
}

function isCheapTogether(a: Rect, b: Rect): boolean {
  const around = union(a, b);
  return around.width * around.height <= WASTE * (a.width * a.height + b.width * b.height);
}
