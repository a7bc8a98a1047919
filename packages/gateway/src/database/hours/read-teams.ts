import { sql } from "kysely";
import type { Queries } from "../database.ts";
import { membersOf } from "./read-accounts.ts";

/** A group of users that is not disabled. */
export interface Team {
  readonly name: string;
  /** user_id of those who are in it, directly or through groups. */
  readonly members: ReadonlySet<number>;
}

/** All teams, or those of `teams` (user_group_id). */
export async function readTeams(queries: Queries, teams: readonly number[] | undefined): Promise<Team[]> {
  const wanted = sql`(
    select entity_id from guacamole_user_group
    where not disabled and ${teams === undefined ? sql`true` : sql`user_group_id = any(${teams}::integer[])`}
  )`;
  const { rows } = await sql<{ name: string; userId: number | null }>`
    select name, user_id as "userId"
    from ${membersOf(wanted)} as member
    join guacamole_entity as team on team.entity_id = member.holder
    left join guacamole_user on guacamole_user.entity_id = member.entity_id`.execute(queries);
  const found = Map.groupBy(rows, ({ name }) => name);
  return [...found].map(([name, members]) => ({
    name,
    members: new Set(members.flatMap(({ userId }) => userId ?? [])),
  }));
}
