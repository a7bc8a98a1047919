import { sql } from "kysely";
import type { Queries } from "./database.ts";
import { effectiveEntities } from "./permissions.ts";

/** Attributes by their names. */
export type Attributes = Readonly<Record<string, string>>;

/** The restricting attributes of a user and of the groups that it is in, directly or through groups. */
export async function restrictingAttributes(
  queries: Queries,
  userId: number,
): Promise<{ readonly ofUser: Attributes; readonly ofGroups: readonly Attributes[] }> {
  const { rows } = await sql<{ groupId: number | null; attributes: Attributes }>`
    select null::integer as "groupId", json_object_agg(attribute_name, attribute_value) as attributes
    from guacamole_user_attribute
    where user_id = ${userId} and attribute_name like '%-restrict-%'
    group by 1
    union all
    select user_group_id, json_object_agg(attribute_name, attribute_value)
    from guacamole_user_group_attribute
    join guacamole_user_group as user_group using (user_group_id)
    where attribute_name like '%-restrict-%' and user_group.entity_id in ${effectiveEntities(userId)}
    group by 1`.execute(queries);
  return {
    ofUser: rows.find((row) => row.groupId === null)?.attributes ?? {},
    ofGroups: rows.filter((row) => row.groupId !== null).map((row) => row.attributes),
  };
}
