/** The fields of a WheelEvent that count; `wheelDelta*` are Chromium's and Safari's older figures, 120 a notch. */
export interface WheelTurn {
  readonly deltaX: number;
  readonly deltaY: number;
  readonly deltaMode: number;
  readonly wheelDeltaX?: number;
  readonly wheelDeltaY?: number;
  readonly shiftKey: boolean;
}

/** Quarters of notches on one axis; positive = right, or away from the user. */
export interface WheelNotches {
  readonly horizontal: boolean;
  readonly notches: number;
}

/** How much of `delta` makes one notch of a wheel, by WheelEvent.deltaMode: pixels, lines, pages. */
const DELTA_OF_NOTCH = [100, 3, 1];

/** Turns are told in these parts of a notch: finer ones would only be more records on the line. */
const PARTS = 4;
/** One turn of the wheel moves no further, whatever the event says. */
const MOST_NOTCHES = 20;

/**
 * A mouse that turns by whole notches tells so in `wheelDelta`, while `delta` varies with the page zoom. A touchpad's
 * `wheelDelta` is just minus three times its `delta`.
 */
function notchesOf(delta: number, mode: number, wheelDelta: number | undefined): number {
  if (wheelDelta && wheelDelta % 120 === 0 && wheelDelta !== -3 * delta) return -wheelDelta / 120;
  return delta / (DELTA_OF_NOTCH[mode] ?? 100);
}

/** Sums the small steps of touchpads and fine wheels up; what a desktop can make of parts of notches is the gateway's to know. */
export class WheelAccumulator {
  #x = 0;
  #y = 0;

  /** The quarters of notches that are complete after this event. */
  turn(event: WheelTurn): WheelNotches[] {
    let x = notchesOf(event.deltaX, event.deltaMode, event.wheelDeltaX);
    let y = notchesOf(event.deltaY, event.deltaMode, event.wheelDeltaY);
    // Browsers turn Shift and the vertical wheel into a horizontal one; the desktop gets Shift itself.
    if (event.shiftKey && y === 0) [x, y] = [0, x];
    this.#x = add(this.#x, x);
    this.#y = add(this.#y, y);
    const across = Math.trunc(this.#x * PARTS) / PARTS;
    const down = Math.trunc(this.#y * PARTS) / PARTS;
    this.#x -= across;
    this.#y -= down;
    const complete: WheelNotches[] = [];
    if (down !== 0) complete.push({ horizontal: false, notches: -limit(down) });
    if (across !== 0) complete.push({ horizontal: true, notches: limit(across) });
    return complete;
  }
}

/** A turn in the other direction starts from zero. */
function add(sum: number, step: number): number {
  return sum * step < 0 ? step : sum + step;
}

function limit(notches: number): number {
  return Math.min(Math.max(notches, -MOST_NOTCHES), MOST_NOTCHES);
}
