import { type Attached, Downstream, type TunnelRecord } from "@passerelle/tunnel";

/**
 * The records that have arrived and wait to be presented, and the counts that make a broken line resume without a gap
 * or a repetition: the mirror of the tunnel's Outbox. All records but `Attached` count, and messages are taken whole.
 */
export class Inbox {
  #records: TunnelRecord[] = [];
  #received = 0;
  #pendingBytes = 0;

  /** Records that have arrived, presented or not: what a new line need not send again. */
  get received(): number {
    return this.#received;
  }

  /** Records that `next` has handed out: what may be acknowledged once they are presented. */
  get presented(): number {
    return this.#received - this.#records.length;
  }

  /** Bytes of graphics that wait. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  get isEmpty(): boolean {
    return this.#records.length === 0;
  }

  /** A line was made. If it does not resume, what waits is void. */
  attach({ count, resumed }: Attached): void {
    if (!resumed) {
      this.#records = [];
      this.#pendingBytes = 0;
    }
    this.#received = count;
  }

  /** Takes the counted records of one message. */
  add(records: readonly TunnelRecord[]): void {
    for (const record of records) this.#records.push(record);
    this.#received += records.length;
    this.#pendingBytes += records.reduce((bytes, record) => bytes + graphicsIn(record), 0);
  }

  /** The oldest record that waits; it has to be presented before `presented` is acknowledged. */
  next(): TunnelRecord | undefined {
    const record = this.#records.shift();
    if (record) this.#pendingBytes -= graphicsIn(record);
    return record;
  }
}

function graphicsIn({ type, payload }: TunnelRecord): number {
  return type === Downstream.PipelineData || type === Downstream.FastPathUpdate ? payload.length : 0;
}
