/** Milliseconds that a sound waits at least and at most before it is heard. */
const LEAST = 40;
const MOST = 400;
/** For a line that is not known yet. */
const AT_FIRST = 80;
const KNOWN_AFTER = 1000;
/** What is kept beyond the jitter that was seen. */
const MARGIN = 25;
/** How long jitter is remembered, and in which steps it is forgotten. */
const WINDOW = 8000;
const STEP = 500;
/** The desktop has not said anything for a while, as its own clock says: that is no jitter. */
const PAUSE = 60;
/** Nor is what no delay could make good. */
const LONGEST_GAP = 1000;

/** The latenesses of half a second. */
interface Span {
  readonly begin: number;
  least: number;
  most: number;
}

/**
 * Measures how irregularly sound arrives, and says how long it is to wait so that there is some to play until the next comes.
 * Sound that follows on the sound before ought to arrive that much later; what it is later than that, against the earliest of
 * the last seconds, is its lateness, and the greatest lateness is the delay that the line asks for. All in milliseconds.
 */
export class DelayMeter {
  #spans: Span[] = [];
  #began: number | undefined;
  /** When what comes next ought to arrive, if the first arrived in time. */
  #due = 0;
  #last: { readonly at: number; readonly duration: number; readonly timestamp: number } | undefined;
  #target = AT_FIRST;

  /** How long a sound that arrives in time is to wait. */
  get target(): number {
    return this.#target;
  }

  /**
   * @param at our clock
   * @param duration of the sound
   * @param timestamp the desktop's clock; its lower 16 bits are enough
   * @returns how long this sound is to wait; 0 if it is too late already
   */
  arrived(at: number, duration: number, timestamp: number): number {
    this.#began ??= at;
    this.#due = this.#dueOf(at, timestamp);
    this.#last = { at, duration, timestamp };
    const lateness = at - this.#due;
    this.#keep(at, lateness);
    const earliest = this.#earliest;
    const jitter = Math.max(...this.#spans.map(({ most }) => most)) - earliest;
    const least = at - this.#began < KNOWN_AFTER ? AT_FIRST : LEAST;
    this.#target = Math.min(Math.max(jitter + MARGIN, least), MOST);
    return Math.max(0, this.#target - (lateness - earliest));
  }

  /** What comes next does not follow on what came before. */
  pause(): void {
    this.#last = undefined;
  }

  #dueOf(at: number, timestamp: number): number {
    const last = this.#last;
    const gap = last ? at - last.at - last.duration : 0;
    // What is known of the line stays known: a new beginning counts as arriving in time.
    if (!last || gap > LONGEST_GAP) return at - this.#earliest;
    const pause = Math.min(((timestamp - last.timestamp) & 0xffff) - last.duration, gap);
    return this.#due + last.duration + (pause > PAUSE ? pause : 0);
  }

  get #earliest(): number {
    return this.#spans.length === 0 ? 0 : Math.min(...this.#spans.map(({ least }) => least));
  }

  #keep(at: number, lateness: number): void {
    this.#spans = this.#spans.filter(({ begin }) => at - begin < WINDOW);
    const span = this.#spans.at(-1);
    if (span && at - span.begin < STEP) {
      span.least = Math.min(span.least, lateness);
      span.most = Math.max(span.most, lateness);
    } else {
      this.#spans.push({ begin: at, least: lateness, most: lateness });
    }
  }
}
