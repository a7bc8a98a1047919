/**
 * The time of one session: begun by the clock on the wall, counted on by one that nobody sets. However the clock is put right
 * meanwhile, the hours between begin and end are those that passed. A machine that sleeps counts nothing.
 */
export class SessionClock {
  readonly #startedAt: number;
  readonly #start = performance.now();

  constructor(startedAt: Date) {
    this.#startedAt = startedAt.getTime();
  }

  /** Whole milliseconds since 1970; never before the begin, never less than before. */
  now(): number {
    return this.#startedAt + Math.floor(performance.now() - this.#start);
  }
}
