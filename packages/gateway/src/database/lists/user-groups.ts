import { type RawBuilder, sql } from "kysely";
import type { Queries } from "../database.ts";
import type { ObjectPermission } from "../tables.ts";
import { type Asker, heldPermissions, isAllowed } from "./held-permissions.ts";
import { contains, folded, type ListSource, type Page, type PageRequest, readPage } from "./page.ts";

/** A group of users in a list. */
export interface ListedUserGroup {
  readonly identifier: string;
  readonly disabled: boolean;
  /** Direct members. */
  readonly memberUsers: number;
  readonly memberGroups: number;
  readonly permissions: ObjectPermission[];
}

function members(type: "USER" | "USER_GROUP"): RawBuilder<unknown> {
  return sql`(
    select count(*)::integer from guacamole_user_group_member as membership
    join guacamole_entity as member on member.entity_id = membership.member_entity_id
    where membership.user_group_id = user_group.user_group_id and member.type = ${type}
  )`;
}

/** The groups of users that the asker may READ. */
export async function listUserGroups(
  queries: Queries,
  asker: Asker,
  page: PageRequest,
): Promise<Page<ListedUserGroup>> {
  const id = sql.ref("user_group.user_group_id");
  const readable = isAllowed(asker, "userGroup", id, "READ");
  const source: ListSource = {
    from: sql`guacamole_user_group as user_group join guacamole_entity as entity on entity.entity_id = user_group.entity_id`,
    conditions: page.search === undefined ? [readable] : [readable, contains(page.search, sql`entity.name`)],
    columns: sql`
      entity.name as identifier, user_group.disabled,
      ${members("USER")} as "memberUsers", ${members("USER_GROUP")} as "memberGroups",
      ${heldPermissions(asker, "userGroup", id)} as permissions`,
    sorts: { identifier: folded(sql`entity.name`) },
    tieBreaker: id,
    defaultSort: "identifier",
  };
  return readPage(queries, source, page);
}
