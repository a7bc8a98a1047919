import type { PathFigures } from "@passerelle/rdp";
import { type Attached, Downstream, encodeJson, MessageWriter, Outbox, PipelineFlag } from "@passerelle/tunnel";
import type { Line } from "./line.ts";
import { MOST_WINDOW, PathMeter } from "./path-meter.ts";

/** A message is sent when it has grown to this, even amid one update. */
const MESSAGE_SIZE = 256 * 1024;
/** What may be under way, and what can be added to it before the RDP server is not read any more. */
const OUTBOX_LIMIT = MOST_WINDOW + 2 * MESSAGE_SIZE;
/** Part of what may be under way below which the RDP server is read again: the line must not run dry meanwhile. */
const RELIEVED_BELOW = 3 / 4;
/** Bits of a fast-path updateHeader: fragments from the first to the last but one ([MS-RDPBCGR] 2.2.9.1.2.1). */
const FRAGMENT_FOLLOWS = 0x20;
/** The same, of fragments that are not the first. */
const FRAGMENT_BEFORE = 0x10;

export interface SessionTunnelListener {
  /** As much is under way as the line should hold, and `patience` allows. */
  congested(): void;
  /** A congested tunnel has room again. */
  relieved(): void;
}

/**
 * The downstream half of a session's tunnel to one browser: gathers records into messages, sends them on the line of the moment,
 * and keeps what the browser has not presented yet. Its memory is bounded by OUTBOX_LIMIT, `patience` and one message.
 */
export class SessionTunnel {
  readonly #writer = new MessageWriter();
  readonly #outbox: Outbox;
  readonly #meter = new PathMeter();
  readonly #listener: SessionTunnelListener;
  /** None, while the browser is away: nothing waits for it then. */
  #line: Line | undefined;
  /** What was appended last is a piece of something that the browser can only use whole. */
  #incomplete = false;
  #congested = false;
  #patience: number;
  /** What the browser cannot use any more: what follows from a beginning that it did not get. */
  #lacks = { update: false, pipeline: false };
  /** Since when the browser has presented nothing although it should; milliseconds by a clock that nobody sets. */
  #stalledSince = 0;

  /** @param patience bytes that may be under way, even on a line that should hold fewer */
  constructor(listener: SessionTunnelListener, patience = 0) {
    this.#listener = listener;
    this.#patience = patience;
    this.#outbox = new Outbox(OUTBOX_LIMIT + patience);
  }

  set patience(bytes: number) {
    this.#patience = bytes;
    if (this.#line && this.#underWay(this.#line) <= this.#limit) this.#congested = false;
  }

  /** As much is under way as may be, and not enough of it has arrived yet. */
  get isCongested(): boolean {
    return this.#congested;
  }

  /** Bytes that the line could take before it is as full as it should be; below 0: it is fuller. */
  get room(): number {
    return this.#line ? this.#window - this.#underWay(this.#line) : 0;
  }

  /** The browser begins with nothing: what it cannot use without what came before is not for it. */
  startAnew(): void {
    this.#lacks = { update: true, pipeline: true };
  }

  get line(): Line | undefined {
    return this.#line;
  }

  /** Milliseconds for which a congested line has made no progress. */
  stalledFor(now: number): number {
    return this.#congested ? now - this.#stalledSince : 0;
  }

  /** Adds a record to the message in the making. */
  append(type: number, head?: Uint8Array, body?: Uint8Array): void {
    if (!this.#isUsable(type, head)) return;
    this.#writer.append(type, head, body);
    this.#incomplete = isPiece(type, head);
    if (this.#writer.length >= MESSAGE_SIZE || (this.#line && this.#isFull(this.#line))) this.flush();
  }

  /** Sends the message in the making, unless what is missing of it is on its way. */
  chunkDone(): void {
    if (!this.#incomplete) this.flush();
  }

  /** Sends the message in the making. */
  flush(): void {
    const records = this.#writer.records;
    if (records === 0) return;
    const message = this.#writer.take();
    this.#outbox.add(message, records);
    const line = this.#line;
    if (!line) return;
    const isFull = this.#isFull(line);
    line.send(message);
    this.#meter.sent(this.#outbox.count, message.length, this.#outbox.size, performance.now());
    if (!isFull) return;
    this.#congested = true;
    this.#stalledSince = performance.now();
    this.#listener.congested();
  }

  /** The browser has presented the records up to `count`. Answers the line's figures when there are new ones. */
  acknowledge(count: number): PathFigures | undefined {
    const before = this.#outbox.acknowledged;
    this.#outbox.acknowledge(count);
    if (this.#outbox.acknowledged > before) this.#stalledSince = performance.now();
    const figures = this.#meter.presented(this.#outbox.acknowledged, this.#line?.roundTrip ?? 0, performance.now());
    this.#relieve();
    return figures;
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
      this.startAnew();
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

  #isUsable(type: number, head: Uint8Array | undefined): boolean {
    const lacks = this.#lacks;
    switch (type) {
      case Downstream.PipelineReset:
        lacks.pipeline = false;
        return true;
      case Downstream.PipelineData:
        return !lacks.pipeline;
      case Downstream.FastPathUpdate:
        lacks.update &&= ((head?.[0] ?? 0) & FRAGMENT_BEFORE) !== 0;
        return !lacks.update;
      default:
        return true;
    }
  }

  #relieve(): void {
    const line = this.#line;
    if (!this.#congested || !line || this.#underWay(line) > this.#window * RELIEVED_BELOW) return;
    this.#congested = false;
    this.#listener.relieved();
  }

  /** The line becomes congested with what is in the making. */
  #isFull(line: Line): boolean {
    return !this.#congested && this.#underWay(line) + this.#writer.length > this.#limit;
  }

  get #limit(): number {
    return Math.max(this.#window, this.#patience);
  }

  get #window(): number {
    return this.#meter.window(this.#line?.roundTrip ?? 0);
  }

  /** What is unacknowledged holds what is unsent, unless a browser acknowledges what it was never sent. */
  #underWay(line: Line): number {
    return Math.max(this.#outbox.size, line.unsent);
  }
}

function isPiece(type: number, head: Uint8Array | undefined): boolean {
  const flags = head?.[0] ?? 0;
  if (type === Downstream.FastPathUpdate) return (flags & FRAGMENT_FOLLOWS) !== 0;
  return type === Downstream.PipelineData && (flags & PipelineFlag.Last) === 0;
}

/** The payload of the `Pong` that answers a ping. */
export function pongPayload(value: number): Uint8Array {
  const payload = new Uint8Array(4);
  new DataView(payload.buffer).setUint32(0, value, true);
  return payload;
}

/** The answer to `Attach` that is sent where there is no session to go on with, as well. */
export function attachedMessage(attached: Attached): Uint8Array {
  const writer = new MessageWriter();
  writer.append(Downstream.Attached, encodeJson(attached));
  return writer.take();
}
