import type { PathFigures } from "@passerelle/rdp";

/** Bytes under way from which the time to drain them says something of the line's bandwidth. */
const LEAST_LOAD = 16 * 1024;
/** How much a new figure counts against the ones before. */
const WEIGHT = 0.25;
/** Milliseconds between two figures. */
const INTERVAL = 1_000;
/** Milliseconds that what is sent may wait on the line, beyond a round trip. */
const QUEUE_TIME = 250;
/** Bytes under way on a line that is not known yet, and the bounds of what may be on any. */
const FIRST_WINDOW = 128 * 1024;
const LEAST_WINDOW = 32 * 1024;
export const MOST_WINDOW = 1024 * 1024;

/**
 * Measures the line to a browser by what it carries anyway: the bytes under way when a message is sent, over the time
 * until the browser has presented it; less a round trip, if the line was idle before. A busy line drains as much as is
 * under way, and less than it could only as long as the window is too small, which so grows.
 * A line that is never loaded has no bandwidth to speak of.
 */
export class PathMeter {
  #probe: { readonly count: number; readonly load: number; readonly wasIdle: boolean; readonly at: number } | undefined;
  #bandwidth: number | undefined;
  #toldAt = Number.NEGATIVE_INFINITY;

  /**
   * A message was sent. @param count records up to its end. @param length its bytes. @param load bytes under way, with it.
   * @param now milliseconds
   */
  sent(count: number, length: number, load: number, now: number): void {
    if (!this.#probe && load >= LEAST_LOAD) this.#probe = { count, load, wasIdle: length === load, at: now };
  }

  /** The browser has presented the records up to `count`. Answers new figures about once a second. @param roundTrip milliseconds */
  presented(count: number, roundTrip: number, now: number): PathFigures | undefined {
    const probe = this.#probe;
    if (!probe || count < probe.count) return undefined;
    this.#probe = undefined;
    const draining = now - probe.at - (probe.wasIdle ? roundTrip : 0);
    const bandwidth = (probe.load * 8) / Math.max(draining, 1);
    this.#bandwidth = this.#bandwidth === undefined ? bandwidth : mix(this.#bandwidth, bandwidth);
    if (now - this.#toldAt < INTERVAL) return undefined;
    this.#toldAt = now;
    return { roundTrip, bandwidth: this.#bandwidth };
  }

  /**
   * Bytes that may be under way: as many as the line drains in a round trip and a quarter of a second. Fewer would leave
   * it idle, more would only wait. @param roundTrip milliseconds
   */
  window(roundTrip: number): number {
    if (this.#bandwidth === undefined) return FIRST_WINDOW;
    return Math.min(Math.max((this.#bandwidth / 8) * (roundTrip + QUEUE_TIME), LEAST_WINDOW), MOST_WINDOW);
  }

  /** Another line begins. */
  restart(): void {
    this.#probe = undefined;
    this.#bandwidth = undefined;
  }
}

/** Of the times that equal loads take, so that a moment of speed does not outweigh a slow line. */
function mix(before: number, now: number): number {
  return 1 / ((1 - WEIGHT) / before + WEIGHT / now);
}
