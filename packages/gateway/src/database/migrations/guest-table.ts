import { type Kysely, sql } from "kysely";

/** Which session a guest's history row belongs to, as long as the guest is there. */
export async function createGuestTable(db: Kysely<unknown>): Promise<void> {
  await sql`create table passerelle_guest (
    history_id integer primary key references guacamole_connection_history on delete cascade,
    session_history_id integer not null references guacamole_connection_history on delete cascade
  )`.execute(db);
}
