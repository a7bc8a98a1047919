import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { limitsFromAttributes } from "../parameters/connection-attributes.ts";
import { listConnections } from "./connections.ts";
import type { Database } from "./database.ts";
import { migrate } from "./migrations/migrate.ts";
import { effectiveEntities, objectPermissions, permissionsOn } from "./permissions.ts";
import type { ObjectPermission } from "./tables.ts";
import { insertUser, OPEN_TIME, testDatabases } from "./testing/test-databases.ts";

const USERS = 3;
const GROUPS = 4;
const CONNECTIONS = 4;
const PERMISSIONS: readonly ObjectPermission[] = ["READ", "UPDATE", "DELETE", "ADMINISTER"];

/** Entities are numbered: users first, then groups. */
interface World {
  readonly disabled: readonly boolean[];
  readonly memberships: readonly (readonly [group: number, member: number])[];
  readonly grants: readonly (readonly [entity: number, connection: number, permission: ObjectPermission])[];
  readonly administrators: readonly number[];
}

const entity = fc.nat(USERS + GROUPS - 1);
const worlds: fc.Arbitrary<World> = fc.record({
  disabled: fc.array(fc.boolean(), { minLength: GROUPS, maxLength: GROUPS }),
  memberships: fc.uniqueArray(fc.tuple(fc.nat(GROUPS - 1), entity), { maxLength: 10, selector: String }),
  grants: fc.uniqueArray(fc.tuple(entity, fc.nat(CONNECTIONS - 1), fc.constantFrom(...PERMISSIONS)), {
    maxLength: 12,
    selector: String,
  }),
  administrators: fc.uniqueArray(entity, { maxLength: 1 }),
});

/** The entities whose permissions a user has, by plain search. */
function effective(world: World, user: number): Set<number> {
  const found = new Set([user]);
  for (const member of found) {
    for (const [group, candidate] of world.memberships) {
      if (candidate === member && !world.disabled[group]) {
        found.add(USERS + group);
      }
    }
  }
  return found;
}

describe.each(testDatabases())("permissions on $name", ({ open }) => {
  let database: Database;
  const userIds: number[] = [];
  const groupIds: number[] = [];
  const entityIds: number[] = [];
  const connectionIds: number[] = [];

  beforeAll(async () => {
    database = await open();
    const { queries } = database;
    await migrate(queries);
    for (let index = 0; index < USERS; index++) {
      userIds.push(await insertUser(database, `user ${index}`));
    }
    const users = await queries
      .selectFrom("guacamole_user")
      .select(["user_id", "entity_id"])
      .orderBy("user_id")
      .execute();
    entityIds.push(...users.map((row) => row.entity_id));
    for (let index = 0; index < GROUPS; index++) {
      const { entity_id } = await queries
        .insertInto("guacamole_entity")
        .values({ name: `group ${index}`, type: "USER_GROUP" })
        .returning("entity_id")
        .executeTakeFirstOrThrow();
      const { user_group_id } = await queries
        .insertInto("guacamole_user_group")
        .values({ entity_id })
        .returning("user_group_id")
        .executeTakeFirstOrThrow();
      entityIds.push(entity_id);
      groupIds.push(user_group_id);
    }
    for (let index = 0; index < CONNECTIONS; index++) {
      const { connection_id } = await queries
        .insertInto("guacamole_connection")
        .values({ connection_name: `c${index}`, protocol: "rdp", ...limitsFromAttributes({}) })
        .returning("connection_id")
        .executeTakeFirstOrThrow();
      connectionIds.push(connection_id);
    }
  }, OPEN_TIME);
  afterAll(() => database.close());

  async function build(world: World): Promise<void> {
    const { queries } = database;
    await sql`delete from guacamole_user_group_member`.execute(queries);
    await sql`delete from guacamole_connection_permission`.execute(queries);
    await sql`delete from guacamole_system_permission`.execute(queries);
    for (const [group, disabled] of world.disabled.entries()) {
      const id = groupIds[group];
      await queries.updateTable("guacamole_user_group").set({ disabled }).where("user_group_id", "=", id).execute();
    }
    for (const [group, member] of world.memberships) {
      const row = { user_group_id: groupIds[group], member_entity_id: entityIds[member] };
      await queries.insertInto("guacamole_user_group_member").values(row).execute();
    }
    for (const [holder, connection, permission] of world.grants) {
      const row = { entity_id: entityIds[holder], connection_id: connectionIds[connection], permission };
      await queries.insertInto("guacamole_connection_permission").values(row).execute();
    }
    for (const holder of world.administrators) {
      const row = { entity_id: entityIds[holder], permission: "ADMINISTER" } as const;
      await queries.insertInto("guacamole_system_permission").values(row).execute();
    }
  }

  async function compare(world: World, user: number): Promise<void> {
    const { queries } = database;
    const userId = userIds[user];
    const holders = effective(world, user);
    const administrator = world.administrators.some((holder) => holders.has(holder));
    const held = (connection: number) =>
      PERMISSIONS.filter((permission) =>
        world.grants.some(
          ([holder, object, name]) => holders.has(holder) && object === connection && name === permission,
        ),
      );
    const mayUse = (connection: number, ...wanted: ObjectPermission[]) =>
      administrator || wanted.some((permission) => held(connection).includes(permission));
    const indexes = connectionIds.map((_, index) => index);

    const readable = await listConnections(queries, userId);
    const expected = indexes.filter((index) => mayUse(index, "READ")).map((index) => connectionIds[index]);
    expect(readable.map((row) => row.connection_id)).toEqual(expected);

    const filtered = await listConnections(queries, userId, ["UPDATE", "DELETE"]);
    const both = indexes.filter((index) => mayUse(index, "READ") && mayUse(index, "UPDATE", "DELETE"));
    expect(filtered.map((row) => row.connection_id)).toEqual(both.map((index) => connectionIds[index]));

    const explicit = await objectPermissions(queries, effectiveEntities(userId), "connection");
    for (const index of indexes) {
      expect([...(explicit[connectionIds[index]] ?? [])].sort()).toEqual(held(index).sort());
      const all = await permissionsOn(queries, { userId, administrator }, "connection", connectionIds[index]);
      expect([...all].sort()).toEqual(administrator ? [...PERMISSIONS].sort() : held(index).sort());
    }
  }

  test(
    "equal a naive model's, with nested, circular and disabled groups",
    async () => {
      const property = fc.asyncProperty(worlds, fc.nat(USERS - 1), async (world, user) => {
        await build(world);
        await compare(world, user);
      });
      await fc.assert(property, { numRuns: 40 });
    },
    OPEN_TIME,
  );
});
