import type { Logger } from "pino";
import { keepAccounts } from "../accounts/upkeep.ts";
import type { Configuration } from "../configuration/configuration.ts";
import type { Database } from "../database/database.ts";
import { closeAbandonedHistory, closeHistoryOfPredecessors } from "../database/history.ts";
import type { Run } from "../database/hours/record-run.ts";
import { sweepDrives } from "../drives/retention.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import type { SessionManager } from "../sessions/session-manager.ts";
import { mailHours } from "./monthly-mail.ts";

const INTERVAL_MS = 60_000;
const DRIVES_INTERVAL_MS = 3_600_000;
/** A gateway that marked none of its sessions for so long has died. */
const DEAD_AFTER_SECONDS = 180;

/** Closes history rows that a crash left open; those of an embedded database at once, as no other gateway can be alive. */
export async function closeAfterCrash(database: Database, logger: Logger, atStart: boolean): Promise<void> {
  const patience = atStart && database.exclusive ? 0 : DEAD_AFTER_SECONDS;
  tell(await closeAbandonedHistory(database.queries, patience), logger);
}

/** Closes at once what a crash of a gateway left open that had the address of `run`, which has it now. */
export async function closeAfterPredecessors({ queries }: Database, run: Run, logger: Logger): Promise<void> {
  tell(await closeHistoryOfPredecessors(queries, run), logger);
}

function tell(closed: number, logger: Logger): void {
  if (closed > 0) {
    logger.warn({ closed }, "closed history rows of sessions that a crash had left open");
  }
}

/**
 * Every hour: removes what has been on drives for too long. Every minute: keeps the sign-ins of live sessions alive, ends those that ran out, closes what a gateway that died left, mails the monthly report of hours.
 * @returns the function that stops it.
 */
export function startUpkeep(
  database: Database,
  sessions: SessionManager,
  secrets: SecretBox,
  { accounts, sessionLimits, devices, hours, mail }: Configuration,
  logger: Logger,
): () => void {
  const { queries } = database;

  async function run(): Promise<void> {
    const now = new Date();
    const inUse = [...sessions.signIns];
    for (const signIn of await keepAccounts(queries, accounts, sessionLimits.enforceAccessWindows, inUse, now)) {
      sessions.endSignIn(signIn);
    }
    await closeAfterCrash(database, logger, false);
    await mailHours({ queries, secrets, hoursSettings: hours }, mail, logger, now.getTime());
  }

  const timer = setInterval(() => {
    run().catch((error: unknown) => logger.error({ err: error }, "upkeep of the database failed; it is tried again"));
  }, INTERVAL_MS);
  const drivesTimer = setInterval(() => {
    sweepDrives(devices, Date.now(), logger).catch((error: unknown) =>
      logger.error({ err: error }, "upkeep of the drives failed; it is tried again"),
    );
  }, DRIVES_INTERVAL_MS);
  return () => {
    clearInterval(timer);
    clearInterval(drivesTimer);
  };
}
