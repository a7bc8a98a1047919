import { type Attached, Downstream, PipelineFlag, type TunnelRecord } from "@passerelle/tunnel";

/**
 * The records that have arrived and wait to be presented, and the counts that make a broken line resume without a gap
 * or a repetition: the mirror of the tunnel's Outbox. All records but `Attached` count, and messages are taken whole.
 */
export class Inbox {
  #records: TunnelRecord[] = [];
  #received = 0;
  #pendingFrames = 0;

  /** Records that have arrived, presented or not: what a new line need not send again. */
  get received(): number {
    return this.#received;
  }

  /** Records that `next` has handed out: what may be acknowledged once they are presented. */
  get presented(): number {
    return this.#received - this.#records.length;
  }

  /** Messages of the graphics channel that wait; a server sends one a frame. */
  get pendingFrames(): number {
    return this.#pendingFrames;
  }

  get isEmpty(): boolean {
    return this.#records.length === 0;
  }

  /** A line was made. If it does not resume, what waits is void. */
  attach({ count, resumed }: Attached): void {
    if (!resumed) {
      this.#records = [];
      this.#pendingFrames = 0;
    }
    this.#received = count;
  }

  /** Takes the counted records of one message. */
  add(records: readonly TunnelRecord[]): void {
    for (const record of records) this.#records.push(record);
    this.#received += records.length;
    this.#pendingFrames += records.filter(endsFrame).length;
  }

  /** The oldest record that waits; it has to be presented before `presented` is acknowledged. */
  next(): TunnelRecord | undefined {
    const record = this.#records.shift();
    if (record && endsFrame(record)) this.#pendingFrames--;
    return record;
  }
}

function endsFrame({ type, payload }: TunnelRecord): boolean {
  return type === Downstream.PipelineData && ((payload[0] ?? 0) & PipelineFlag.Last) !== 0;
}
