import { type RawBuilder, sql } from "kysely";
import type { Queries } from "../database.ts";
import { OBJECTS, type ObjectKind } from "../permissions.ts";
import type { ObjectPermission } from "../tables.ts";
import { readGroupChains } from "./group-chains.ts";
import { groupPaths } from "./group-paths.ts";
import { type Asker, isAllowed } from "./held-permissions.ts";
import { contains, folded, type ListSource, type Page, type PageRequest, readPage } from "./page.ts";

/** Something that a user or a group may do something with. */
export interface Usable {
  readonly kind: "connection" | "connectionGroup" | "sharingProfile";
  readonly identifier: string;
  readonly name: string;
  /** Names of the groups above, from the root, as far as they may be read; of a sharing profile with its connection. */
  readonly path: string[];
  readonly permissions: ObjectPermission[];
  /** Those that were granted to it itself. */
  readonly direct: ObjectPermission[];
  /** The groups through which it has others; administrators have all without any. */
  readonly via: string[];
}

interface UsableRow extends Omit<Usable, "via"> {
  readonly granting: readonly number[];
}

const KINDS = ["connection", "connectionGroup", "sharingProfile"] as const satisfies readonly ObjectKind[];

/** SQL: (kind, object_id, entity_id, permission, administers) of every grant to the entities of `closure`. */
function grants(kind: (typeof KINDS)[number]): RawBuilder<unknown> {
  const { objects, id, table, column } = OBJECTS[kind];
  return sql`
    select ${kind}::text, ${sql.ref(column)}, entity_id, permission, false
    from ${sql.table(table)} join closure using (entity_id)
    union all
    select ${kind}::text, ${sql.ref(id)}, administrator.entity_id,
      unnest(enum_range(null::guacamole_object_permission_type)), true
    from ${sql.table(objects)}, guacamole_system_permission as administrator join closure using (entity_id)
    where administrator.permission = 'ADMINISTER'`;
}

/** SQL: a table of everything that the entity may do something with. */
function usable(entityId: number): RawBuilder<unknown> {
  return sql`(
    with recursive closure (entity_id) as (
      select ${entityId}::integer
      union
      select parent.entity_id
      from closure
      join guacamole_user_group_member as membership on membership.member_entity_id = closure.entity_id
      join guacamole_user_group as parent on parent.user_group_id = membership.user_group_id and not parent.disabled
    ), granted (kind, object_id, entity_id, permission, administers) as (
      ${sql.join(KINDS.map(grants), sql` union all `)}
    )
    select kind, object_id,
      array_agg(distinct permission order by permission)::text[] as permissions,
      coalesce(
        array_agg(distinct permission order by permission) filter (where entity_id = ${entityId} and not administers), '{}'
      )::text[] as direct,
      coalesce(array_agg(distinct entity_id) filter (where entity_id <> ${entityId}), '{}') as granting
    from granted
    group by kind, object_id
  )`;
}

/** SQL: objects of the kinds with their names and places. */
function named(asker: Asker): RawBuilder<unknown> {
  return sql`(
    with place as (select * from ${groupPaths(asker)} as paths)
    select 'connection' as kind, connection_id as object_id, connection_name as name, coalesce(path, '{}') as path
    from guacamole_connection left join place on place.connection_group_id = parent_id
    union all
    select 'connectionGroup', inside.connection_group_id, connection_group_name, coalesce(path, '{}')
    from guacamole_connection_group as inside left join place on place.connection_group_id = inside.parent_id
    union all
    select 'sharingProfile', sharing_profile_id, sharing_profile_name,
      coalesce(path, '{}') || connection_name::text
    from guacamole_sharing_profile
    join guacamole_connection on connection_id = primary_connection_id
    left join place on place.connection_group_id = parent_id
  )`;
}

function mayRead(asker: Asker, kind: ObjectKind): RawBuilder<boolean> {
  return sql<boolean>`(
    item.kind = ${kind} and ${isAllowed(asker, kind, sql.ref("item.object_id"), "READ")}
  )`;
}

/** What a user or a group may do something with, as far as the asker may READ that. */
export async function listUsable(
  queries: Queries,
  asker: Asker,
  entityId: number,
  page: PageRequest,
): Promise<Page<Usable>> {
  const readable = sql<boolean>`(${sql.join(
    KINDS.map((kind) => mayRead(asker, kind)),
    sql` or `,
  )})`;
  const place = sql`array_to_string(place.path || place.name::text, ${"\u0001"})`;
  const source: ListSource = {
    from: sql`${usable(entityId)} as item
      join ${named(asker)} as place on place.kind = item.kind and place.object_id = item.object_id`,
    conditions: page.search === undefined ? [readable] : [readable, contains(page.search, place)],
    columns: sql`
      item.kind, item.object_id::text as identifier, place.name, place.path, item.permissions, item.direct, item.granting`,
    sorts: { kind: sql`item.kind`, name: folded(sql`place.name`), path: folded(place) },
    tieBreaker: sql`item.kind || item.object_id`,
    defaultSort: "path",
  };
  const { total, rows } = await readPage<UsableRow>(queries, source, page);
  const chains = await readGroupChains(queries, asker, [entityId]);
  return { total, rows: rows.map(({ granting, ...row }) => ({ ...row, via: chains.to(entityId, granting) })) };
}
