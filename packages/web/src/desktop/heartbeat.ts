/** Questions in a row that stay without an answer before something counts as dead. */
const MOST_UNANSWERED = 5;

/**
 * Tells whether something that is asked again and again still answers. It counts questions, not time: a computer that
 * slept, or a page that stood still itself, asked none.
 */
export class Heartbeat {
  #unanswered = 0;

  /** Something new is to be watched. */
  start(): void {
    this.#unanswered = 0;
  }

  answered(): void {
    this.#unanswered = 0;
  }

  /**
   * The time for the next question.
   * @param isWatching false: no answer is expected now
   */
  beat(isWatching: boolean): "ask" | "rest" | "dead" {
    if (!isWatching) {
      this.#unanswered = 0;
      return "rest";
    }
    if (this.#unanswered === MOST_UNANSWERED) return "dead";
    this.#unanswered++;
    return "ask";
  }
}
