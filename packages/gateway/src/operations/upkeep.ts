import type { Logger } from "pino";
import type { Database } from "../database/database.ts";
import { closeAbandonedHistory } from "../database/history.ts";
import { endExpiredSignIns, touchSignIns } from "../database/sign-ins.ts";
import type { SessionManager } from "../sessions/session-manager.ts";

const INTERVAL_MS = 60_000;
/** A gateway that marked none of its sessions for so long has died: six of its heartbeats. */
const DEAD_AFTER_MS = 180_000;

/** Closes history rows that a crash left open; those of an embedded database at once, as no other gateway can be alive. */
export async function closeAfterCrash(database: Database, logger: Logger, atStart: boolean): Promise<void> {
  const patience = atStart && database.exclusive ? 0 : DEAD_AFTER_MS;
  const closed = await closeAbandonedHistory(database.queries, new Date(Date.now() - patience));
  if (closed > 0) {
    logger.warn({ closed }, "closed history rows of sessions that a crash had left open");
  }
}

/**
 * Every minute: keeps the sign-ins of live sessions alive, ends those that ran out, closes what a gateway that died left.
 * @returns the function that stops it.
 */
export function startUpkeep(database: Database, sessions: SessionManager, logger: Logger): () => void {
  const { queries } = database;

  async function run(): Promise<void> {
    const now = new Date();
    await touchSignIns(queries, [...new Set(sessions.active().map((session) => session.signIn))], now);
    for (const signIn of await endExpiredSignIns(queries, now)) {
      sessions.endSignIn(signIn);
    }
    await closeAfterCrash(database, logger, false);
  }

  const timer = setInterval(() => {
    run().catch((error: unknown) => logger.error({ err: error }, "upkeep of the database failed; it is tried again"));
  }, INTERVAL_MS);
  return () => clearInterval(timer);
}
