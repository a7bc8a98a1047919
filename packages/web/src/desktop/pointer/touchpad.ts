import { PointerButton } from "@passerelle/tunnel";
import type { Point } from "../display/geometry.ts";
import { type Gestures, SCROLL_FACTOR, type TouchAction, TREMBLE } from "./touch.ts";

/** The pointer travels further than the finger. */
const SPEED = 1.5;

/**
 * Touch as a touchpad: a finger that moves moves the pointer, a tap clicks where the pointer is, one that rests holds the left
 * button down while it moves on; two fingers click right, or scroll.
 */
export class TouchpadGestures implements Gestures {
  readonly #fingers = new Map<number, Point>();
  #gesture: "none" | "touching" | "moving" | "dragging" | "two" | "scrolling" | "over" = "none";
  #start: Point = { x: 0, y: 0 };
  /** Where the pointer is, in CSS pixels. */
  #pointer: Point;
  readonly #within: (point: Point) => Point;

  /** @param pointer where it is first @param within the nearest point that the pointer may be at */
  constructor(pointer: Point, within: (point: Point) => Point) {
    this.#pointer = pointer;
    this.#within = within;
  }

  get pointer(): Point {
    return this.#pointer;
  }

  get isTouching(): boolean {
    return this.#gesture === "touching";
  }

  down(finger: number, at: Point): void {
    this.#fingers.set(finger, at);
    if (this.#gesture === "none") this.#gesture = "touching";
    else if (this.#gesture === "touching" || this.#gesture === "moving") this.#gesture = "two";
    this.#start = at;
  }

  move(finger: number, at: Point): TouchAction[] {
    const before = this.#fingers.get(finger);
    if (!before) return [];
    this.#fingers.set(finger, at);
    const hasMoved = Math.hypot(at.x - this.#start.x, at.y - this.#start.y) > TREMBLE;
    if (this.#gesture === "touching" && hasMoved) this.#gesture = "moving";
    if (this.#gesture === "two" && hasMoved) this.#gesture = "scrolling";
    const [x, y] = [at.x - before.x, at.y - before.y];
    if (this.#gesture === "scrolling") {
      const factor = SCROLL_FACTOR / this.#fingers.size;
      return [{ kind: "scroll", deltaX: -x * factor, deltaY: -y * factor, at: this.#pointer }];
    }
    if (this.#gesture !== "moving" && this.#gesture !== "dragging") return [];
    this.#pointer = this.#within({ x: this.#pointer.x + x * SPEED, y: this.#pointer.y + y * SPEED });
    return [{ kind: "move", at: this.#pointer }];
  }

  longPress(): TouchAction[] {
    if (this.#gesture !== "touching") return [];
    this.#gesture = "dragging";
    return [this.#button(PointerButton.Left, true)];
  }

  up(finger: number): TouchAction[] {
    if (!this.#fingers.delete(finger)) return [];
    const gesture = this.#gesture;
    this.#gesture = this.#fingers.size === 0 ? "none" : "over";
    if (gesture === "dragging") return [this.#button(PointerButton.Left, false)];
    if (gesture === "touching") return this.#click(PointerButton.Left);
    return gesture === "two" ? this.#click(PointerButton.Right) : [];
  }

  cancel(finger: number): TouchAction[] {
    if (this.#gesture !== "dragging") this.#gesture = "over";
    return this.up(finger);
  }

  #button(button: number, pressed: boolean): TouchAction {
    return { kind: "button", button, pressed, at: this.#pointer };
  }

  #click(button: number): TouchAction[] {
    return [this.#button(button, true), this.#button(button, false)];
  }
}
