import { sql } from "kysely";
import type { Queries } from "../database.ts";
import type { ConnectionGroupType, ObjectPermission } from "../tables.ts";
import { groupPaths } from "./group-paths.ts";
import { type Asker, heldPermissions, isAllowed } from "./held-permissions.ts";
import { contains, folded, type ListSource, type Page, type PageRequest, readPage } from "./page.ts";

/** A group of connections in a list. */
export interface ListedConnectionGroup {
  readonly groupId: number;
  readonly name: string;
  readonly parentId: number | null;
  /** Names of the groups above, from the root, as far as they may be read. */
  readonly path: string[];
  readonly type: ConnectionGroupType;
  /** Live sessions that were opened through it, of all gateways. */
  readonly activeConnections: number;
  readonly permissions: ObjectPermission[];
}

const ACTIVE = sql`(
  select count(*)::integer from passerelle_session as live
  where live.connection_group_id = connection_group.connection_group_id
)`;

/**
 * The groups of connections that the asker may READ.
 * @param parentId only those directly in this group, null: in none; undefined: all.
 */
export async function listConnectionGroupPage(
  queries: Queries,
  asker: Asker,
  parentId: number | null | undefined,
  page: PageRequest,
): Promise<Page<ListedConnectionGroup>> {
  const id = sql.ref("connection_group.connection_group_id");
  const conditions = [isAllowed(asker, "connectionGroup", id, "READ")];
  if (parentId !== undefined) {
    conditions.push(sql<boolean>`connection_group.parent_id is not distinct from ${parentId}::integer`);
  }
  if (page.search !== undefined) {
    const path = sql`array_to_string(place.path, ' ')`;
    conditions.push(contains(page.search, sql`connection_group.connection_group_name`, path));
  }
  const source: ListSource = {
    from: sql`guacamole_connection_group as connection_group
      left join ${groupPaths(asker)} as place on place.connection_group_id = connection_group.parent_id`,
    conditions,
    columns: sql`
      connection_group.connection_group_id as "groupId", connection_group.connection_group_name as name,
      connection_group.parent_id as "parentId", coalesce(place.path, '{}') as path, connection_group.type,
      ${ACTIVE} as "activeConnections", ${heldPermissions(asker, "connectionGroup", id)} as permissions`,
    sorts: {
      name: folded(sql`connection_group.connection_group_name`),
      path: folded(
        sql`array_to_string(coalesce(place.path, '{}') || connection_group.connection_group_name::text, ${"\u0001"})`,
      ),
    },
    tieBreaker: id,
    defaultSort: "name",
  };
  return readPage(queries, source, page);
}
