import type { PathFigures } from "@passerelle/rdp";
import { type Attached, Downstream, encodeJson, MessageWriter, Outbox } from "@passerelle/tunnel";
import type { Line } from "./line.ts";
import { PathMeter } from "./path-meter.ts";

/** A message is sent when it has grown to this, even amid one received chunk. */
const MESSAGE_SIZE = 256 * 1024;
/**
 * Bytes under way to a browser from which the RDP server is not read any more, and from which it is again.
 * A megabyte keeps a line of 30 Mbit/s busy over a round trip of 250 ms.
 */
const CONGESTED_AT = 1024 * 1024;
const RELIEVED_AT = CONGESTED_AT / 2;
/** The mark, and what one received chunk can add to it. */
const OUTBOX_LIMIT = CONGESTED_AT + 2 * MESSAGE_SIZE;

/**
 * The downstream half of a session's tunnel: gathers records into messages, sends them on the line of the moment,
 * and keeps what the browser has not presented yet. Its memory is bounded by OUTBOX_LIMIT and one message.
 */
export class SessionTunnel {
  readonly #writer = new MessageWriter();
  readonly #outbox = new Outbox(OUTBOX_LIMIT);
  readonly #meter = new PathMeter();
  readonly #relieved: () => void;
  #line: Line | undefined;
  #congested = false;
  /** Since when the browser has presented nothing although it should; milliseconds since 1970. */
  #stalledSince = 0;

  /** @param relieved called when a congested tunnel has room again */
  constructor(relieved: () => void) {
    this.#relieved = relieved;
  }

  get line(): Line | undefined {
    return this.#line;
  }

  /** More is under way than the line should hold; without a line nothing is. */
  get congested(): boolean {
    return this.#congested;
  }

  /** Milliseconds for which a congested line has made no progress. */
  stalledFor(now: number): number {
    return this.#congested ? now - this.#stalledSince : 0;
  }

  /** Adds a record to the message in the making. */
  append(type: number, head?: Uint8Array, body?: Uint8Array): void {
    this.#writer.append(type, head, body);
    if (this.#writer.length >= MESSAGE_SIZE) this.flush();
  }

  /** Sends the message in the making. */
  flush(): void {
    const records = this.#writer.records;
    if (records === 0) return;
    const message = this.#writer.take();
    this.#outbox.add(message, records);
    const line = this.#line;
    if (!line) return;
    line.send(message);
    this.#meter.sent(this.#outbox.count, this.#outbox.size, performance.now());
    if (!this.#congested && this.#underWay(line) > CONGESTED_AT) {
      this.#congested = true;
      this.#stalledSince = Date.now();
    }
  }

  /** The browser has presented the records up to `count`. Answers the line's figures when there are new ones. */
  acknowledge(count: number): PathFigures | undefined {
    const before = this.#outbox.acknowledged;
    this.#outbox.acknowledge(count);
    if (this.#outbox.acknowledged > before) this.#stalledSince = Date.now();
    this.#relieve();
    return this.#meter.presented(this.#outbox.acknowledged, this.#line?.roundTrip ?? 0, performance.now());
  }

  /**
   * Goes on with another line. True: the browser gets what it missed after `received` and needs nothing else.
   * False: it starts from nothing, and so must what is appended from now on.
   */
  attach(line: Line, session: string, received: number | undefined): boolean {
    this.flush();
    this.#line = line;
    this.#congested = false;
    this.#meter.restart();
    const missed = received === undefined ? undefined : this.#outbox.since(received);
    if (received === undefined || missed === undefined) {
      this.#outbox.acknowledge(this.#outbox.count);
      line.send(attachedMessage({ session, count: this.#outbox.count, resumed: false }));
      return false;
    }
    this.#outbox.acknowledge(received);
    line.send(attachedMessage({ session, count: received, resumed: true }));
    for (const message of missed) line.send(message);
    return true;
  }

  detach(): void {
    this.#line = undefined;
    this.#congested = false;
  }

  /** The line's own buffer has shrunk. */
  lineDrained(): void {
    this.#relieve();
  }

  #relieve(): void {
    const line = this.#line;
    if (!this.#congested || !line || this.#underWay(line) > RELIEVED_AT) return;
    this.#congested = false;
    this.#relieved();
  }

  /** What is unacknowledged holds what is unsent, unless a browser acknowledges what it was never sent. */
  #underWay(line: Line): number {
    return Math.max(this.#outbox.size, line.unsent);
  }
}

/** The answer to `Attach` that is sent where there is no session to go on with, as well. */
export function attachedMessage(attached: Attached): Uint8Array {
  const writer = new MessageWriter();
  writer.append(Downstream.Attached, encodeJson(attached));
  return writer.take();
}
