/** What a record makes us do. */
export interface Work {
  /** Goes on with it. Answers what has to be there before it can go on again; undefined when it is done. */
  readonly goOn: () => Promise<void> | undefined;
  /** Bytes that are kept until it is done. */
  readonly bytes: number;
}

/** Work that need not wait for anything. */
export function workOf(step: () => void, bytes = 0): Work {
  return {
    goOn: () => {
      step();
      return undefined;
    },
    bytes,
  };
}

/** Does works strictly in their order, each to its end: at once if nothing has to be waited for. */
export class ApplyQueue {
  readonly #ready: () => void;
  /** What is not done; while `run` is not at it, the first is waiting. */
  #works: Work[] = [];
  #bytes = 0;

  /** @param ready called, from a microtask, when the work that was waiting can go on: then call `run` */
  constructor(ready: () => void) {
    this.#ready = ready;
  }

  /** Works that are not done. */
  get length(): number {
    return this.#works.length;
  }

  /** Bytes that these keep. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds a work, and does it if none is waiting. Throws what it throws, after which the queue is empty. */
  add(work: Work): void {
    this.#works.push(work);
    this.#bytes += work.bytes;
    if (this.#works.length === 1) this.run();
  }

  /** Does works until one has to wait. Throws what they throw, after which the queue is empty. */
  run(): void {
    try {
      while (this.#works.length > 0) {
        const work = this.#works[0];
        const awaited = work.goOn();
        if (awaited) {
          this.#wait(work, awaited);
          return;
        }
        this.#works.shift();
        this.#bytes -= work.bytes;
      }
    } catch (error) {
      this.clear();
      throw error;
    }
  }

  /** Drops all works. Not to be called by one of them. */
  clear(): void {
    this.#works = [];
    this.#bytes = 0;
  }

  #wait(work: Work, awaited: Promise<void>): void {
    awaited.then(() => {
      if (this.#works[0] === work) this.#ready();
    });
  }
}
