/** What makes the desktop slow now. */
export type Bottleneck =
  | "measuring"
  | "nothing"
  /** The line is long: all takes its time. */
  | "lineDelay"
  /** The line is full: what is on the way waits for what was sent before. */
  | "lineFull"
  | "computer"
  | "desktop";

/** Times are in milliseconds. */
interface Symptoms {
  readonly roundTrip: number | undefined;
  /** The shortest round trip that was measured. */
  readonly bestRoundTrip: number | undefined;
  /** The part of the time, 0 to 1, that decoding and presenting take. */
  readonly busy: number;
  /** The most that waited to be decoded. */
  readonly waitingBytes: number;
  /** From a key to the picture that follows; undefined if none was pressed. */
  readonly answer: number | undefined;
}

const BUSY = 0.8;
const HALF_BUSY = 0.5;
const MANY_BYTES = 512 * 1024;
/** From here on, people notice (menu/line-quality.ts has the same). */
const LONG_ROUND_TRIP = 150;
/** What a queue on the line adds to a round trip. */
const QUEUE_DELAY = 100;
/** What a desktop needs beyond the round trip, if it does not lag. */
const DESKTOP_DELAY = 250;

/** What to look at first. A computer that is too slow makes all else look slow; so it comes before the line. */
export function bottleneckOf(symptoms: Symptoms): Bottleneck {
  const { roundTrip, bestRoundTrip = roundTrip, busy, waitingBytes, answer } = symptoms;
  if (roundTrip === undefined || bestRoundTrip === undefined) return "measuring";
  if (busy >= BUSY || (busy >= HALF_BUSY && waitingBytes >= MANY_BYTES)) return "computer";
  if (roundTrip - bestRoundTrip >= QUEUE_DELAY) return "lineFull";
  if (roundTrip >= LONG_ROUND_TRIP) return "lineDelay";
  if (answer !== undefined && answer - roundTrip >= DESKTOP_DELAY) return "desktop";
  return "nothing";
}
