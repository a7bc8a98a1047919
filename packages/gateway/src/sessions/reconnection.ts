import type { Failure, FailureCode } from "@passerelle/tunnel";

/** What a line that broke looks like, and then a server that is on its way back. */
const LOSSES: readonly FailureCode[] = ["connection-lost", "no-answer", "port-closed"];
/** Milliseconds before each attempt. */
const WAITS = [0, 1_000, 3_000, 9_000, 27_000];
/** Without an auto-reconnect cookie each attempt may open another desktop, so there are few. */
const ATTEMPTS_WITHOUT_COOKIE = 2;
/** Milliseconds after which a desktop that is there again counts as won back. */
const STEADY_TIME = 60_000;

/** Decides whether a desktop that was lost, and not ended, is connected to again, and when. */
export class Reconnection {
  #attempts = 0;
  #activeSince: number | undefined;
  #loss: Failure | undefined;

  /** The desktop is there. */
  active(now: number): void {
    this.#activeSince = now;
  }

  /**
   * The connection ended by a failure. Answers the milliseconds to wait before the next attempt, or the failure to tell.
   * @param hasCookie the server gave an auto-reconnect cookie
   */
  after(failure: Failure, hasCookie: boolean, now: number): number | Failure {
    if (!LOSSES.includes(failure.code)) return failure;
    if (this.#activeSince !== undefined && now - this.#activeSince > STEADY_TIME) this.#attempts = 0;
    const wasActive = this.#activeSince !== undefined || this.#attempts > 0;
    if (this.#attempts === 0 || this.#activeSince !== undefined) this.#loss = failure;
    this.#activeSince = undefined;
    const wait = wasActive && (hasCookie || this.#attempts < ATTEMPTS_WITHOUT_COOKIE) && WAITS[this.#attempts];
    if (typeof wait !== "number") return this.#loss ?? failure;
    this.#attempts++;
    return wait;
  }
}
