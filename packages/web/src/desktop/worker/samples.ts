/** Half of the samples are at most `median`, 95 in a hundred at most `high`. */
export interface Spread {
  readonly median: number;
  readonly high: number;
}

const MOST_SAMPLES = 1_000;

/** The samples of a time that goes along. */
export class Samples {
  readonly #period: number;
  #samples: { readonly at: number; readonly value: number }[] = [];

  /** @param period how long a sample counts */
  constructor(period: number) {
    this.#period = period;
  }

  /** @param at the time, by a clock that does not go back */
  add(at: number, value: number): void {
    this.#samples.push({ at, value });
    if (this.#samples.length > MOST_SAMPLES) this.#forget(at);
  }

  /** Of those that count at the time `at`; undefined if there are none. */
  spread(at: number): Spread | undefined {
    this.#forget(at);
    const values = this.#samples.map(({ value }) => value).sort((a, b) => a - b);
    const rank = (part: number) => values[Math.ceil(values.length * part) - 1];
    const [median, high] = [rank(0.5), rank(0.95)];
    return median === undefined || high === undefined ? undefined : { median, high };
  }

  #forget(at: number): void {
    this.#samples = this.#samples.filter((sample) => at - sample.at < this.#period).slice(-MOST_SAMPLES);
  }
}
