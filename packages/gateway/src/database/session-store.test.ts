import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { limitsFromAttributes } from "../parameters/connection-attributes.ts";
import { SecretBox } from "../secrets/secret-box.ts";
import { secretKey } from "../secrets/secret-key.ts";
import type { Principal, StoredConnection } from "../sessions/session-store.ts";
import { readParameters } from "./connection-parameters.ts";
import { createConnection, NameTaken, updateConnection } from "./connections.ts";
import type { Database } from "./database.ts";
import { closeAbandonedHistory } from "./history.ts";
import { migrate } from "./migrations/migrate.ts";
import { DatabaseSessionStore } from "./session-store.ts";
import { grantConnection, insertUser, makeAdministrator, OPEN_TIME, testDatabases } from "./testing/test-databases.ts";

const secrets = new SecretBox(secretKey(new Uint8Array(32).fill(1)));
const NOW = new Date("2026-03-01T10:00:00.123Z");

function later(seconds: number): Date {
  return new Date(NOW.getTime() + seconds * 1000);
}

describe.each(testDatabases())("the session store on $name", ({ open }) => {
  let database: Database;
  let store: DatabaseSessionStore;
  let creator: number;
  let names = 0;

  beforeAll(async () => {
    database = await open();
    await migrate(database.queries);
    store = new DatabaseSessionStore(database.queries, secrets);
    creator = await insertUser(database, "creator");
  }, OPEN_TIME);
  afterAll(() => database.close());

  function draft(parameters: Record<string, string>, name = `desktop ${++names}`) {
    return { name, parentId: null, protocol: "rdp", limits: limitsFromAttributes({}), parameters };
  }

  function create(parameters: Record<string, string>): Promise<number> {
    return createConnection(database.queries, secrets, creator, draft(parameters));
  }

  function principal(userId: number, username = "creator"): Principal {
    return { userId, username, remoteHost: "192.0.2.7", signIn: "s" };
  }

  async function storedConnection(id: number): Promise<StoredConnection> {
    const connection = await store.findConnection(principal(creator), String(id));
    if (connection === undefined) {
      throw new Error("not found");
    }
    return connection;
  }

  async function historyRow(id: number) {
    return database.queries
      .selectFrom("guacamole_connection_history")
      .selectAll()
      .where("history_id", "=", id)
      .executeTakeFirstOrThrow();
  }

  test("finds a connection with its secrets in clear, which the rows do not show", async () => {
    const id = await create({ hostname: "10.0.0.1", password: "s€cret", "gateway-password": "other", domain: "" });
    const connection = await storedConnection(id);
    expect(connection).toMatchObject({ identifier: String(id), protocol: "rdp" });
    expect(connection.parameters).toEqual({ hostname: "10.0.0.1", password: "s€cret", "gateway-password": "other" });

    const rows = await database.queries
      .selectFrom("guacamole_connection_parameter")
      .select(["parameter_name", "parameter_value"])
      .where("connection_id", "=", id)
      .execute();
    const stored = Object.fromEntries(rows.map((row) => [row.parameter_name, row.parameter_value]));
    expect(stored.hostname).toBe("10.0.0.1");
    expect(stored.password).toMatch(/^passerelle:1:/);
    expect(stored["gateway-password"]).toMatch(/^passerelle:1:/);
  });

  test("stores the longest secret that Guacamole's API accepts", async () => {
    const longest = "€".repeat(4096);
    const id = await create({ "sftp-private-key": longest });
    expect((await storedConnection(id)).parameters["sftp-private-key"]).toBe(longest);
  });

  test("does not open a secret that was moved to another connection", async () => {
    const [from, to] = [await create({ password: "victim" }), await create({ hostname: "attacker.example" })];
    await sql`insert into guacamole_connection_parameter (connection_id, parameter_name, parameter_value)
      select ${to}, parameter_name, parameter_value from guacamole_connection_parameter
      where connection_id = ${from} and parameter_name = 'password'`.execute(database.queries);
    await expect(readParameters(database.queries, secrets, to)).rejects.toThrow("changed or moved");
  });

  test("reads what Guacamole stored in clear", async () => {
    const id = await create({});
    await database.queries
      .insertInto("guacamole_connection_parameter")
      .values({ connection_id: id, parameter_name: "password", parameter_value: "clear" })
      .execute();
    expect((await storedConnection(id)).parameters).toEqual({ password: "clear" });
  });

  test("shows a connection only to those who may READ it", async () => {
    const id = await create({ hostname: "h" });
    const stranger = await insertUser(database, "stranger");
    expect(await store.findConnection(principal(stranger), String(id))).toBeUndefined();
    await grantConnection(database, stranger, id, "UPDATE");
    expect(await store.findConnection(principal(stranger), String(id))).toBeUndefined();
    await grantConnection(database, stranger, id, "READ");
    expect(await store.findConnection(principal(stranger), String(id))).toBeDefined();
    const administrator = await insertUser(database, "administrator");
    await makeAdministrator(database, administrator);
    expect(await store.findConnection(principal(administrator), String(id))).toBeDefined();
  });

  test.each([[""], ["0"], ["-1"], ["1x"], ["99999999999"], ["2147483647"], ["ROOT"]])(
    "finds nothing under %j",
    async (id) => {
      expect(await store.findConnection(principal(creator), id)).toBeUndefined();
    },
  );

  test("writes a history row, keeps its heart beating and closes it", async () => {
    const connection = await storedConnection(await create({}));
    const historyId = await store.openHistory(principal(creator), connection, NOW);
    const opened = { username: "creator", remote_host: "192.0.2.7", connection_name: connection.name, end_date: null };
    expect(await historyRow(historyId)).toMatchObject({ ...opened, user_id: creator, start_date: NOW });
    await store.heartbeat([], later(20));
    await store.heartbeat([historyId], later(30));
    await store.closeHistory(historyId, later(60));
    expect((await historyRow(historyId)).end_date).toEqual(later(60));
    expect(await closeAbandonedHistory(database.queries, later(1000))).toBe(0);
  });

  test("closes what a crash left open with the last heartbeat, and nothing else", async () => {
    const connection = await storedConnection(await create({}));
    const [dead, alive] = [
      await store.openHistory(principal(creator), connection, NOW),
      await store.openHistory(principal(creator), connection, NOW),
    ];
    await sql`insert into guacamole_connection_history (username, connection_name, start_date)
      values ('of Guacamole', 'c', ${NOW})`.execute(database.queries);
    await store.heartbeat([dead], later(30));
    await store.heartbeat([alive], later(600));
    expect(await closeAbandonedHistory(database.queries, later(300))).toBe(1);
    expect((await historyRow(dead)).end_date).toEqual(later(30));
    expect((await historyRow(alive)).end_date).toBeNull();
    const open = await database.queries
      .selectFrom("guacamole_connection_history")
      .select("username")
      .where("end_date", "is", null)
      .execute();
    expect(open.map((row) => row.username).sort()).toEqual(["creator", "of Guacamole"]);
    await store.closeHistory(alive, later(700));
  });

  test("pins the first certificate of a connection, until it is pointed elsewhere", async () => {
    const id = await create({ hostname: "one" });
    const one = await storedConnection(id);
    expect(await store.pinnedCertificate(one, "aa")).toBe("aa");
    expect(await store.pinnedCertificate(one, "bb")).toBe("aa");
    const draftElsewhere = draft({ hostname: "two" }, one.name);
    await updateConnection(database.queries, secrets, id, draftElsewhere);
    expect(await store.pinnedCertificate(await storedConnection(id), "bb")).toBe("bb");
  });

  test("keeps names unique where the database does not, also for two at once", async () => {
    const both = [1, 2].map(() => createConnection(database.queries, secrets, creator, draft({}, "same")));
    const results = await Promise.allSettled(both);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(results.find((result) => result.status === "rejected")?.reason).toBeInstanceOf(NameTaken);
  });

  test("runs queries beside a transaction, not in it", async () => {
    const { promise: started, resolve: start } = Promise.withResolvers<void>();
    const { promise: mayFail, resolve: fail } = Promise.withResolvers<void>();
    const insert = { connection_name: "in a transaction", protocol: "rdp" };
    const transaction = database.queries.transaction().execute(async (db) => {
      await db.insertInto("guacamole_connection").values(insert).execute();
      start();
      await mayFail;
      throw new Error("undone");
    });
    await started;
    const beside = database.queries
      .insertInto("guacamole_connection")
      .values({ ...insert, connection_name: "beside" })
      .execute();
    fail();
    await expect(transaction).rejects.toThrow("undone");
    await beside;
    const names = await database.queries
      .selectFrom("guacamole_connection")
      .select("connection_name")
      .where("connection_name", "in", ["beside", "in a transaction"])
      .execute();
    expect(names).toEqual([{ connection_name: "beside" }]);
  });
});
