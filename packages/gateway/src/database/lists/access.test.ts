import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../database.ts";
import { migrate } from "../migrations/migrate.ts";
import { permissionsOn } from "../permissions.ts";
import type { ObjectPermission } from "../tables.ts";
import { insertUser, OPEN_TIME, testDatabases } from "../testing/test-databases.ts";
import { listUsable } from "./access-of-entity.ts";
import { listHolders } from "./access-to-object.ts";

const USERS = ["u0", "u1", "u2"];
const GROUPS = ["g0", "g1", "g2", "g3"];
const ENTITIES = [...USERS, ...GROUPS];
const CONNECTIONS = [0, 1];
const PERMISSIONS: readonly ObjectPermission[] = ["READ", "UPDATE", "DELETE", "ADMINISTER"];
const ALL = { offset: 0, limit: 200 };
const ADMINISTRATOR = { userId: 0, administrator: true };

const worlds = fc.record({
  disabled: fc.subarray(GROUPS),
  memberships: fc.uniqueArray(fc.tuple(fc.constantFrom(...GROUPS), fc.constantFrom(...ENTITIES)), { selector: String }),
  grants: fc.uniqueArray(
    fc.tuple(fc.constantFrom(...ENTITIES), fc.constantFrom(...CONNECTIONS), fc.constantFrom(...PERMISSIONS)),
    { maxLength: 8, selector: String },
  ),
});

describe.each(testDatabases())("rights from both sides on $name", ({ open }) => {
  let database: Database;
  const userIds: number[] = [];
  const connectionIds: number[] = [];
  const run = async (statement: ReturnType<typeof sql>) => statement.execute(database.queries);

  beforeAll(async () => {
    database = await open();
    await migrate(database.queries);
    for (const name of USERS) {
      userIds.push(await insertUser(database, name));
    }
    for (const name of GROUPS) {
      await run(sql`with entity as (insert into guacamole_entity (name, type) values (${name}, 'USER_GROUP') returning entity_id)
        insert into guacamole_user_group (entity_id) select entity_id from entity`);
    }
    for (const index of CONNECTIONS) {
      const { connection_id } = await database.queries
        .insertInto("guacamole_connection")
        .values({ connection_name: `c${index}`, protocol: "rdp" })
        .returning("connection_id")
        .executeTakeFirstOrThrow();
      connectionIds.push(connection_id);
    }
  }, OPEN_TIME);
  afterAll(() => database.close());

  async function build({
    disabled,
    memberships,
    grants,
  }: typeof worlds extends fc.Arbitrary<infer World> ? World : never) {
    await run(sql`delete from guacamole_user_group_member`);
    await run(sql`delete from guacamole_connection_permission`);
    await run(sql`update guacamole_user_group set disabled = entity_id in (
      select entity_id from guacamole_entity where name = any(${disabled}::text[]))`);
    for (const [group, member] of memberships) {
      await run(sql`insert into guacamole_user_group_member select user_group_id, member.entity_id
        from guacamole_user_group join guacamole_entity as entity using (entity_id), guacamole_entity as member
        where entity.name = ${group} and member.name = ${member}`);
    }
    for (const [entity, connection, permission] of grants) {
      await run(sql`insert into guacamole_connection_permission
        select entity_id, ${connectionIds[connection]}::integer, ${permission}::guacamole_object_permission_type
        from guacamole_entity where name = ${entity}`);
    }
  }

  test("agree with what each user may do, and with each other, whatever the groups are", async () => {
    const { rows: entities } = await sql<{ id: number; name: string }>`
      select entity_id as id, name from guacamole_entity`.execute(database.queries);
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        await build(world);
        for (const id of connectionIds) {
          const { rows: holders } = await listHolders(database.queries, ADMINISTRATOR, "connection", id, ALL);
          for (const [index, userId] of userIds.entries()) {
            const held = await permissionsOn(database.queries, { userId, administrator: false }, "connection", id);
            const holder = holders.find((candidate) => candidate.name === USERS[index]);
            expect(new Set(holder?.permissions)).toEqual(held);
          }
          for (const { id: entityId, name } of entities) {
            const { rows } = await listUsable(database.queries, ADMINISTRATOR, entityId, ALL);
            const usable = rows.find((row) => row.identifier === String(id));
            const { permissions, direct, via } = holders.find((row) => row.name === name) ?? {};
            expect([usable?.permissions, usable?.direct]).toEqual([permissions, direct]);
            expect(new Set(usable?.via)).toEqual(new Set(via));
            expect((via ?? []).length > 0 || (direct ?? []).length > 0).toBe(usable !== undefined);
          }
        }
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
