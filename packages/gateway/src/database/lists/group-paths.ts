import { type RawBuilder, sql } from "kysely";
import { type Asker, isAllowed } from "./held-permissions.ts";

/**
 * SQL: a table (connection_group_id, path) of the connection groups, with their own names and those of the groups above, as
 * far as the asker may READ them.
 */
export function groupPaths(asker: Asker): RawBuilder<unknown> {
  const name = sql`case when ${isAllowed(asker, "connectionGroup", sql.ref("inner_group.connection_group_id"), "READ")}
    then array[inner_group.connection_group_name::text] else '{}'::text[] end`;
  return sql`(
    with recursive place (connection_group_id, path) as (
      select inner_group.connection_group_id, ${name} from guacamole_connection_group as inner_group
      where inner_group.parent_id is null
      union all
      select inner_group.connection_group_id, place.path || ${name}
      from place join guacamole_connection_group as inner_group on inner_group.parent_id = place.connection_group_id
    )
    select connection_group_id, path from place
  )`;
}
