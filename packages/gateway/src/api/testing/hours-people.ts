import { sql } from "kysely";
import type { TestServer } from "./test-server.ts";

/** The people of tests of worked hours, each by what they may do; all of them have sessions, see `addUse`. */
const PEOPLE = ["agent", "colleague", "stranger", "leader", "deputy", "clerk", "auditor", "gone"] as const;
export type HoursPerson = (typeof PEOPLE)[number] | "admin";

/** Adds a row to the history; answers its id. @param end null: it was left open */
export async function addUse(
  { database: { queries } }: TestServer,
  username: string,
  start: string,
  end: string | null,
): Promise<number> {
  const { rows } = await sql<{ history_id: number }>`
    insert into guacamole_connection_history (user_id, username, connection_name, start_date, end_date)
    values (
      (select user_id from guacamole_user join guacamole_entity using (entity_id) where name = ${username}),
      ${username}, 'desk', ${start}::timestamptz, ${end}::timestamptz
    ) returning history_id`.execute(queries);
  return rows[0]?.history_id ?? 0;
}

/** Makes a group of users with members. */
async function addGroup({ database: { queries } }: TestServer, name: string, ...members: string[]): Promise<void> {
  await sql`
    with entity as (insert into guacamole_entity (name, type) values (${name}, 'USER_GROUP') returning entity_id)
    insert into guacamole_user_group (entity_id) select entity_id from entity`.execute(queries);
  await sql`
    insert into guacamole_user_group_member
    select user_group_id, member.entity_id
    from guacamole_user_group join guacamole_entity as entity using (entity_id), guacamole_entity as member
    where entity.name = ${name} and member.name = any(${members}::text[])`.execute(queries);
}

/**
 * Makes the people: "leader" leads "team" (agent and, in the group "half" within it, colleague); "deputy" leads it as a member of
 * "deputies"; "gone" was deleted. Each worked at 8 to 9 on 2025-11-03, UTC. Answers their tokens; that of "gone" was good once.
 */
export async function addPeople(gateway: TestServer): Promise<Record<HoursPerson, string>> {
  const tokens: Partial<Record<HoursPerson, string>> = { admin: await gateway.signIn("admin", "admin") };
  for (const name of PEOPLE) {
    await gateway.addUser(name);
    await addUse(gateway, name, "2025-11-03T08:00Z", "2025-11-03T09:00Z");
    tokens[name] = await gateway.signIn(name, name);
  }
  await addGroup(gateway, "half", "colleague");
  await addGroup(gateway, "team", "agent", "half");
  await addGroup(gateway, "others", "stranger");
  await addGroup(gateway, "deputies", "deputy");
  const { queries } = gateway.database;
  await sql`delete from guacamole_entity where name = 'gone'`.execute(queries);
  await sql`insert into guacamole_system_permission
    select entity_id, 'AUDIT' from guacamole_entity where name = 'auditor'`.execute(queries);
  for (const [kind, name, role, team] of [
    ["user", "leader", "leader", "team"],
    ["userGroup", "deputies", "leader", "team"],
    ["user", "clerk", "clerk", null],
  ]) {
    await gateway.call(tokens.admin, "PUT", "/api/passerelle/hours/roles", { holder: { kind, name }, role, team });
  }
  return tokens as Record<HoursPerson, string>;
}
