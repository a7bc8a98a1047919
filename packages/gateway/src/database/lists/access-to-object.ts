import { type RawBuilder, sql } from "kysely";
import type { Queries } from "../database.ts";
import { OBJECTS } from "../permissions.ts";
import type { ObjectPermission } from "../tables.ts";
import { readGroupChains } from "./group-chains.ts";
import { type Asker, isAllowed } from "./held-permissions.ts";
import { contains, folded, type ListSource, type Page, type PageRequest, readPage } from "./page.ts";

/** Somebody who may do something with an object. */
export interface Holder {
  readonly kind: "user" | "userGroup";
  readonly name: string;
  readonly permissions: ObjectPermission[];
  /** Those that were granted to it itself. */
  readonly direct: ObjectPermission[];
  /** The groups through which it has others; administrators have all without any. */
  readonly via: string[];
}

interface HolderRow extends Omit<Holder, "via"> {
  readonly entityId: number;
  readonly granting: readonly number[];
}

/** SQL: a table of the entities that may do something with the object, administrators too. */
function holders(kind: "connection" | "connectionGroup", id: number): RawBuilder<unknown> {
  const { table, column } = OBJECTS[kind];
  return sql`(
    with recursive granted (entity_id, permission, administers) as (
      select entity_id, permission, false from ${sql.table(table)} where ${sql.ref(column)} = ${id}
      union all
      select entity_id, unnest(enum_range(null::guacamole_object_permission_type)), true
      from guacamole_system_permission where permission = 'ADMINISTER'
    ), reach (granting, reached) as (
      select entity_id, entity_id from granted
      union
      select reach.granting, membership.member_entity_id
      from reach
      join guacamole_user_group as user_group on user_group.entity_id = reach.reached and not user_group.disabled
      join guacamole_user_group_member as membership on membership.user_group_id = user_group.user_group_id
    )
    select reached as entity_id,
      array_agg(distinct permission order by permission)::text[] as permissions,
      coalesce(
        array_agg(distinct permission order by permission) filter (where granting = reached and not administers), '{}'
      )::text[] as direct,
      coalesce(array_agg(distinct granting) filter (where granting <> reached), '{}') as granting
    from reach join granted on granted.entity_id = reach.granting
    group by reached
  )`;
}

/** Who may do what with an object: users and groups that the asker may READ. */
export async function listHolders(
  queries: Queries,
  asker: Asker,
  kind: "connection" | "connectionGroup",
  id: number,
  page: PageRequest,
): Promise<Page<Holder>> {
  const readable = sql<boolean>`(
    account.user_id = ${asker.userId} or ${isAllowed(asker, "user", sql.ref("account.user_id"), "READ")}
    or ${isAllowed(asker, "userGroup", sql.ref("user_group.user_group_id"), "READ")}
  )`;
  const source: ListSource = {
    from: sql`${holders(kind, id)} as holder
      join guacamole_entity as entity on entity.entity_id = holder.entity_id
      left join guacamole_user as account on account.entity_id = holder.entity_id
      left join guacamole_user_group as user_group on user_group.entity_id = holder.entity_id`,
    conditions: page.search === undefined ? [readable] : [readable, contains(page.search, sql`entity.name`)],
    columns: sql`
      holder.entity_id as "entityId", case entity.type when 'USER' then 'user' else 'userGroup' end as kind, entity.name,
      holder.permissions, holder.direct, holder.granting`,
    sorts: { kind: sql`entity.type`, name: folded(sql`entity.name`) },
    tieBreaker: sql`holder.entity_id`,
    defaultSort: "name",
  };
  const { total, rows } = await readPage<HolderRow>(queries, source, page);
  const chains = await readGroupChains(
    queries,
    asker,
    rows.map((row) => row.entityId),
  );
  return {
    total,
    rows: rows.map(({ entityId, granting, ...row }) => ({ ...row, via: chains.to(entityId, granting) })),
  };
}
