import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { BaseLogger } from "pino";
import type { Queries } from "../database/database.ts";
import { markRun, pruneRuns, type Run, recordRun, recordStop } from "../database/hours/record-run.ts";

const INTERVAL_MS = 10_000;
/** Milliseconds for the last word to a database that may be away. */
const STOP_MS = 2_000;

/**
 * Keeps in the database that this gateway serves: its downtime is nobody's absence.
 * @returns the function that ends the run.
 */
export async function startRun(
  queries: Queries,
  first: Run,
  logger: Pick<BaseLogger, "error">,
): Promise<() => Promise<void>> {
  let run = first;
  let isRecorded = false;
  let marking: Promise<void> | undefined;

  async function write(): Promise<void> {
    if (await markRun(queries, run.id)) return;
    // A process or database that stood still for long: until now nobody could begin to work.
    if (isRecorded) run = { ...run, id: randomUUID() };
    await recordRun(queries, run);
    isRecorded = true;
  }

  function mark(): Promise<void> {
    marking ??= write()
      .catch((error: unknown) => logger.error({ err: error }, "cannot mark the gateway as alive; it is tried again"))
      .finally(() => {
        marking = undefined;
      });
    return marking;
  }

  async function stop(): Promise<void> {
    clearInterval(timer);
    await marking;
    await recordStop(queries, run.id);
  }

  await mark();
  await pruneRuns(queries);
  const timer = setInterval(mark, INTERVAL_MS).unref();
  return () =>
    Promise.race([stop(), delay(STOP_MS, undefined, { ref: false })]).catch((error: unknown) =>
      logger.error({ err: error }, "cannot write that the gateway stops; its last mark stands for it"),
    );
}
