import { type RawBuilder, sql } from "kysely";
import type { Whose } from "../../hours/whose.ts";
import type { Queries } from "../database.ts";

/** The accounts that are asked for. */
export interface Accounts {
  /** Their names now, by user_id. */
  readonly names: ReadonlyMap<number, string>;
  /** Who was asked for by name, deleted accounts too, as far as they are in the teams that were asked for. */
  readonly asked: readonly string[];
  /** SQL: whether a row is theirs, by its columns `user_id` and `username`; rows of deleted accounts belong to their names. */
  readonly own: RawBuilder<boolean>;
  /** The name of the person whose row it is: as it is now, that of a deleted account as it was kept. */
  nameOf(row: { readonly userId: number | null; readonly username: string }): string;
}

/** SQL: rows (holder, entity_id) of everything that is in the groups whose entities `holders` are, and of these themselves. */
export function membersOf(holders: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    with recursive member (holder, entity_id) as (
      select entity_id, entity_id from ${holders} as asked
      union
      select member.holder, membership.member_entity_id
      from member
      join guacamole_user_group as container on container.entity_id = member.entity_id and not container.disabled
      join guacamole_user_group_member as membership using (user_group_id)
    )
    select holder, entity_id from member
  )`;
}

/** The accounts of `who`, whose names those of deleted accounts may be, too. */
export async function readAccounts(queries: Queries, { users, teams }: Whose): Promise<Accounts> {
  const everybody = users === undefined && teams === undefined;
  const holders = sql`(select entity_id from guacamole_user_group where user_group_id = any(${teams}::integer[]))`;
  const { rows } = await sql<{ user_id: number; name: string }>`
    select user_id, name from guacamole_user join guacamole_entity using (entity_id)
    where ${users === undefined ? sql`true` : sql`name = any(${users}::text[])`}
      and ${teams === undefined ? sql`true` : sql`entity_id in (select entity_id from ${membersOf(holders)} as member)`}
  `.execute(queries);
  const names = new Map(rows.map(({ user_id, name }) => [user_id, name]));
  const known = teams === undefined ? (users ?? []) : [...names.values()];
  const own = everybody
    ? sql<boolean>`(user_id is not null or username <> '')`
    : sql<boolean>`(user_id = any(${[...names.keys()]}::integer[]) or (user_id is null and username = any(${known}::text[])))`;
  return {
    names,
    asked: users === undefined ? [] : known,
    own,
    nameOf: ({ userId, username }) => (userId === null ? undefined : names.get(userId)) ?? username,
  };
}
