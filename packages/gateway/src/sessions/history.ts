import { createHash } from "node:crypto";
import { Activity } from "../hours/activity.ts";
import { SessionClock } from "./session-clock.ts";
import type { SessionLogger } from "./session-logger.ts";
import type { EndCause, SessionEnding, SessionProgress, SessionStore } from "./session-store.ts";
import { untilDone } from "./until-done.ts";

/** Namespaces of the UUIDs that Guacamole gives to rows of guacamole_connection_history and guacamole_user_history. */
const CONNECTION_NAMESPACE = Buffer.from("8b55f07095f43d3193ee9c5845e7aa40", "hex");
const USER_NAMESPACE = Buffer.from("e104741ac94939478d79f3f2cdce7d6f", "hex");

/** The UUID of a history row (version 3, RFC 9562 5.3): names the session, its recording and `${HISTORY_UUID}`. */
export function historyUuid(historyId: number): string {
  return uuidIn(CONNECTION_NAMESPACE, historyId);
}

/** The UUID of a row in the history of logins. */
export function loginUuid(historyId: number): string {
  return uuidIn(USER_NAMESPACE, historyId);
}

function uuidIn(namespace: Buffer, historyId: number): string {
  const name = Buffer.alloc(8);
  name.writeBigUInt64BE(BigInt(historyId));
  const bytes = createHash("md5").update(namespace).update(name).digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x30;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export interface HistoryRowOptions {
  readonly id: number;
  readonly startedAt: Date;
  /** Milliseconds without input after which a person counts as idle. */
  readonly idleLimit: number;
  readonly store: SessionStore;
  readonly logger: SessionLogger;
}

/** The row of guacamole_connection_history that says who worked how long. */
export class HistoryRow {
  readonly id: number;
  readonly uuid: string;
  readonly #options: HistoryRowOptions;
  readonly #clock: SessionClock;
  readonly #activity: Activity;
  /** When the person's line was lost, if it is. */
  #leftAt: number | undefined;
  #closed: Promise<void> | undefined;

  constructor(options: HistoryRowOptions) {
    this.id = options.id;
    this.uuid = historyUuid(options.id);
    this.#options = options;
    this.#clock = new SessionClock(options.startedAt);
    this.#activity = new Activity(options.idleLimit);
  }

  /** Whether the person's line is there: time without it counts only if they come back. */
  set attended(attended: boolean) {
    if (attended) this.#leftAt = undefined;
    else this.#leftAt ??= this.#clock.now();
  }

  /** The person did something. */
  inputSeen(): void {
    this.#activity.seen(this.#clock.now());
  }

  /** What the database is to know now. */
  get progress(): SessionProgress {
    return { reached: new Date(this.#leftAt ?? this.#clock.now()), active: this.#activity.unsaved };
  }

  /** The database knows this of what `progress` has said. */
  saved({ active }: SessionProgress): void {
    this.#activity.saved(active);
  }

  /** It was given its end: to mark its session as live would open it again. */
  get isClosed(): boolean {
    return this.#closed !== undefined;
  }

  /**
   * Fixes the end now, once, and writes it; tries again while the database is away.
   * @param settled writes nothing before: a heartbeat that is under way would open the row again
   */
  close(cause: EndCause, settled = Promise.resolve()): Promise<void> {
    if (!this.#closed) {
      const { progress } = this;
      this.#closed = settled.then(() => this.#write({ ...progress, cause }));
    }
    return this.#closed;
  }

  #write(ending: SessionEnding): Promise<void> {
    const { store, logger } = this.#options;
    return untilDone(
      () => store.close(this.id, ending),
      (error) =>
        logger.error({ err: error, session: this.uuid, historyId: this.id }, "cannot close the history row yet"),
    );
  }
}
