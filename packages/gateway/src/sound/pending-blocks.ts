/** A block of sound that the page has and was not heard yet. */
export interface PendingBlock {
  /** The server's number of it. */
  readonly block: number;
  /** The server's time of it. */
  readonly timestamp: number;
  /** When it came, in milliseconds of our clock. */
  readonly arrived: number;
}

/** The blocks on their way to somebody's ears, in the order in which they came: at most one of each of the 256 numbers. */
export class PendingBlocks {
  readonly #blocks = new Map<number, PendingBlock>();

  /** When the oldest came. */
  get oldest(): number | undefined {
    return this.#blocks.values().next().value?.arrived;
  }

  /** Answers the block of the same number that was never heard. */
  add(pending: PendingBlock): PendingBlock | undefined {
    const before = this.take(pending.block);
    this.#blocks.set(pending.block, pending);
    return before;
  }

  /** The page is done with a block. @param timestamp of the block, where the page says it */
  take(block: number, timestamp?: number): PendingBlock | undefined {
    const pending = this.#blocks.get(block);
    if (!pending || (timestamp !== undefined && timestamp !== pending.timestamp)) return undefined;
    this.#blocks.delete(block);
    return pending;
  }

  /** Gives up those that came before `time`; absent: all. */
  takeOld(time = Number.POSITIVE_INFINITY): PendingBlock[] {
    const old = [...this.#blocks.values()].filter(({ arrived }) => arrived < time);
    for (const { block } of old) this.#blocks.delete(block);
    return old;
  }
}
