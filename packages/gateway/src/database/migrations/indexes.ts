import { type Kysely, sql } from "kysely";

/** What Guacamole's own indexes leave slow with many rows; `bench/database` measures. [table, columns] */
const INDEXES = [
  ["guacamole_user_group_member", "member_entity_id"],
  ["guacamole_connection_history", "username", "start_date"],
  ["guacamole_user_history", "username", "start_date"],
] as const;

/** Adds indexes of ours to Guacamole's tables. */
export async function createIndexes(db: Kysely<unknown>): Promise<void> {
  for (const [table, ...columns] of INDEXES) {
    const name = `passerelle_${table.replace("guacamole_", "")}_${columns.join("_")}`;
    await sql.raw(`create index if not exists ${name} on ${table} (${columns.join(", ")})`).execute(db);
  }
}
