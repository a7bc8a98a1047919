import type { HistoryRow } from "./history.ts";
import type { SessionLogger } from "./session-logger.ts";
import type { Order, SessionMark, SessionStore } from "./session-store.ts";

/** Milliseconds between two looks; a crash costs at most so much of the hours in the history. */
const INTERVAL = 10_000;
/** Milliseconds in which changes are gathered for one look. */
const GATHERING = 100;

/** A live session, as it is to be marked, and its row. */
interface LiveRow {
  readonly mark: SessionMark;
  readonly history: HistoryRow;
}

export interface SessionWatchOptions {
  readonly store: SessionStore;
  readonly logger: SessionLogger;
  /** The live sessions of this gateway. */
  readonly live: () => readonly LiveRow[];
  readonly obey: (order: Order) => void;
}

/** Keeps live sessions and database in step: tells it which there are, and does what it asks for. */
export class SessionWatch {
  readonly #options: SessionWatchOptions;
  readonly #interval: NodeJS.Timeout;
  #soon: NodeJS.Timeout | undefined;
  /** The look of the moment, and those before it. */
  #looks = Promise.resolve();
  /** Another look follows that of the moment. */
  #isDue = false;

  constructor(options: SessionWatchOptions) {
    this.#options = options;
    this.#interval = setInterval(() => this.#look(), INTERVAL).unref();
  }

  /** Looks soon, once for all calls until then. */
  lookSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      this.#look();
    }, GATHERING).unref();
  }

  /** Settles when no look that has begun can write any more. */
  get settled(): Promise<void> {
    return this.#looks;
  }

  stop(): void {
    clearInterval(this.#interval);
    clearTimeout(this.#soon);
  }

  #look(): void {
    const { store, logger, live, obey } = this.#options;
    if (this.#isDue) return;
    this.#isDue = true;
    this.#looks = this.#looks.then(async () => {
      this.#isDue = false;
      try {
        const rows = live();
        const marks = rows.map(({ mark }) => mark);
        await store.heartbeat(marks);
        for (const { mark, history } of rows) history.saved(mark);
        for (const order of await store.orders(marks)) obey(order);
      } catch (error) {
        logger.error({ err: error }, "cannot compare live sessions with the database; it is tried again");
      }
    });
  }
}
