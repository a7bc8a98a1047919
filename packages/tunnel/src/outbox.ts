interface SentMessage {
  /** Count of downstream records up to and including this message. */
  readonly count: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * What the gateway has sent and the browser has not acknowledged, oldest first, within a bound.
 * A browser that comes back with its count gets what follows; one whose count was dropped needs a repaint.
 */
export class Outbox {
  readonly #limit: number;
  readonly #messages: SentMessage[] = [];
  #size = 0;
  #count = 0;
  #acknowledged = 0;
  /** Records up to this count have been dropped, acknowledged or not. */
  #dropped = 0;

  /** @param limit bytes kept at most */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Records sent since the session began. */
  get count(): number {
    return this.#count;
  }

  /** Records the browser has presented. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** Bytes kept. */
  get size(): number {
    return this.#size;
  }

  /** Keeps a message of `records` records that is being sent. */
  add(bytes: Uint8Array<ArrayBuffer>, records: number): void {
    this.#count += records;
    this.#messages.push({ count: this.#count, bytes });
    this.#size += bytes.length;
    while (this.#size > this.#limit) this.#dropOldest();
  }

  /** Lets go of what the browser has presented. A count that was never sent, or that goes back, is ignored. */
  acknowledge(count: number): void {
    if (count > this.#count || count <= this.#acknowledged) return;
    this.#acknowledged = count;
    while (this.#messages.length > 0 && (this.#messages[0] as SentMessage).count <= count) this.#dropOldest();
  }

  /**
   * The messages after `count`, or undefined if they are no longer all there.
   * `count` must lie on a message boundary, because a browser takes whole messages.
   */
  since(count: number): Uint8Array<ArrayBuffer>[] | undefined {
    if (count < this.#dropped || count > this.#count) return undefined;
    const first = this.#messages.findIndex((message) => message.count > count);
    if (first < 0) return count === this.#count ? [] : undefined;
    const before = first === 0 ? this.#dropped : (this.#messages[first - 1] as SentMessage).count;
    if (before !== count) return undefined;
    return this.#messages.slice(first).map((message) => message.bytes);
  }

  #dropOldest(): void {
    const oldest = this.#messages.shift();
    if (!oldest) return;
    this.#size -= oldest.bytes.length;
    this.#dropped = oldest.count;
  }
}
