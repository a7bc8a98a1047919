import { PointerButton } from "@passerelle/tunnel";
import type { Point } from "../display/geometry.ts";

/** What fingers do, as a mouse would; points in CSS pixels. */
export type TouchAction =
  | { readonly kind: "move"; readonly at: Point }
  | { readonly kind: "button"; readonly button: number; readonly pressed: boolean; readonly at: Point }
  /** As WheelEvent's deltas, in pixels. */
  | { readonly kind: "scroll"; readonly deltaX: number; readonly deltaY: number; readonly at: Point }
  /** The view grows by a factor around a point, which moves on by the deltas. */
  | {
      readonly kind: "pinch";
      readonly factor: number;
      readonly at: Point;
      readonly deltaX: number;
      readonly deltaY: number;
    };

/** One way of taking fingers. */
export interface Gestures {
  /** True while one finger rests where it came down. */
  readonly isTouching: boolean;
  down(finger: number, at: Point): void;
  move(finger: number, at: Point): TouchAction[];
  /** A finger has rested for LONG_PRESS milliseconds. */
  longPress(): TouchAction[];
  up(finger: number, at: Point): TouchAction[];
  /** The browser has taken the finger away: nothing was meant. */
  cancel(finger: number, at: Point): TouchAction[];
}

/** CSS pixels that a finger may tremble. */
export const TREMBLE = 10;
/** Fingers travel less than wheels turn. */
export const SCROLL_FACTOR = 2.5;
/** CSS pixels by which two fingers part before they pinch. */
const PINCH = 24;

/** Milliseconds after which a finger that rests is a long press. */
export const LONG_PRESS = 500;

/**
 * Touch as a mouse: a tap clicks, a finger that moves drags, one that rests clicks right (`longPress`), two fingers
 * scroll, or zoom the view when they part.
 */
export class TouchGestures implements Gestures {
  readonly #fingers = new Map<number, Point>();
  #gesture: "none" | "touching" | "dragging" | "scrolling" | "pinching" | "over" = "none";
  #start: Point = { x: 0, y: 0 };
  /** From finger to finger, when the second came down. */
  #spread = 0;

  /** True while one finger rests where it came down. */
  get isTouching(): boolean {
    return this.#gesture === "touching";
  }

  down(finger: number, at: Point): void {
    this.#fingers.set(finger, at);
    if (this.#gesture === "none") {
      this.#gesture = "touching";
      this.#start = at;
    } else if (this.#gesture === "touching") {
      this.#gesture = "scrolling";
      this.#spread = spreadOf(this.#fingers);
    }
  }

  move(finger: number, at: Point): TouchAction[] {
    const before = this.#fingers.get(finger);
    if (!before) return [];
    const [spread, middle] = [spreadOf(this.#fingers), middleOf(this.#fingers)];
    this.#fingers.set(finger, at);
    const isParted = this.#gesture === "scrolling" && Math.abs(spreadOf(this.#fingers) - this.#spread) > PINCH;
    if (isParted) this.#gesture = "pinching";
    if (this.#gesture === "pinching") return [this.#pinch(spread, middle, { x: at.x - before.x, y: at.y - before.y })];
    if (this.#gesture === "scrolling") {
      // Each of the fingers brings its share of the way.
      const factor = SCROLL_FACTOR / this.#fingers.size;
      return [
        { kind: "scroll", deltaX: (before.x - at.x) * factor, deltaY: (before.y - at.y) * factor, at: this.#start },
      ];
    }
    if (this.#gesture === "touching" && Math.hypot(at.x - this.#start.x, at.y - this.#start.y) > TREMBLE) {
      this.#gesture = "dragging";
      return [{ kind: "move", at: this.#start }, button(PointerButton.Left, true, this.#start), { kind: "move", at }];
    }
    return this.#gesture === "dragging" ? [{ kind: "move", at }] : [];
  }

  /** @param spread, middle before the move */
  #pinch(spread: number, middle: Point, moved: Point): TouchAction {
    const share = 1 / this.#fingers.size;
    const factor = spread > 0 ? spreadOf(this.#fingers) / spread : 1;
    return { kind: "pinch", factor, at: middle, deltaX: moved.x * share, deltaY: moved.y * share };
  }

  longPress(): TouchAction[] {
    if (this.#gesture !== "touching") return [];
    this.#gesture = "over";
    return click(PointerButton.Right, this.#start);
  }

  up(finger: number, at: Point): TouchAction[] {
    if (!this.#fingers.delete(finger)) return [];
    const gesture = this.#gesture;
    this.#gesture = this.#fingers.size === 0 ? "none" : "over";
    if (gesture === "touching") return click(PointerButton.Left, this.#start);
    return gesture === "dragging" ? [button(PointerButton.Left, false, at)] : [];
  }

  /** The browser has taken the finger away: nothing was meant. */
  cancel(finger: number, at: Point): TouchAction[] {
    if (this.#gesture === "touching") this.#gesture = "over";
    return this.up(finger, at);
  }
}

function spreadOf(fingers: ReadonlyMap<number, Point>): number {
  const [first, second] = [...fingers.values()];
  return first && second ? Math.hypot(first.x - second.x, first.y - second.y) : 0;
}

function middleOf(fingers: ReadonlyMap<number, Point>): Point {
  const points = [...fingers.values()];
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function button(which: number, pressed: boolean, at: Point): TouchAction {
  return { kind: "button", button: which, pressed, at };
}

function click(which: number, at: Point): TouchAction[] {
  return [{ kind: "move", at }, button(which, true, at), button(which, false, at)];
}
