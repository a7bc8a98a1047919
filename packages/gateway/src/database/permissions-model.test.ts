import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listConnectionGroups } from "./connection-groups.ts";
import { listConnections } from "./connections.ts";
import type { Database } from "./database.ts";
import { migrate } from "./migrations/migrate.ts";
import {
  effectiveEntities,
  hasSystemPermission,
  holdsSystemPermission,
  mayAccess,
  OBJECTS,
  type ObjectKind,
  objectPermissions,
  permissionsOn,
  systemPermissions,
} from "./permissions.ts";
import type { ObjectPermission, SystemPermission } from "./tables.ts";
import { OPEN_TIME, testDatabases } from "./testing/test-databases.ts";

const USERS = 3;
const GROUPS = 5;
const ENTITIES = USERS + GROUPS;
/** How many objects of each kind there are. */
const COUNTS: Readonly<Record<ObjectKind, number>> = {
  connection: 3,
  connectionGroup: 2,
  sharingProfile: 2,
  user: USERS,
  userGroup: GROUPS,
};
const KINDS = Object.keys(COUNTS) as ObjectKind[];
const PERMISSIONS: readonly ObjectPermission[] = ["ADMINISTER", "DELETE", "READ", "UPDATE"];
const SYSTEM_PERMISSIONS: readonly SystemPermission[] = ["ADMINISTER", "AUDIT", "CREATE_CONNECTION", "CREATE_USER"];

interface Grant {
  readonly holder: number;
  readonly kind: ObjectKind;
  readonly object: number;
  readonly permission: ObjectPermission;
}

/** Entities are numbered: users first, then groups. */
interface World {
  readonly disabled: readonly boolean[];
  readonly memberships: readonly (readonly [group: number, member: number])[];
  readonly grants: readonly Grant[];
  readonly rights: readonly (readonly [holder: number, right: SystemPermission])[];
}

const entity = fc.nat(ENTITIES - 1);
const grant: fc.Arbitrary<Grant> = fc.constantFrom(...KINDS).chain((kind) =>
  fc.record({
    holder: entity,
    kind: fc.constant(kind),
    object: fc.nat(COUNTS[kind] - 1),
    permission: fc.constantFrom(...PERMISSIONS),
  }),
);
const worlds: fc.Arbitrary<World> = fc.record({
  disabled: fc.array(fc.boolean(), { minLength: GROUPS, maxLength: GROUPS }),
  memberships: fc.uniqueArray(fc.tuple(fc.nat(GROUPS - 1), entity), { maxLength: 14, selector: String }),
  grants: fc.uniqueArray(grant, { maxLength: 20, selector: (it) => Object.values(it).join() }),
  rights: fc.uniqueArray(fc.tuple(entity, fc.constantFrom(...SYSTEM_PERMISSIONS)), { maxLength: 2, selector: String }),
});

/** What a user may do, by plain search. */
class Model {
  readonly holders: ReadonlySet<number>;
  readonly rights: readonly SystemPermission[];
  readonly administrator: boolean;
  readonly #grants: readonly Grant[];

  constructor(world: World, user: number) {
    const found = new Set([user]);
    for (const member of found) {
      for (const [group, candidate] of world.memberships) {
        if (candidate === member && !world.disabled[group]) {
          found.add(USERS + group);
        }
      }
    }
    this.holders = found;
    this.#grants = world.grants.filter(({ holder }) => found.has(holder));
    const rights = world.rights.filter(([holder]) => found.has(holder)).map(([, right]) => right);
    this.rights = [...new Set(rights)].sort();
    this.administrator = rights.includes("ADMINISTER");
  }

  /** Granted on one object, directly or through groups, sorted. */
  granted(kind: ObjectKind, object: number): ObjectPermission[] {
    const grants = this.#grants.filter((it) => it.kind === kind && it.object === object);
    return PERMISSIONS.filter((permission) => grants.some((it) => it.permission === permission));
  }

  may(kind: ObjectKind, object: number, ...wanted: ObjectPermission[]): boolean {
    return this.administrator || this.granted(kind, object).some((permission) => wanted.includes(permission));
  }
}

describe.each(testDatabases())("permissions on $name", ({ open }) => {
  let database: Database;
  let entityIds: number[];
  /** The row ids of the objects of each kind, and how the API names them. */
  const ids = {} as Record<ObjectKind, number[]>;
  const identifiers = {} as Record<ObjectKind, string[]>;

  async function insert(statement: string): Promise<number[]> {
    const { rows } = await sql<{ id: number }>`${sql.raw(statement)}`.execute(database.queries);
    return rows.map(({ id }) => id);
  }

  beforeAll(async () => {
    database = await open();
    await migrate(database.queries);
    entityIds = await insert(`insert into guacamole_entity (name, type)
      select 'user ' || number, 'USER'::guacamole_entity_type from generate_series(0, ${USERS - 1}) as number union all
      select 'group ' || number, 'USER_GROUP' from generate_series(0, ${GROUPS - 1}) as number returning entity_id as id`);
    ids.user = await insert(`insert into guacamole_user (entity_id, password_hash, password_date)
      select entity_id, '', now() from guacamole_entity where type = 'USER' order by 1 returning user_id as id`);
    ids.userGroup = await insert(`insert into guacamole_user_group (entity_id)
      select entity_id from guacamole_entity where type = 'USER_GROUP' order by 1 returning user_group_id as id`);
    ids.connection = await insert(`insert into guacamole_connection (connection_name, protocol)
      select 'c' || number, 'rdp' from generate_series(1, ${COUNTS.connection}) as number returning connection_id as id`);
    ids.connectionGroup = await insert(`insert into guacamole_connection_group (connection_group_name)
      select 'g' || number from generate_series(1, ${COUNTS.connectionGroup}) as number returning connection_group_id as id`);
    ids.sharingProfile =
      await insert(`insert into guacamole_sharing_profile (sharing_profile_name, primary_connection_id)
      select 's' || number, ${ids.connection[0]} from generate_series(1, ${COUNTS.sharingProfile}) as number
      returning sharing_profile_id as id`);
    for (const kind of KINDS) {
      const names: Partial<Record<ObjectKind, string>> = { user: "user", userGroup: "group" };
      const name = names[kind];
      identifiers[kind] = ids[kind].map((id, index) => (name === undefined ? String(id) : `${name} ${index}`));
    }
  }, OPEN_TIME);
  afterAll(() => database.close());

  async function build({ disabled, memberships, grants, rights }: World): Promise<void> {
    const { queries } = database;
    for (const table of ["guacamole_user_group_member", "guacamole_system_permission"]) {
      await sql`delete from ${sql.table(table)}`.execute(queries);
    }
    await sql`update guacamole_user_group as stored set disabled = wanted.disabled
      from unnest(${ids.userGroup}::integer[], ${disabled}::boolean[]) as wanted (id, disabled)
      where user_group_id = id`.execute(queries);
    await sql`insert into guacamole_user_group_member select * from unnest(
      ${memberships.map(([group]) => ids.userGroup[group])}::integer[],
      ${memberships.map(([, member]) => entityIds[member])}::integer[])`.execute(queries);
    await sql`insert into guacamole_system_permission select * from unnest(
      ${rights.map(([holder]) => entityIds[holder])}::integer[],
      ${rights.map(([, right]) => right)}::text[]::guacamole_system_permission_type[])`.execute(queries);
    for (const kind of KINDS) {
      const { table } = OBJECTS[kind];
      const own = grants.filter((it) => it.kind === kind);
      await sql`delete from ${sql.table(table)}`.execute(queries);
      await sql`insert into ${sql.table(table)} select * from unnest(
        ${own.map(({ holder }) => entityIds[holder])}::integer[], ${own.map(({ object }) => ids[kind][object])}::integer[],
        ${own.map(({ permission }) => permission)}::text[]::guacamole_object_permission_type[])`.execute(queries);
    }
  }

  async function compareEntities(model: Model, userId: number): Promise<void> {
    const { queries } = database;
    const { rows } = await sql<{ id: number; system: boolean }>`
      select entity_id as id, ${hasSystemPermission(userId, "AUDIT", "CREATE_USER")} as system
      from guacamole_entity where entity_id in ${effectiveEntities(userId)} order by 1`.execute(queries);
    const holders = [...model.holders].sort().map((holder) => entityIds[holder]);
    expect(rows.map(({ id }) => id)).toEqual(holders);
    expect(rows[0].system).toBe(model.rights.some((right) => right === "AUDIT" || right === "CREATE_USER"));
    expect((await systemPermissions(queries, effectiveEntities(userId))).sort()).toEqual(model.rights);
    const caller = { userId, administrator: model.administrator };
    const mayAudit = model.administrator || model.rights.includes("AUDIT");
    expect(await holdsSystemPermission(queries, caller, "AUDIT")).toBe(mayAudit);
  }

  async function compareObjects(model: Model, userId: number, kind: ObjectKind): Promise<void> {
    const { queries } = database;
    const condition = (...wanted: ObjectPermission[]) => mayAccess(userId, kind, sql.ref("id"), ...wanted);
    const { rows } = await sql<Record<string, boolean>>`
      select ${sql.join(PERMISSIONS.map((it) => sql`${condition(it)} as ${sql.ref(it)}`))},
        ${condition("UPDATE", "DELETE")} as "either"
      from unnest(${ids[kind]}::integer[]) with ordinality as object (id, place) order by place`.execute(queries);
    const expected = ids[kind].map((_, object) => ({
      ...Object.fromEntries(PERMISSIONS.map((it) => [it, model.may(kind, object, it)])),
      either: model.may(kind, object, "UPDATE", "DELETE"),
    }));
    expect(rows).toEqual(expected);

    const granted = await objectPermissions(queries, effectiveEntities(userId), kind);
    const wanted = identifiers[kind].map((identifier, object) => [identifier, model.granted(kind, object)] as const);
    const sorted = Object.entries(granted).map(([identifier, held]) => [identifier, [...held].sort()]);
    expect(Object.fromEntries(sorted)).toEqual(Object.fromEntries(wanted.filter(([, held]) => held.length > 0)));

    const caller = { userId, administrator: model.administrator };
    const held = await permissionsOn(queries, caller, kind, ids[kind][0]);
    expect([...held].sort()).toEqual(model.administrator ? PERMISSIONS : model.granted(kind, 0));
  }

  async function compareLists(model: Model, userId: number): Promise<void> {
    const { queries } = database;
    const visible = (kind: ObjectKind, ...more: ObjectPermission[]) =>
      ids[kind].filter((_, object) => {
        const isFiltered = more.length > 0 && !model.may(kind, object, ...more);
        return model.may(kind, object, "READ") && !isFiltered;
      });
    const connections = await listConnections(queries, userId);
    expect(connections.map((row) => row.connection_id)).toEqual(visible("connection"));
    const changeable = await listConnections(queries, userId, ["UPDATE", "DELETE"]);
    expect(changeable.map((row) => row.connection_id)).toEqual(visible("connection", "UPDATE", "DELETE"));
    const groups = await listConnectionGroups(queries, userId);
    expect(groups.map((row) => row.connection_group_id)).toEqual(visible("connectionGroup"));
  }

  test(
    "equal a naive model's, with nested, circular and disabled groups",
    async () => {
      const property = fc.asyncProperty(worlds, fc.nat(USERS - 1), async (world, user) => {
        const model = new Model(world, user);
        await build(world);
        await compareEntities(model, ids.user[user]);
        for (const kind of KINDS) {
          await compareObjects(model, ids.user[user], kind);
        }
        await compareLists(model, ids.user[user]);
      });
      await fc.assert(property, { numRuns: 200 });
    },
    OPEN_TIME,
  );
});
