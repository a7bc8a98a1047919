import { sql } from "kysely";
import type { Queries } from "../database.ts";

/** What an adopted database holds. */
export interface Inventory {
  readonly users: number;
  readonly userGroups: number;
  readonly connections: number;
  /** How many connections of each protocol that is kept but not opened. */
  readonly otherProtocols: Readonly<Record<string, number>>;
  readonly connectionGroups: number;
  readonly historyRows: number;
  /** Rows without an end, which Guacamole leaves when it is not stopped in order. */
  readonly openHistoryRows: number;
}

/** Counts what is there. */
export async function takeInventory(db: Queries): Promise<Inventory> {
  const { rows } = await sql<Inventory>`select
    (select count(*)::integer from guacamole_user) as users,
    (select count(*)::integer from guacamole_user_group) as "userGroups",
    (select count(*)::integer from guacamole_connection) as connections,
    (select coalesce(json_object_agg(protocol, count order by protocol), '{}') from (
      select protocol, count(*)::integer from guacamole_connection where protocol <> 'rdp' group by protocol
    ) as other) as "otherProtocols",
    (select count(*)::integer from guacamole_connection_group) as "connectionGroups",
    (select count(*)::integer from guacamole_connection_history) as "historyRows",
    (select count(*)::integer from guacamole_connection_history where end_date is null) as "openHistoryRows"`.execute(
    db,
  );
  return rows[0];
}
