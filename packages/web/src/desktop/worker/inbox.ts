import { type Attached, Downstream, PipelineFlag, type TunnelRecord } from "@passerelle/tunnel";

/**
 * The messages that have arrived and wait to be presented, and the counts that make a broken line resume without a gap
 * or a repetition: the mirror of the tunnel's Outbox. All records but `Attached` count, and messages are taken whole.
 */
export class Inbox {
  #messages: (readonly TunnelRecord[])[] = [];
  #received = 0;
  #presented = 0;
  #pendingFrames = 0;

  /** Records that have arrived, presented or not: what a new line need not send again. */
  get received(): number {
    return this.#received;
  }

  /** Records of the messages that `next` has handed out: what may be acknowledged once they are presented. */
  get presented(): number {
    return this.#presented;
  }

  /** Messages of the graphics channel that wait; a server sends one a frame. */
  get pendingFrames(): number {
    return this.#pendingFrames;
  }

  /** A line was made. If it does not resume, what waits is void. */
  attach({ count, resumed }: Attached): void {
    if (!resumed) {
      this.#messages = [];
      this.#pendingFrames = 0;
      this.#presented = count;
    }
    this.#received = count;
  }

  /** Takes the counted records of one message. */
  add(records: readonly TunnelRecord[]): void {
    this.#messages.push(records);
    this.#received += records.length;
    this.#pendingFrames += framesIn(records);
  }

  /** The oldest message that waits; it has to be presented before `presented` is acknowledged. */
  next(): readonly TunnelRecord[] | undefined {
    const records = this.#messages.shift();
    if (!records) return undefined;
    this.#presented += records.length;
    this.#pendingFrames -= framesIn(records);
    return records;
  }
}

function framesIn(records: readonly TunnelRecord[]): number {
  let frames = 0;
  for (const { type, payload } of records) {
    if (type === Downstream.PipelineData && (payload[0] ?? 0) & PipelineFlag.Last) frames++;
  }
  return frames;
}
