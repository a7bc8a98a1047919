import type { InputEvent } from "./input-events.ts";

export type WheelEvent = Extract<InputEvent, { readonly type: "wheel" }>;

/** WHEEL_DELTA: the rotation of one notch. */
const NOTCH = 120;

/**
 * Sums the small turns of touchpads and fine wheels up to whole notches, for servers that take every wheel event for one notch
 * however far it turns: those of X.
 */
export class WheelNotches {
  readonly #sums = { vertical: 0, horizontal: 0 };

  /** An event for each notch that is complete. A turn in the other direction starts from zero. */
  turn(event: WheelEvent): WheelEvent[] {
    const before = this.#sums[event.axis];
    const sum = before * event.rotation < 0 ? event.rotation : before + event.rotation;
    const notches = Math.trunc(sum / NOTCH);
    this.#sums[event.axis] = sum - notches * NOTCH;
    return Array.from({ length: Math.abs(notches) }, () => ({ ...event, rotation: Math.sign(notches) * NOTCH }));
  }
}
