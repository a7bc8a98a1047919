import { createHash } from "node:crypto";
import type { SessionLogger } from "./session-logger.ts";
import type { SessionStore } from "./session-store.ts";

/** Namespaces of the UUIDs that Guacamole gives to rows of guacamole_connection_history and guacamole_user_history. */
const CONNECTION_NAMESPACE = Buffer.from("8b55f07095f43d3193ee9c5845e7aa40", "hex");
const USER_NAMESPACE = Buffer.from("e104741ac94939478d79f3f2cdce7d6f", "hex");
/** Milliseconds between two attempts to close a row, doubled from the first to the last. */
const FIRST_RETRY = 500;
const LAST_RETRY = 30_000;

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

/** The row of guacamole_connection_history that says who worked how long. */
export class HistoryRow {
  readonly id: number;
  readonly uuid: string;
  readonly #store: SessionStore;
  readonly #logger: SessionLogger;
  #closed: Promise<void> | undefined;

  constructor(id: number, store: SessionStore, logger: SessionLogger) {
    this.id = id;
    this.uuid = historyUuid(id);
    this.#store = store;
    this.#logger = logger;
  }

  /** Writes the end, once; tries again while the database is away. */
  close(endedAt: Date): Promise<void> {
    this.#closed ??= this.#write(endedAt);
    return this.#closed;
  }

  async #write(endedAt: Date): Promise<void> {
    for (let delay = FIRST_RETRY; ; delay = Math.min(delay * 2, LAST_RETRY)) {
      try {
        return await this.#store.close(this.id, endedAt);
      } catch (error) {
        this.#logger.error({ err: error, session: this.uuid, historyId: this.id }, "cannot close the history row yet");
        await new Promise((resolve) => setTimeout(resolve, delay));
      }
    }
  }
}
