import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inspectGuacamole } from "../adoption/inspect-guacamole.ts";
import type { Database } from "../database.ts";
import { OPEN_TIME, testDatabases } from "../testing/test-databases.ts";
import { migrate } from "./migrate.ts";

const GUACAMOLE_TABLES = 23;

describe.each(testDatabases())("migrations on $name", ({ open }) => {
  let database: Database;
  beforeEach(async () => {
    database = await open();
  }, OPEN_TIME);
  afterEach(() => database.close());

  async function values<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
    return (await query.execute(database.queries)).rows;
  }

  test("make Guacamole 1.6's schema and our tables, once, also when gateways start together", async () => {
    const runs = await Promise.all([migrate(database.queries), migrate(database.queries)]);
    expect(runs.map(({ steps }) => steps.length).sort()).toEqual([0, 8]);

    const tables = await values(sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public'`);
    expect(tables.filter(({ name }) => name.startsWith("guacamole_"))).toHaveLength(GUACAMOLE_TABLES);
    expect(tables).toContainEqual({ name: "passerelle_audit" });
    expect(await inspectGuacamole(database.queries)).toBe("1.6");

    const labels = await values(sql<{ labels: string[] }>`
      select enum_range(null::guacamole_system_permission_type)::text[] as labels`);
    expect(labels[0].labels).toHaveLength(7);
  });

  test("cascade and keep history as Guacamole's schema does", async () => {
    await migrate(database.queries);
    const { queries } = database;
    await sql`with entity as (insert into guacamole_entity (name, type) values ('u', 'USER') returning entity_id)
      insert into guacamole_user (entity_id, password_hash, password_date)
      select entity_id, ''::bytea, now() from entity`.execute(queries);
    await sql`insert into guacamole_connection (connection_name, protocol) values ('c', 'rdp')`.execute(queries);
    await sql`insert into guacamole_connection_history (user_id, username, connection_id, connection_name, start_date)
      select user_id, 'u', connection_id, 'c', now() from guacamole_user, guacamole_connection`.execute(queries);
    await sql`delete from guacamole_connection`.execute(queries);
    await sql`delete from guacamole_entity`.execute(queries);
    const rows = await queries.selectFrom("guacamole_connection_history").selectAll().execute();
    expect(rows).toMatchObject([{ user_id: null, connection_id: null, username: "u", connection_name: "c" }]);
    expect(await queries.selectFrom("guacamole_user").selectAll().execute()).toEqual([]);
  });

  test("are all undone when one fails", async () => {
    await sql`create table passerelle_certificate (in_the_way integer)`.execute(database.queries);
    await expect(migrate(database.queries)).rejects.toThrow("passerelle_certificate");
    const tables = await values(sql<{ found: boolean }>`select to_regclass('guacamole_user') is not null as found`);
    expect(tables).toEqual([{ found: false }]);
  });

  test("refuse a database of a newer version", async () => {
    await migrate(database.queries);
    await database.queries.insertInto("passerelle_migration").values({ name: "999 of tomorrow" }).execute();
    await expect(migrate(database.queries)).rejects.toThrow("newer Passerelle");
  });
});
