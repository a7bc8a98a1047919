/** How often a guest may do something: so many times a second, and at once. */
export class Pace {
  readonly #most: number;
  #allowance: number;
  #countedAt: number | undefined;

  constructor(most: number) {
    this.#most = most;
    this.#allowance = most;
  }

  /** Counts once more; false: that is too often. @param now milliseconds by a clock that nobody sets */
  take(now: number): boolean {
    const passed = now - (this.#countedAt ?? now);
    this.#countedAt = now;
    this.#allowance = Math.min(this.#allowance + (passed * this.#most) / 1000, this.#most);
    if (this.#allowance < 1) return false;
    this.#allowance--;
    return true;
  }
}
