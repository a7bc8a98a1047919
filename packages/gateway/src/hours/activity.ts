import type { Stretch } from "./stretch.ts";

/** Stretches that wait for a database that is away. A new one takes a pause of the idle limit, so these are a day's at least. */
const MOST_KEPT = 2000;

/**
 * Makes stretches of activity of the moments at which input of a person was seen: each goes from its first input to its
 * last, with no longer pause than the idle limit. Moments are milliseconds of a clock that does not go back.
 */
export class Activity {
  readonly #idleLimit: number;
  #running: Stretch | undefined;
  /** Stretches that are not saved as they are now, by their start, oldest first. */
  readonly #unsaved = new Map<number, Stretch>();

  /** @param idleLimit milliseconds without input after which a person counts as idle */
  constructor(idleLimit: number) {
    this.#idleLimit = idleLimit;
  }

  seen(at: number): void {
    const goesOn = this.#running !== undefined && at - this.#running.end <= this.#idleLimit;
    const stretch = goesOn && this.#running ? { start: this.#running.start, end: at } : { start: at, end: at };
    this.#running = stretch;
    this.#unsaved.set(stretch.start, stretch);
    const [oldest] = this.#unsaved.keys();
    if (this.#unsaved.size > MOST_KEPT && oldest !== undefined) this.#unsaved.delete(oldest);
  }

  /** What is to be saved, oldest first; a stretch that goes on comes again, with the same start. */
  get unsaved(): readonly Stretch[] {
    return [...this.#unsaved.values()];
  }

  /** @param stretches of `unsaved`; what has grown meanwhile stays unsaved */
  saved(stretches: readonly Stretch[]): void {
    for (const stretch of stretches) {
      if (this.#unsaved.get(stretch.start) === stretch) this.#unsaved.delete(stretch.start);
    }
  }
}
