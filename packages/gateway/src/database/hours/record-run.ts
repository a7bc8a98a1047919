import { sql } from "kysely";
import type { Queries } from "../database.ts";

/** A time in which one gateway could be worked with. */
export interface Run {
  readonly id: string;
  /** Machine and port where it listens, which only one process can at a time. */
  readonly address: string;
}

/** A run goes on over a pause of less; gateways mark theirs every ten seconds. */
export const LONGEST_PAUSE = sql`interval '60 seconds'`;

/** Writes that a gateway has begun to serve. */
export async function recordRun(queries: Queries, { id, address }: Run): Promise<void> {
  const now = sql<Date>`clock_timestamp()`;
  await queries
    .insertInto("passerelle_gateway_run")
    .values({ run_id: id, address, started: now, heartbeat: now })
    .execute();
}

/** Marks a run as going on; false: its last mark is too long ago, what follows is another run. */
export async function markRun(queries: Queries, runId: string): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable("passerelle_gateway_run")
    .set({ heartbeat: sql<Date>`clock_timestamp()` })
    .where("run_id", "=", runId)
    .where("heartbeat", ">", sql<Date>`clock_timestamp() - ${LONGEST_PAUSE}`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function recordStop(queries: Queries, runId: string): Promise<void> {
  const now = sql<Date>`clock_timestamp()`;
  await queries
    .updateTable("passerelle_gateway_run")
    .set({ heartbeat: now, stopped: now })
    .where("run_id", "=", runId)
    .execute();
}

/** Forgets runs that are older than all history: nobody's absence is to be told from them any more. */
export async function pruneRuns(queries: Queries): Promise<void> {
  await sql`delete from passerelle_gateway_run
    where heartbeat < (select min(start_date) from guacamole_connection_history)`.execute(queries);
}
