import type { Queries } from "./database.ts";

/** Does `work` in a transaction: in the one that `queries` is of, so that functions compose, else in one of its own. */
export async function inTransaction<Result>(queries: Queries, work: (db: Queries) => Promise<Result>): Promise<Result> {
  return queries.isTransaction ? work(queries) : queries.transaction().execute(work);
}
