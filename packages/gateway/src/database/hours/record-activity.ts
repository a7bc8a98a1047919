import { sql } from "kysely";
import type { SessionProgress } from "../../sessions/session-store.ts";
import type { Queries } from "../database.ts";

/** Writes when people were active, in one statement; a stretch that was written before and has grown is written over. */
export async function recordActivity(
  queries: Queries,
  sessions: readonly (Pick<SessionProgress, "active"> & { readonly historyId: number })[],
): Promise<void> {
  const stretches = sessions.flatMap(({ historyId, active }) => active.map((stretch) => ({ historyId, ...stretch })));
  if (stretches.length === 0) return;
  const ids = stretches.map(({ historyId }) => historyId);
  const starts = stretches.map(({ start }) => new Date(start));
  const ends = stretches.map(({ end }) => new Date(end));
  // A row that was deleted meanwhile has no stretches.
  await sql`
    insert into passerelle_active_stretch (history_id, start_date, end_date)
    select history_id, stretch.start_date, stretch.end_date
    from unnest(${ids}::integer[], ${starts}::timestamptz[], ${ends}::timestamptz[])
      as stretch (history_id, start_date, end_date)
    join guacamole_connection_history using (history_id)
    on conflict (history_id, start_date) do update set end_date = excluded.end_date`.execute(queries);
}
