import { type RawBuilder, sql } from "kysely";
import type { Queries } from "../database.ts";
import type { ObjectPermission } from "../tables.ts";
import { type Asker, heldPermissions, isAllowed } from "./held-permissions.ts";
import { contains, folded, type ListSource, type Page, type PageRequest, readPage } from "./page.ts";

/** A user in a list; what only his administrators may know is null or empty for others. */
export interface ListedUser {
  readonly username: string;
  readonly disabled: boolean;
  readonly fullName: string | null;
  readonly email: string | null;
  readonly organization: string | null;
  readonly role: string | null;
  readonly expired: boolean | null;
  /** yyyy-MM-dd, in the account's zone. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** The last login. */
  readonly lastActive: Date | null;
  /** Used the gateway within the last minutes. */
  readonly online: boolean;
  /** Groups that he is in directly. */
  readonly groups: number;
  readonly secondFactors: ("totp" | "passkey")[];
  readonly permissions: ObjectPermission[];
}

export interface UserFilter {
  /** Only direct members of this group. */
  readonly group?: string | undefined;
  readonly disabled?: boolean | undefined;
}

const LAST_ACTIVE = sql`(
  select max(login.start_date) from guacamole_user_history as login where login.user_id = account.user_id
)`;

const ONLINE = sql`exists (
  select 1 from passerelle_sign_in as sign_in
  where sign_in.user_id = account.user_id and sign_in.last_seen > now() - interval '5 minutes'
)`;

const SECOND_FACTORS = sql`array_remove(array[
  case when exists (
    select 1 from guacamole_user_attribute as attribute
    where attribute.user_id = account.user_id
      and attribute.attribute_name = 'guac-totp-key-confirmed' and attribute.attribute_value = 'true'
  ) then 'totp' end,
  case when exists (
    select 1 from passerelle_passkey as passkey where passkey.user_id = account.user_id
  ) then 'passkey' end
], null)`;

function isMember(asker: Asker, group: string): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select 1 from guacamole_user_group_member as membership
    join guacamole_user_group as in_group on in_group.user_group_id = membership.user_group_id
    join guacamole_entity as group_entity on group_entity.entity_id = in_group.entity_id
    where membership.member_entity_id = account.entity_id and group_entity.name = ${group}
      and ${isAllowed(asker, "userGroup", sql.ref("in_group.user_group_id"), "READ")}
  )`;
}

function conditionsOf(asker: Asker, filter: UserFilter, search: string | undefined): RawBuilder<boolean>[] {
  const conditions = [isAllowed(asker, "user", sql.ref("account.user_id"), "READ")];
  if (filter.group !== undefined) {
    conditions.push(isMember(asker, filter.group));
  }
  if (filter.disabled !== undefined) {
    conditions.push(sql<boolean>`account.disabled = ${filter.disabled}`);
  }
  if (search !== undefined) {
    const profile = ["full_name", "email_address", "organization", "organizational_role"];
    conditions.push(contains(search, sql`entity.name`, ...profile.map((column) => sql.ref(`account.${column}`))));
  }
  return conditions;
}

/** The users that the asker may READ. */
export async function listUsers(
  queries: Queries,
  asker: Asker,
  filter: UserFilter,
  page: PageRequest,
): Promise<Page<ListedUser>> {
  const administered = isAllowed(asker, "user", sql.ref("account.user_id"), "ADMINISTER");
  const source: ListSource = {
    from: sql`guacamole_user as account join guacamole_entity as entity on entity.entity_id = account.entity_id`,
    conditions: conditionsOf(asker, filter, page.search),
    columns: sql`
      entity.name as username, account.disabled, account.full_name as "fullName", account.email_address as email,
      account.organization, account.organizational_role as role,
      case when ${administered} then account.expired end as expired,
      case when ${administered} then account.valid_from::text end as "validFrom",
      case when ${administered} then account.valid_until::text end as "validUntil",
      ${LAST_ACTIVE} as "lastActive",
      ${ONLINE} as online,
      (
        select count(*)::integer from guacamole_user_group_member as membership
        where membership.member_entity_id = account.entity_id
      ) as groups,
      case when ${administered} then ${SECOND_FACTORS} else '{}' end as "secondFactors",
      ${heldPermissions(asker, "user", sql.ref("account.user_id"))} as permissions`,
    sorts: {
      username: folded(sql`entity.name`),
      fullName: folded(sql`account.full_name`),
      organization: folded(sql`account.organization`),
      lastActive: LAST_ACTIVE,
    },
    tieBreaker: sql`account.user_id`,
    defaultSort: "username",
  };
  return readPage(queries, source, page);
}
