import {
  type Attach,
  Downstream,
  decodeIntention,
  encodeDesktopSize,
  encodeJson,
  type Intention,
  type Status,
  Upstream,
} from "@passerelle/tunnel";
import type { FrameShown, InputIntention } from "../sessions/commands.ts";
import type { DesktopSize } from "../sessions/desktop.ts";
import type { Line } from "../sessions/line.ts";
import { LineClose } from "../sessions/line.ts";
import { takeRecords } from "../sessions/line-records.ts";
import { pongPayload, SessionTunnel } from "../sessions/session-tunnel.ts";
import { GuestInput } from "./guest-input.ts";
import { type GuestPolicy, statusForGuest } from "./guest-policy.ts";
import { Pace } from "./pace.ts";

/** Bytes that may wait for a guest; one for whom more would wait is left out. A whole desktop fits, mostly. */
const PATIENCE = 4 * 1024 * 1024;
/** Frames that were shown and not yet confirmed, of which is known. */
const MOST_EARLY = 32;
/** Frames a second, and at once, that a guest may have seen: each goes to the RDP server while the owner is away. */
const FRAME_PACE = 250;

/** Somebody who looks at a session by a link. */
export interface GuestFacts {
  /** A UUID. */
  readonly id: string;
  /** The id of the link. */
  readonly link: string;
  /** Undefined: nobody knows. */
  readonly username: string | undefined;
  readonly remoteHost: string;
  readonly since: Date;
  readonly policy: GuestPolicy;
  readonly decodes: Attach["decodes"];
}

export interface GuestListener {
  input(input: InputIntention): void;
  frameShown(guest: Guest, shown: FrameShown): void;
  /** As much is under way as may be. */
  congested(guest: Guest): void;
  relieved(guest: Guest): void;
  /** Something that was under way has arrived. */
  arrived(guest: Guest): void;
  /** Whether the guest looks has changed. */
  looked(): void;
  /** The guest broke the tunnel's format. */
  broken(guest: Guest, problem: string): void;
  left(guest: Guest): void;
  /** Runs what a line has brought. */
  guard(work: () => void): void;
}

/** A guest of a session, whose line begins anew each time: nothing of what it says counts beyond what its policy allows. */
export class Guest {
  readonly facts: GuestFacts;
  /** Frames that this guest has seen and the server was not told of, the oldest first. */
  early: FrameShown[] = [];
  readonly #line: Line;
  readonly #listener: GuestListener;
  readonly #tunnel: SessionTunnel;
  readonly #input: GuestInput;
  readonly #framePace = new Pace(FRAME_PACE);
  /** Gets what the desktop shows: it had a beginning, and nothing was left out since. */
  #isFollowing = false;
  #visible = true;

  constructor(line: Line, facts: GuestFacts, listener: GuestListener) {
    this.facts = facts;
    this.#line = line;
    this.#listener = listener;
    this.#input = new GuestInput((input) => listener.input(input));
    this.#tunnel = new SessionTunnel(
      { congested: () => listener.congested(this), relieved: () => listener.relieved(this) },
      PATIENCE,
    );
    line.listener = {
      message: (bytes) => listener.guard(() => this.#received(bytes)),
      drained: () => listener.guard(() => this.#tunnel.lineDrained()),
      closed: () => listener.guard(() => listener.left(this)),
    };
    this.#tunnel.attach(line, facts.id, undefined);
  }

  get isFollowing(): boolean {
    return this.#isFollowing;
  }

  get isVisible(): boolean {
    return this.#visible;
  }

  /** See `SessionTunnel.room`. */
  get room(): number {
    return this.#tunnel.room;
  }

  /** Whether the desktop waits for this guest rather than leave it out. */
  set setsPace(setsPace: boolean) {
    this.#tunnel.patience = setsPace ? 0 : PATIENCE;
    if (!setsPace && this.#tunnel.isCongested) this.leaveOut();
  }

  /** What is appended from now on begins with nothing; a guest whose line is still full stays left out. */
  begin(size: DesktopSize | undefined, status: Status): void {
    if (this.#tunnel.isCongested) return;
    this.#isFollowing = true;
    this.#tunnel.startAnew();
    if (size) this.#tunnel.append(Downstream.DesktopSize, encodeDesktopSize(size.width, size.height));
    this.tell(status);
  }

  /** Shows this guest nothing more until `begin`. */
  leaveOut(): void {
    this.#isFollowing = false;
  }

  append(type: number, head?: Uint8Array, body?: Uint8Array): void {
    if (this.#isFollowing) this.#tunnel.append(type, head, body);
  }

  chunkDone(): void {
    this.#tunnel.chunkDone();
  }

  tell(status: Status): void {
    const told = statusForGuest(status, this.facts.policy);
    if (told) this.#say(told);
  }

  stalledFor(now: number): number {
    return this.#tunnel.stalledFor(now);
  }

  /** @param last what the guest is told */
  close(last: Status | undefined, why: { readonly code: number; readonly reason: string }): void {
    if (last) this.#say(last);
    this.#line.close(why);
  }

  releaseInput(): void {
    this.#input.releaseAll();
  }

  #say(status: Status): void {
    this.#tunnel.append(Downstream.Status, encodeJson(status));
    this.#tunnel.flush();
  }

  #received(bytes: Uint8Array): void {
    takeRecords(
      this.#line,
      bytes,
      ({ type, payload }) => {
        // A prompt is for the owner; nobody else is asked.
        if (type !== Upstream.Answer) this.#intend(decodeIntention(type, payload));
      },
      (problem) => this.#listener.broken(this, problem),
    );
    this.#tunnel.flush();
  }

  #intend(intention: Intention): void {
    if (this.#line.closed) return;
    switch (intention.kind) {
      case "acknowledge":
        this.#tunnel.acknowledge(intention.count);
        this.#listener.arrived(this);
        return;
      case "frame-shown":
        if (this.#framePace.take(performance.now())) this.#listener.frameShown(this, intention);
        return;
      case "visibility":
        this.#visible = intention.visible;
        this.#listener.looked();
        return;
      case "ping":
        this.#tunnel.append(Downstream.Pong, pongPayload(intention.value));
        return;
      case "disconnect":
        this.#line.close(LineClose.Ended);
        return;
      case "resize":
      case "lock-keys":
      case "touch":
      case "pen":
        return;
      default:
        if (!this.facts.policy.readOnly) this.#input.take(intention, performance.now());
    }
  }

  /** Remembers a frame of which the server is not told, as others set the pace. */
  noteEarly(shown: FrameShown): void {
    this.early = [...this.early, shown].slice(-MOST_EARLY);
  }
}
