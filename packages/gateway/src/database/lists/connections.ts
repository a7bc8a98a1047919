import { type RawBuilder, sql } from "kysely";
import type { Queries } from "../database.ts";
import type { ObjectPermission } from "../tables.ts";
import { groupPaths } from "./group-paths.ts";
import { type Asker, heldPermissions, isAllowed } from "./held-permissions.ts";
import { contains, folded, type ListSource, type Page, type PageRequest, readPage } from "./page.ts";

/** A connection in a list; its parameters are null for those who may not UPDATE it. */
export interface ListedConnection {
  readonly connectionId: number;
  readonly name: string;
  readonly parentId: number | null;
  /** Names of the groups above, from the root, as far as they may be read. */
  readonly path: string[];
  readonly protocol: string;
  readonly hostname: string | null;
  readonly username: string | null;
  /** Live sessions, of all gateways. */
  readonly activeConnections: number;
  /** When it was opened last. */
  readonly lastActive: Date | null;
  readonly permissions: ObjectPermission[];
}

const LAST_ACTIVE = sql`(
  select max(history.start_date) from guacamole_connection_history as history
  where history.connection_id = connection.connection_id
)`;

const ACTIVE = sql`(
  select count(*)::integer from passerelle_session as live
  join guacamole_connection_history as history on history.history_id = live.history_id
  where history.connection_id = connection.connection_id
)`;

/** SQL: joins a stored parameter, where the asker may see it. */
function joinParameter(asker: Asker, alias: string, parameter: string): RawBuilder<unknown> {
  return sql`left join guacamole_connection_parameter as ${sql.ref(alias)}
    on ${sql.ref(`${alias}.connection_id`)} = connection.connection_id
    and ${sql.ref(`${alias}.parameter_name`)} = ${parameter}
    and ${isAllowed(asker, "connection", sql.ref("connection.connection_id"), "UPDATE")}`;
}

/**
 * The connections that the asker may READ.
 * @param parentId only those directly in this group, null: in none; undefined: all.
 */
export async function listConnectionPage(
  queries: Queries,
  asker: Asker,
  parentId: number | null | undefined,
  page: PageRequest,
): Promise<Page<ListedConnection>> {
  const id = sql.ref("connection.connection_id");
  const conditions = [isAllowed(asker, "connection", id, "READ")];
  if (parentId !== undefined) {
    conditions.push(sql<boolean>`connection.parent_id is not distinct from ${parentId}::integer`);
  }
  if (page.search !== undefined) {
    const path = sql`array_to_string(place.path, ' ')`;
    const texts = [sql`connection.connection_name`, sql`host.parameter_value`, sql`login.parameter_value`, path];
    conditions.push(contains(page.search, ...texts));
  }
  const source: ListSource = {
    from: sql`guacamole_connection as connection
      left join ${groupPaths(asker)} as place on place.connection_group_id = connection.parent_id
      ${joinParameter(asker, "host", "hostname")}
      ${joinParameter(asker, "login", "username")}`,
    conditions,
    columns: sql`
      connection.connection_id as "connectionId", connection.connection_name as name,
      connection.parent_id as "parentId", coalesce(place.path, '{}') as path, connection.protocol,
      host.parameter_value as hostname, login.parameter_value as username,
      ${ACTIVE} as "activeConnections", ${LAST_ACTIVE} as "lastActive",
      ${heldPermissions(asker, "connection", id)} as permissions`,
    sorts: {
      name: folded(sql`connection.connection_name`),
      path: folded(sql`array_to_string(coalesce(place.path, '{}') || connection.connection_name::text, ${"\u0001"})`),
      protocol: sql`connection.protocol`,
      hostname: folded(sql`host.parameter_value`),
      lastActive: LAST_ACTIVE,
    },
    tieBreaker: id,
    defaultSort: "name",
  };
  return readPage(queries, source, page);
}
