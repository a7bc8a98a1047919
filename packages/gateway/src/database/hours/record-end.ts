import { sql } from "kysely";
import type { SessionEnding } from "../../sessions/session-store.ts";
import type { Queries } from "../database.ts";
import { recordActivity } from "./record-activity.ts";

/** Writes that a session is over, when, and why; to be called in a transaction. */
export async function recordEnd(db: Queries, historyId: number, ending: SessionEnding): Promise<void> {
  const { reached, active, cause } = ending;
  await recordActivity(db, [{ historyId, active }]);
  await sql`
    with ended as (
      update guacamole_connection_history set end_date = greatest(start_date, ${reached}::timestamptz)
      where history_id = ${historyId}
      returning history_id
    )
    insert into passerelle_session_end (history_id, cause) select history_id, ${cause}::text from ended
    on conflict (history_id) do update set cause = excluded.cause`.execute(db);
  await db.deleteFrom("passerelle_session").where("history_id", "=", historyId).execute();
}
