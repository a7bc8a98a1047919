/** Runs what has the same key in the order in which it was asked for, and what has not side by side. */
export class Turns<Key> {
  readonly #last = new Map<Key, Promise<unknown>>();

  /**
   * Runs `work` after what was asked for with the key before, and answers what it does.
   * @param holds whether later work waits for its end
   */
  run<Result>(key: Key, work: () => Promise<Result>, holds = true): Promise<Result> {
    const result = (this.#last.get(key) ?? Promise.resolve()).then(work);
    if (!holds) return result;
    const done = Promise.allSettled([result]);
    this.#last.set(key, done);
    void done.then(() => {
      if (this.#last.get(key) === done) this.#last.delete(key);
    });
    return result;
  }
}
