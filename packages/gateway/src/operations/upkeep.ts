import type { Logger } from "pino";
import type { Database } from "../database/database.ts";
import { closeAbandonedHistory } from "../database/history.ts";
import { endExpiredSignIns, touchSignIns } from "../database/sign-ins.ts";
import type { SessionManager } from "../sessions/session-manager.ts";

const INTERVAL_MS = 60_000;
/** A gateway that marked none of its sessions for so long has died: six of its heartbeats. */
const DEAD_AFTER_MS = 180_000;

/**
 * Closes what a crash left open, now and from time to time, keeps the sign-ins of live sessions alive and ends those that
 * ran out.
 * @returns the function that stops it.
 */
export async function startUpkeep(database: Database, sessions: SessionManager, logger: Logger): Promise<() => void> {
  const { queries } = database;

  async function closeAbandoned(before: Date): Promise<void> {
    const closed = await closeAbandonedHistory(queries, before);
    if (closed > 0) {
      logger.warn({ closed }, "closed history rows of sessions that a crash had left open");
    }
  }

  async function run(): Promise<void> {
    const now = new Date();
    await touchSignIns(queries, [...new Set(sessions.active().map((session) => session.signIn))], now);
    for (const signIn of await endExpiredSignIns(queries, now)) {
      sessions.endSignIn(signIn);
    }
    await closeAbandoned(new Date(now.getTime() - DEAD_AFTER_MS));
  }

  const now = Date.now();
  await closeAbandoned(new Date(database.exclusive ? now : now - DEAD_AFTER_MS));
  const timer = setInterval(() => {
    run().catch((error: unknown) => logger.error({ err: error }, "upkeep of the database failed; it is tried again"));
  }, INTERVAL_MS);
  return () => clearInterval(timer);
}
