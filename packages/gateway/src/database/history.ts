import { sql } from "kysely";
import type { Queries } from "./database.ts";

/**
 * Closes history rows of sessions whose gateway died: those without a heartbeat for so long, with their last heartbeat.
 * Rows that Guacamole left open are not ours to close.
 * @returns how many.
 */
export async function closeAbandonedHistory(queries: Queries, seconds: number): Promise<number> {
  return queries.transaction().execute(async (db) => {
    const dead = await db
      .deleteFrom("passerelle_session")
      .where("heartbeat", "<=", sql<Date>`now() - ${seconds}::integer * interval '1 second'`)
      .returning(["history_id", "heartbeat"])
      .execute();
    for (const { history_id, heartbeat } of dead) {
      await db
        .updateTable("guacamole_connection_history")
        .set({ end_date: sql<Date>`greatest(start_date, ${heartbeat})` })
        .where("history_id", "=", history_id)
        .where("end_date", "is", null)
        .execute();
    }
    return dead.length;
  });
}
