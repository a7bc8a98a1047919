/** Runs what is asked of the same file in the order in which it was asked, and of different files side by side. */
export class FileTurns {
  readonly #last = new Map<number, Promise<unknown>>();

  /**
   * Runs `work` after what was asked of the file before, and answers what it does.
   * @param holds whether later work waits for its end
   */
  run<Result>(file: number, holds: boolean, work: () => Promise<Result>): Promise<Result> {
    const result = (this.#last.get(file) ?? Promise.resolve()).then(work);
    if (!holds) return result;
    const done = Promise.allSettled([result]);
    this.#last.set(file, done);
    void done.then(() => {
      if (this.#last.get(file) === done) this.#last.delete(file);
    });
    return result;
  }
}
