/** Bounds how much of something each user, or whoever else is named, has at once. */
export class AtOnce<Name> {
  readonly #most: number;
  readonly #counts = new Map<Name, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Counts one more of somebody. Answers what counts it no more; undefined when there are too many. */
  enter(name: Name): (() => void) | undefined {
    const count = this.#counts.get(name) ?? 0;
    if (count >= this.#most) return undefined;
    this.#counts.set(name, count + 1);
    let isIn = true;
    return () => {
      if (isIn) this.#leave(name);
      isIn = false;
    };
  }

  #leave(name: Name): void {
    const left = (this.#counts.get(name) ?? 1) - 1;
    if (left > 0) this.#counts.set(name, left);
    else this.#counts.delete(name);
  }
}
