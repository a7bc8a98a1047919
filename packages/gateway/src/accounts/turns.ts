/** Somebody asks too often, or for more at once than one address may. */
export class TooManyAttempts extends Error {
  override readonly name = "TooManyAttempts";
  /** Seconds after which it is worth trying again. */
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super("Too many attempts.");
    this.retryAfter = retryAfter;
  }
}

/** Seconds in which a queue of computations is surely done. */
const QUEUE_SECONDS = 5;

/** Lets at most `parallel` expensive computations run at once, and at most `perKey` of one key run or wait. */
export class Turns {
  readonly #parallel: number;
  readonly #perKey: number;
  readonly #waiting: (() => void)[] = [];
  readonly #counts = new Map<string, number>();
  #running = 0;

  constructor(parallel: number, perKey: number) {
    this.#parallel = parallel;
    this.#perKey = perKey;
  }

  /** @throws TooManyAttempts */
  async take<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const count = this.#counts.get(key) ?? 0;
    if (count >= this.#perKey) {
      throw new TooManyAttempts(QUEUE_SECONDS);
    }
    this.#counts.set(key, count + 1);
    try {
      await this.#enter();
      try {
        return await work();
      } finally {
        this.#leave();
      }
    } finally {
      this.#forget(key);
    }
  }

  async #enter(): Promise<void> {
    if (this.#running === this.#parallel) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running++;
    }
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#running--;
    } else {
      next();
    }
  }

  #forget(key: string): void {
    const count = (this.#counts.get(key) ?? 1) - 1;
    if (count === 0) {
      this.#counts.delete(key);
    } else {
      this.#counts.set(key, count);
    }
  }
}
