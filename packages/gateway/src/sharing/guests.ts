import type { Attach, Status } from "@passerelle/tunnel";
import type { FrameShown, InputIntention } from "../sessions/commands.ts";
import type { Beginning, DesktopSize } from "../sessions/desktop.ts";
import { type Line, LineClose } from "../sessions/line.ts";
import { Beginnings } from "./beginnings.ts";
import { Guest, type GuestFacts } from "./guest.ts";

/** Guests of a session. */
const MOST_GUESTS = 10;
/** Milliseconds without progress after which a guest's line that is full is given up. */
const MAX_STALL = 60_000;
/** Frames of which it is remembered that the server was told. */
const MOST_CONFIRMED = 64;

export type Avc = Attach["decodes"]["avc"];

/** What guests do to their session. */
export interface GuestsListener {
  input(input: InputIntention): void;
  frameShown(shown: FrameShown): void;
  /** All who set the pace have as much under way as their lines should hold. */
  congested(): void;
  relieved(): void;
  /** Guests wait for a picture: have it painted from the beginning, and call `begin`. */
  beginningWanted(): void;
  /** What that takes. */
  beginning(): Beginning;
  /** Somebody has joined or left. */
  changed(): void;
  /** Somebody looks, or looks away. */
  looked(): void;
  broken(guest: GuestFacts, problem: string): void;
  guard(work: () => void): void;
}

/**
 * The guests of a session. What the desktop shows goes to each; one whose line cannot keep up is left out and begins anew later, so that
 * nobody waits for it. Only while the owner is away, whoever of them is fastest sets the pace of the desktop.
 */
export class Guests {
  readonly #listener: GuestsListener;
  readonly #guests = new Map<string, Guest>();
  readonly #beginnings: Beginnings;
  #isOwnerAway = false;
  /** Who sets the pace. */
  #leader: Guest | undefined;
  #isPaused = false;
  /** Of frames, by `frameName`: those of which the server was told last. */
  #confirmed: string[] = [];

  constructor(listener: GuestsListener) {
    this.#listener = listener;
    this.#beginnings = new Beginnings({
      wanted: () => listener.beginningWanted(),
      takes: () => listener.beginning(),
      guard: (work) => listener.guard(work),
    });
  }

  get facts(): readonly GuestFacts[] {
    return [...this.#guests.values()].map(({ facts }) => facts);
  }

  get count(): number {
    return this.#guests.size;
  }

  get isFull(): boolean {
    return this.#guests.size >= MOST_GUESTS;
  }

  /** Somebody looks. */
  get isWatching(): boolean {
    return [...this.#guests.values()].some(({ isVisible }) => isVisible);
  }

  /** What all of them decode. */
  lowestAvc(other: Avc): Avc {
    const order: readonly Avc[] = ["none", "avc420", "avc444"];
    const all = [other, ...this.facts.map(({ decodes }) => decodes.avc)];
    return order.find((avc) => all.includes(avc)) ?? "none";
  }

  /** @param left once the guest is gone, whatever the reason */
  join(line: Line, facts: GuestFacts, status: Status, left: () => void): void {
    const guest = new Guest(line, facts, {
      input: (input) => this.#listener.input(input),
      frameShown: (by, shown) => this.#frameShown(by, shown),
      congested: (by) => this.#congested(by),
      relieved: (by) => this.#relieved(by),
      arrived: () => this.#passLeadIfPaused(),
      looked: () => this.#listener.looked(),
      broken: (by, problem) => this.#listener.broken(by.facts, problem),
      left: (by) => {
        this.#leave(by);
        left();
      },
      guard: (work) => this.#listener.guard(work),
    });
    this.#guests.set(facts.id, guest);
    guest.tell(status);
    this.#beginnings.want(guest);
    this.#listener.changed();
  }

  find(id: string): GuestFacts | undefined {
    return this.#guests.get(id)?.facts;
  }

  /** The picture begins anew for those who wait for that. */
  begin(size: DesktopSize | undefined, status: Status): void {
    for (const guest of this.#beginnings.take()) guest.begin(size, status);
    this.#chooseLeader();
  }

  append(type: number, head?: Uint8Array, body?: Uint8Array): void {
    for (const guest of this.#guests.values()) guest.append(type, head, body);
  }

  chunkDone(): void {
    for (const guest of this.#guests.values()) guest.chunkDone();
  }

  tell(status: Status): void {
    for (const guest of this.#guests.values()) guest.tell(status);
  }

  /** While the owner is away guests set the pace, and what they have seen counts. */
  set isOwnerAway(isAway: boolean) {
    this.#isOwnerAway = isAway;
    this.#resume();
    this.#chooseLeader();
    if (!isAway) return;
    for (const guest of this.#guests.values()) {
      for (const shown of guest.early) this.#confirm(shown);
      guest.early = [];
    }
  }

  /** The owner has seen a frame, of which the server was told. */
  confirmed(shown: FrameShown): void {
    this.#confirmed = [...this.#confirmed, frameName(shown)].slice(-MOST_CONFIRMED);
  }

  /** Has guests leave, and tells them why. */
  sendAway(isMeant: (guest: GuestFacts) => boolean): void {
    for (const guest of this.#guests.values()) {
      if (isMeant(guest.facts)) {
        guest.close({ kind: "ended", failure: { code: "share-revoked" } }, LineClose.SentAway);
      }
    }
  }

  /** Gives up guests whose line is full and stands still. */
  checkLines(now: number): void {
    for (const guest of this.#guests.values()) {
      if (guest.stalledFor(now) > MAX_STALL) guest.close(undefined, LineClose.TooSlow);
    }
  }

  /** The session is over, for all. */
  end(): void {
    this.#beginnings.stop();
    for (const guest of this.#guests.values()) guest.close({ kind: "ended" }, LineClose.Ended);
  }

  #leave(guest: Guest): void {
    this.#guests.delete(guest.facts.id);
    this.#beginnings.forget(guest);
    guest.releaseInput();
    if (guest === this.#leader) this.#chooseLeader();
    this.#listener.changed();
  }

  #frameShown(guest: Guest, shown: FrameShown): void {
    if (this.#isOwnerAway) this.#confirm(shown);
    else guest.noteEarly(shown);
  }

  #confirm(shown: FrameShown): void {
    if (this.#confirmed.includes(frameName(shown))) return;
    this.confirmed(shown);
    this.#listener.frameShown(shown);
  }

  #congested(guest: Guest): void {
    if (guest !== this.#leader) {
      guest.leaveOut();
      return;
    }
    this.#isPaused = true;
    this.#listener.congested();
    this.#passLeadIfPaused();
  }

  #relieved(guest: Guest): void {
    if (guest === this.#leader) this.#resume();
    else if (!guest.isFollowing) this.#beginnings.want(guest);
  }

  /** Another guest whose line has room goes on where the leader's has none. */
  #passLeadIfPaused(): void {
    if (this.#isPaused && (this.#fastest?.room ?? 0) > 0) this.#chooseLeader();
  }

  #chooseLeader(): void {
    const leader = this.#isOwnerAway ? this.#fastest : undefined;
    if (leader !== this.#leader) {
      if (this.#leader) this.#leader.setsPace = false;
      if (leader) leader.setsPace = true;
      this.#leader = leader;
      this.#resume();
    }
  }

  get #fastest(): Guest | undefined {
    const following = [...this.#guests.values()].filter(({ isFollowing }) => isFollowing);
    return following.reduce<Guest | undefined>(
      (best, guest) => (best && best.room >= guest.room ? best : guest),
      undefined,
    );
  }

  #resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#listener.relieved();
  }
}

function frameName({ source, frame }: FrameShown): string {
  return `${source} ${frame}`;
}
