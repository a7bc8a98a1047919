import { PointerButton } from "@passerelle/tunnel";
import type { Point } from "../display/geometry.ts";

/** What fingers do, as a mouse would; points in CSS pixels. */
export type TouchAction =
  | { readonly kind: "move"; readonly at: Point }
  | { readonly kind: "button"; readonly button: number; readonly pressed: boolean; readonly at: Point }
  /** As WheelEvent's deltas, in pixels. */
  | { readonly kind: "scroll"; readonly deltaX: number; readonly deltaY: number; readonly at: Point };

/** CSS pixels that a finger may tremble. */
const TREMBLE = 10;
/** Fingers travel less than wheels turn. */
const SCROLL_FACTOR = 2.5;

/** Milliseconds after which a finger that rests is a long press. */
export const LONG_PRESS = 500;

/**
 * Touch as a mouse: a tap clicks, a finger that moves drags, one that rests clicks right (`longPress`), two fingers
 * scroll.
 */
export class TouchGestures {
  readonly #fingers = new Map<number, Point>();
  #gesture: "none" | "touching" | "dragging" | "scrolling" | "over" = "none";
  #start: Point = { x: 0, y: 0 };

  /** True while one finger rests where it came down. */
  get isTouching(): boolean {
    return this.#gesture === "touching";
  }

  down(finger: number, at: Point): void {
    this.#fingers.set(finger, at);
    if (this.#gesture === "none") {
      this.#gesture = "touching";
      this.#start = at;
    } else if (this.#gesture === "touching") this.#gesture = "scrolling";
  }

  move(finger: number, at: Point): TouchAction[] {
    const before = this.#fingers.get(finger);
    if (!before) return [];
    this.#fingers.set(finger, at);
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

  /** A finger has rested for LONG_PRESS milliseconds. */
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

function button(which: number, pressed: boolean, at: Point): TouchAction {
  return { kind: "button", button: which, pressed, at };
}

function click(which: number, at: Point): TouchAction[] {
  return [{ kind: "move", at }, button(which, true, at), button(which, false, at)];
}
