import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../database.ts";
import { migrate } from "../migrations/migrate.ts";
import {
  createGuacamoleFixture,
  GUACAMOLE_VERSIONS,
  guacamoleRows,
  guacamoleStructure,
} from "../testing/guacamole-fixture.ts";
import { OPEN_TIME, testDatabases } from "../testing/test-databases.ts";
import { inspectGuacamole } from "./inspect-guacamole.ts";

const INVENTORY = {
  users: 3,
  userGroups: 2,
  connections: 5,
  otherProtocols: { vnc: 1, ssh: 1, kubernetes: 1 },
  connectionGroups: 3,
  historyRows: 4,
  openHistoryRows: 1,
};

const WIDENED = /^guacamole_(connection|sharing_profile)_parameter$/;

/** All that is not meant to change: parameters become wider, indexes of ours come. */
function unchanged(structure: readonly unknown[]): unknown[] {
  return (structure as Record<string, string>[])
    .filter((row) => !row.column_name.startsWith("passerelle_"))
    .map((row) => {
      const isWidened = WIDENED.test(row.table_name) && row.column_name === "parameter_value";
      return isWidened ? { ...row, data_type: "" } : row;
    });
}

const cases = testDatabases().flatMap(({ name, open }) =>
  GUACAMOLE_VERSIONS.map((version) => ({ name, open, version })),
);

describe.each(cases)("a database of Guacamole $version on $name", ({ open, version }) => {
  let database: Database;
  let rows: Record<string, unknown[]>;
  let structure: unknown[];
  beforeAll(async () => {
    database = await open();
    await createGuacamoleFixture(database.queries, version);
    rows = await guacamoleRows(database.queries);
    structure = await guacamoleStructure(database.queries);
  }, OPEN_TIME);
  afterAll(() => database.close());

  test("has rows in every table", () => {
    expect(Object.entries(rows).filter(([, stored]) => stored.length === 0)).toEqual([]);
  });

  test("is left as it was when the adoption fails in the middle", async () => {
    await sql`create table passerelle_audit (in_the_way integer)`.execute(database.queries);
    await expect(migrate(database.queries)).rejects.toThrow("passerelle_audit");
    await sql`drop table passerelle_audit`.execute(database.queries);
    expect(await guacamoleRows(database.queries)).toEqual(rows);
    expect(await guacamoleStructure(database.queries)).toEqual(structure);
  });

  test("is adopted once by two gateways that start together, every row as it was", async () => {
    const migrations = await Promise.all([migrate(database.queries), migrate(database.queries)]);
    const guacamole = version === "1.6" ? "1.6" : "1.0 to 1.5";
    const adoptions = migrations.flatMap(({ adoption }) => adoption ?? []);
    expect(adoptions).toEqual([{ guacamole, ...INVENTORY }]);
    expect(await guacamoleRows(database.queries)).toEqual(rows);
    expect(unchanged(await guacamoleStructure(database.queries))).toEqual(unchanged(structure));

    const audit = await database.queries.selectFrom("passerelle_audit").select(["action", "details"]).execute();
    expect(audit).toEqual([{ action: "database.adopt", details: { guacamole, ...INVENTORY } }]);
    const { rows: labels } = await sql<{ last: string[] }>`
      select (enum_range(null::guacamole_system_permission_type)::text[])[6:] as last`.execute(database.queries);
    expect(labels).toEqual([{ last: ["AUDIT", "ADMINISTER"] }]);
  });

  test("is not adopted again", async () => {
    expect(await migrate(database.queries)).toEqual({ steps: [], adoption: undefined });
    expect(await guacamoleRows(database.queries)).toEqual(rows);
  });
});

describe.each(testDatabases())("what cannot be adopted on $name", ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
    await createGuacamoleFixture(database.queries, "1.5");
  }, OPEN_TIME);
  afterAll(() => database.close());

  test.each([
    ["of Guacamole 0.9", "drop table guacamole_entity cascade", "older than 1.0 (there is no guacamole_entity)"],
    ["without a table", "drop table guacamole_user_history", "the table guacamole_user_history is missing"],
    ["without a column", "alter table guacamole_user drop column timezone", "guacamole_user.timezone is missing"],
    [
      "copied from MySQL",
      "alter table guacamole_connection_history alter column user_id type bigint",
      "guacamole_connection_history.user_id is int8, not integer",
    ],
    [
      "with other labels",
      "alter type guacamole_system_permission_type rename value 'CREATE_USER_GROUP' to 'OTHER'",
      "guacamole_system_permission_type has no label CREATE_USER_GROUP",
    ],
  ])("is a database %s", async (_, damage, fault) => {
    const { queries } = database;
    const undo = new Error("undo");
    const attempt = queries.transaction().execute(async (db) => {
      await sql.raw(damage).execute(db);
      await expect(inspectGuacamole(db)).rejects.toThrow(fault);
      throw undo;
    });
    await expect(attempt).rejects.toBe(undo);
  });

  test("is refused as a whole", async () => {
    const { queries } = database;
    await sql`alter table guacamole_user rename to guacamole_users`.execute(queries);
    await expect(migrate(queries)).rejects.toThrow(/guacamole_user is missing.*Nothing was changed/);
    const { rows } = await sql`select to_regclass('passerelle_migration') as found`.execute(queries);
    expect(rows).toEqual([{ found: null }]);
    await sql`alter table guacamole_users rename to guacamole_user`.execute(queries);
  });

  test("has a view on what must change, and the message names it", async () => {
    const { queries } = database;
    await sql`create view hosts as select parameter_value from guacamole_connection_parameter`.execute(queries);
    await expect(migrate(queries)).rejects.toThrow(/A view uses.*view hosts.*Drop the view/);
    await sql`drop view hosts`.execute(queries);
  });

  test("are tables of somebody else, and the message says how to get them", async () => {
    const { queries } = database;
    await sql`create role stranger`.execute(queries);
    const inspect = () =>
      queries.transaction().execute(async (db) => {
        await sql`set local role stranger`.execute(db);
        await inspectGuacamole(db);
      });
    await expect(inspect()).rejects.toThrow("GRANT CREATE ON SCHEMA public TO stranger");
    await sql`grant create on schema public to stranger`.execute(queries);
    await expect(inspect()).rejects.toThrow(/belong to \w+.*GRANT \w+ TO stranger/);
    await sql`revoke create on schema public from stranger`.execute(queries);
    await sql`drop role stranger`.execute(queries);
  });

  test("is in another schema, if the search path does not lead there", async () => {
    const { queries } = database;
    await sql`alter schema public rename to guacamole`.execute(queries);
    const schema = (path: string) =>
      queries.transaction().execute(async (db) => {
        await sql`set local search_path to ${sql.raw(path)}`.execute(db);
        return inspectGuacamole(db);
      });
    expect(await schema("guacamole")).toBe("1.0 to 1.5");
    await sql`create schema public`.execute(queries);
    expect(await schema("public")).toBeUndefined();
    expect(await schema("public, guacamole")).toBe("1.0 to 1.5");
  });
});
