import type { Beginning } from "../sessions/desktop.ts";
import type { Guest } from "./guest.ts";

/** Milliseconds until a guest who fell behind begins anew: doubled each time from the first to the last. */
const FIRST_PAUSE = 5_000;
const LAST_PAUSE = 60_000;
/**
 * Milliseconds between two times that guests begin, doubled each time from the first to the last: the owner has to wait for the picture,
 * too, most of all when the desktop is connected to anew.
 */
const EVERY: Readonly<Record<Beginning, readonly [first: number, last: number]>> = {
  free: [0, 0],
  repaint: [3_000, 12_000],
  reconnect: [15_000, 240_000],
};
/** Milliseconds without a beginning after which the next ones are as at first. */
const CALM = 10 * 60_000;
const MOST_OFTEN = 16;

export interface BeginningsListener {
  /** Those who wait can begin, if the desktop is painted anew. */
  wanted(): void;
  /** What that takes of the desktop. */
  takes(): Beginning;
  guard(work: () => void): void;
}

/** When guests begin: together, not too often, and one who always falls behind less and less often. */
export class Beginnings {
  readonly #listener: BeginningsListener;
  /** When those who wait may begin. */
  readonly #waiting = new Map<Guest, number>();
  readonly #pauses = new WeakMap<Guest, number>();
  #last = Number.NEGATIVE_INFINITY;
  /** By how much the next beginning has to wait longer than at first. */
  #often = 1;
  #timer: NodeJS.Timeout | undefined;

  constructor(listener: BeginningsListener) {
    this.#listener = listener;
  }

  want(guest: Guest): void {
    if (this.#waiting.has(guest)) return;
    const pause = this.#pauses.get(guest) ?? 0;
    this.#pauses.set(guest, Math.min(Math.max(pause * 2, FIRST_PAUSE), LAST_PAUSE));
    this.#waiting.set(guest, performance.now() + pause);
    this.#schedule();
  }

  forget(guest: Guest): void {
    this.#waiting.delete(guest);
    this.#schedule();
  }

  /** The desktop is painted anew: those who wait begin now. */
  take(): readonly Guest[] {
    const guests = [...this.#waiting.keys()];
    this.#waiting.clear();
    if (guests.length > 0) this.#begun(performance.now());
    this.#schedule();
    return guests;
  }

  stop(): void {
    this.#waiting.clear();
    this.#schedule();
  }

  #begun(now: number): void {
    this.#often = now - this.#last < CALM ? Math.min(this.#often * 2, MOST_OFTEN) : 1;
    this.#last = now;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#waiting.size === 0) return;
    const [first, last] = EVERY[this.#listener.takes()];
    const due = Math.max(Math.min(...this.#waiting.values()), this.#last + Math.min(first * this.#often, last));
    const wait = Math.max(due - performance.now(), 0);
    this.#timer = setTimeout(() => this.#listener.guard(() => this.#listener.wanted()), wait);
  }
}
