/** Bounds how much of something each user has at once. */
export class AtOnce {
  readonly #most: number;
  readonly #counts = new Map<number, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Counts one more of a user. Answers what counts it no more; undefined when there are too many. */
  enter(userId: number): (() => void) | undefined {
    const count = this.#counts.get(userId) ?? 0;
    if (count >= this.#most) return undefined;
    this.#counts.set(userId, count + 1);
    let isIn = true;
    return () => {
      if (isIn) this.#leave(userId);
      isIn = false;
    };
  }

  #leave(userId: number): void {
    const left = (this.#counts.get(userId) ?? 1) - 1;
    if (left > 0) this.#counts.set(userId, left);
    else this.#counts.delete(userId);
  }
}
