import { sql } from "kysely";
import type { Queries } from "../database/database.ts";

/** "seals" in ASCII. */
const LOCK = 0x7365616c73;

/** Does `work` in a transaction in which nobody else makes or forgets keys: gateways start together, commands run beside them. */
export function withKeysLocked<Result>(queries: Queries, work: (db: Queries) => Promise<Result>): Promise<Result> {
  return queries.transaction().execute(async (db) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(db);
    return work(db);
  });
}
