import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { limitsFromAttributes } from "../parameters/connection-attributes.ts";
import { SecretBox } from "../secrets/secret-box.ts";
import { secretKey } from "../secrets/secret-key.ts";
import { historyUuid } from "../sessions/history.ts";
import { DEFAULT_SESSION_LIMITS } from "../sessions/session-limits.ts";
import type { Opening, Principal, SessionMark, StoredConnection } from "../sessions/session-store.ts";
import { leftAt, progressTo } from "../sessions/testing/progress.ts";
import { NameTaken } from "./change-refused.ts";
import { readParameters } from "./connection-parameters.ts";
import { createConnection, updateConnection } from "./connections.ts";
import type { Database } from "./database.ts";
import { closeAbandonedHistory } from "./history.ts";
import { migrate } from "./migrations/migrate.ts";
import { DatabaseSessionStore } from "./session-store.ts";
import {
  grantConnection,
  insertSignIn,
  insertUser,
  makeAdministrator,
  OPEN_TIME,
  testDatabases,
} from "./testing/test-databases.ts";

const secrets = new SecretBox(secretKey(new Uint8Array(32).fill(1)));
const NOW = new Date("2026-03-01T10:00:00.123Z");

function later(seconds: number): Date {
  return new Date(NOW.getTime() + seconds * 1000);
}

describe.each(testDatabases())("the session store on $name", ({ open }) => {
  let database: Database;
  let store: DatabaseSessionStore;
  let creator: number;
  let signIn: string;
  let names = 0;

  beforeAll(async () => {
    database = await open();
    await migrate(database.queries);
    store = new DatabaseSessionStore({ queries: database.queries, secrets, limits: DEFAULT_SESSION_LIMITS });
    creator = await insertUser(database, "creator");
    signIn = await insertSignIn(database, creator);
  }, OPEN_TIME);
  afterAll(() => database.close());

  function draft(parameters: Record<string, string>, name = `desktop ${++names}`) {
    return { name, parentId: null, protocol: "rdp", limits: limitsFromAttributes({}), parameters };
  }

  function create(parameters: Record<string, string>): Promise<number> {
    return createConnection(database.queries, secrets, creator, draft(parameters));
  }

  function principal(userId = creator): Principal {
    return { userId, username: "creator", remoteHost: "192.0.2.7", signIn };
  }

  function openFor(id: number | string, by = principal()): Promise<Opening> {
    return store.open({
      principal: by,
      target: { kind: "connection", identifier: String(id) },
      startedAt: NOW,
      failed: [],
    });
  }

  async function opened(id: number): Promise<Extract<Opening, { kind: "opened" }>> {
    const opening = await openFor(id);
    if (opening.kind === "refused") throw new Error(opening.failure.code);
    return opening;
  }

  async function storedConnection(id: number): Promise<StoredConnection> {
    const { connection, historyId } = await opened(id);
    await store.close(historyId, leftAt(NOW));
    return connection;
  }

  function mark(historyId: number): SessionMark {
    return { historyId, state: "active", principal: principal(), group: undefined, ...progressTo(later(30)) };
  }

  /** As if the last heartbeat had been so long ago. */
  async function age(historyId: number, seconds: number): Promise<void> {
    await sql`update passerelle_session set heartbeat = now() - ${seconds}::integer * interval '1 second'
      where history_id = ${historyId}`.execute(database.queries);
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

  test("opens a connection only for those who may READ it", async () => {
    const id = await create({ hostname: "h" });
    const stranger = await insertUser(database, "stranger");
    const refused = { kind: "refused", failure: { code: "connection-not-found" } };
    expect(await openFor(id, principal(stranger))).toMatchObject(refused);
    await grantConnection(database, stranger, id, "UPDATE");
    expect(await openFor(id, principal(stranger))).toMatchObject(refused);
    await grantConnection(database, stranger, id, "READ");
    expect(await openFor(id, principal(stranger))).toMatchObject({ kind: "opened" });
    const administrator = await insertUser(database, "administrator");
    await makeAdministrator(database, administrator);
    expect(await openFor(id, principal(administrator))).toMatchObject({ kind: "opened" });
  });

  test.each([[""], ["0"], ["-1"], ["1x"], ["99999999999"], ["2147483647"], ["ROOT"]])(
    "opens nothing of %j",
    async (id) => {
      expect(await openFor(id)).toMatchObject({ kind: "refused", failure: { code: "connection-not-found" } });
    },
  );

  test("writes a history row, keeps its heart beating and closes it", async () => {
    const { historyId, connection } = await opened(await create({}));
    const row = { username: "creator", remote_host: "192.0.2.7", connection_name: connection.name, end_date: null };
    expect(await historyRow(historyId)).toMatchObject({ ...row, user_id: creator, start_date: NOW });
    expect(await store.list()).toContainEqual({
      id: historyUuid(historyId),
      historyId,
      connectionIdentifier: connection.identifier,
      connectionName: connection.name,
      groupIdentifier: null,
      userId: creator,
      username: "creator",
      remoteHost: "192.0.2.7",
      startedAt: NOW,
      state: "connecting",
    });
    await age(historyId, 170);
    await store.heartbeat([mark(historyId)]);
    expect((await store.list()).find((session) => session.historyId === historyId)?.state).toBe("active");
    await store.close(historyId, leftAt(later(60)));
    expect((await historyRow(historyId)).end_date).toEqual(later(60));
    expect((await store.list()).map((session) => session.historyId)).not.toContain(historyId);
  });

  test("ends no session before its beginning, whatever the clock was set to meanwhile", async () => {
    const { historyId } = await opened(await create({}));
    await store.close(historyId, leftAt(later(-3600)));
    expect((await historyRow(historyId)).end_date).toEqual(NOW);
  });

  test("closes what a crash left open where it was at the last heartbeat, and nothing else", async () => {
    const id = await create({});
    const [dead, alive] = [(await opened(id)).historyId, (await opened(id)).historyId];
    await sql`insert into guacamole_connection_history (username, connection_name, start_date)
      values ('of Guacamole', 'c', ${NOW})`.execute(database.queries);
    await store.heartbeat([mark(dead), mark(alive)]);
    await age(dead, 200);
    expect(await closeAbandonedHistory(database.queries, 180)).toBe(1);
    expect((await historyRow(dead)).end_date).toEqual(later(30));
    expect((await historyRow(alive)).end_date).toBeNull();
    const guacamoles = await database.queries
      .selectFrom("guacamole_connection_history")
      .select("end_date")
      .where("username", "=", "of Guacamole")
      .execute();
    expect(guacamoles).toEqual([{ end_date: null }]);
    await store.close(alive, leftAt(later(700)));
  });

  test("opens the row of a gateway again that was given up while it stood still", async () => {
    const { historyId } = await opened(await create({}));
    await age(historyId, 200);
    await closeAbandonedHistory(database.queries, 180);
    await store.heartbeat([mark(historyId)]);
    expect((await historyRow(historyId)).end_date).toBeNull();
    expect((await store.list()).map((session) => session.historyId)).toContain(historyId);
    await store.close(historyId, leftAt(later(60)));
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
