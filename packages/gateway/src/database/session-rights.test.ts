import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SecretBox } from "../secrets/secret-box.ts";
import { secretKey } from "../secrets/secret-key.ts";
import { DEFAULT_SESSION_LIMITS } from "../sessions/session-limits.ts";
import type { Principal, Target } from "../sessions/session-store.ts";
import { leftAt, progressTo } from "../sessions/testing/progress.ts";
import type { Database } from "./database.ts";
import { listLiveSessions } from "./live-sessions.ts";
import { migrate } from "./migrations/migrate.ts";
import { sessionsWithoutRights } from "./session-rights.ts";
import { DatabaseSessionStore } from "./session-store.ts";
import { grantConnection, insertSignIn, insertUser, OPEN_TIME, testDatabases } from "./testing/test-databases.ts";

const secrets = new SecretBox(secretKey(new Uint8Array(32).fill(1)));
/** A Tuesday, 10:00 in UTC and 13:00 in Antananarivo. */
const NOW = new Date("2026-03-10T10:00:00Z");

describe.each(testDatabases())("what a live session stands on, on $name", ({ open }) => {
  let database: Database;
  let store: DatabaseSessionStore;
  let names = 0;
  /** The session in question, the objects that it stands on, and another one that nothing is done to. */
  let session: { readonly historyId: number; readonly userId: number; readonly principal: Principal };
  let connectionId: number;
  let userGroupId: number;
  let outerGroupId: number;
  let innerGroupId: number;
  let untouched: number;

  beforeAll(async () => {
    database = await open();
    await migrate(database.queries);
    store = new DatabaseSessionStore({ queries: database.queries, secrets, limits: DEFAULT_SESSION_LIMITS });
  }, OPEN_TIME);
  afterAll(() => database.close());

  function run(statement: RawBuilder<unknown>) {
    return statement.execute(database.queries);
  }

  async function insertedId(statement: RawBuilder<{ id: number }>): Promise<number> {
    return (await statement.execute(database.queries)).rows[0]?.id ?? Number.NaN;
  }

  async function insertGroup(parent: number | null, type: string): Promise<number> {
    return insertedId(sql`insert into guacamole_connection_group (connection_group_name, parent_id, type)
      values (${`group ${++names}`}, ${parent}, ${type}::guacamole_connection_group_type)
      returning connection_group_id as id`);
  }

  async function insertUserGroup(member: number): Promise<number> {
    const id = await insertedId(sql`with entity as (
        insert into guacamole_entity (name, type) values (${`group ${++names}`}, 'USER_GROUP') returning entity_id
      ) insert into guacamole_user_group (entity_id) select entity_id from entity returning user_group_id as id`);
    await run(sql`insert into guacamole_user_group_member select ${id}, entity_id from guacamole_user
      where user_id = ${member}`);
    return id;
  }

  async function openSession(userId: number, target: Target): Promise<typeof session> {
    const principal = { userId, username: "u", remoteHost: "192.0.2.7", signIn: await insertSignIn(database, userId) };
    const opening = await store.open({ principal, target, startedAt: NOW, failed: [] });
    if (opening.kind === "refused") throw new Error(opening.failure.code);
    return { historyId: opening.historyId, userId, principal };
  }

  beforeEach(async () => {
    const userId = await insertUser(database, `user ${++names}`);
    userGroupId = await insertUserGroup(userId);
    outerGroupId = await insertGroup(null, "ORGANIZATIONAL");
    innerGroupId = await insertGroup(outerGroupId, "BALANCING");
    connectionId = await insertedId(sql`insert into guacamole_connection (connection_name, protocol, parent_id)
      values (${`desktop ${++names}`}, 'rdp', ${innerGroupId}) returning connection_id as id`);
    await grantConnection(database, userId, connectionId, "READ");
    const connection = { kind: "connection", identifier: String(connectionId) } as const;
    session = await openSession(userId, connection);
    const other = await insertUser(database, `user ${++names}`);
    await grantConnection(database, other, connectionId, "READ");
    untouched = (await openSession(other, connection)).historyId;
  });

  async function reasons(historyIds: readonly number[], now = NOW, enforceAccessWindows = true) {
    const found = await sessionsWithoutRights(
      database.queries,
      historyIds.map((historyId) => ({ historyId, remoteHost: "192.0.2.7" })),
      now,
      { enforceAccessWindows, resolve: async () => [] },
    );
    return found.map(({ historyId, code }) => (historyId === session.historyId ? code : historyId));
  }

  const user = () => sql`user_id = ${session.userId}`;
  const entity = () => sql`entity_id = (select entity_id from guacamole_user where ${user()})`;
  const group = () =>
    sql`entity_id = (select entity_id from guacamole_user_group where user_group_id = ${userGroupId})`;

  test("goes on while all is as it was", async () => {
    expect(await reasons([session.historyId, untouched])).toEqual([]);
  });

  test.each<[string, () => RawBuilder<unknown>, string]>([
    ["the account is deleted", () => sql`delete from guacamole_entity where ${entity()}`, "user-deleted"],
    ["the account is disabled", () => sql`update guacamole_user set disabled = true where ${user()}`, "user-disabled"],
    [
      "its time is over",
      () => sql`update guacamole_user set valid_until = '2026-03-09' where ${user()}`,
      "user-not-valid",
    ],
    [
      "its hours end",
      () =>
        sql`update guacamole_user set access_window_end = '12:59:59', timezone = 'Indian/Antananarivo' where ${user()}`,
      "user-outside-hours",
    ],
    ["READ is taken away", () => sql`delete from guacamole_connection_permission where ${entity()}`, "not-permitted"],
    ["the sign-in ends", () => sql`delete from passerelle_sign_in where ${user()}`, "signed-out"],
    [
      "the account is restricted to other times",
      () =>
        sql`insert into guacamole_user_attribute values (${session.userId}, 'guac-restrict-time-denied', '2:0900-1100')`,
      "time-restricted",
    ],
    [
      "its group is restricted to other hosts",
      () => sql`insert into guacamole_user_group_attribute
        values (${userGroupId}, 'guac-restrict-hosts-allowed', '198.51.100.0/24')`,
      "host-restricted",
    ],
    [
      "an administrator wants it",
      () => sql`update passerelle_session set end_reason = 'disconnected-by-administrator'
        where history_id = ${session.historyId}`,
      "disconnected-by-administrator",
    ],
  ])("ends when %s, and no other does", async (_, change, reason) => {
    await run(change());
    expect(await reasons([session.historyId, untouched])).toEqual([reason]);
  });

  test.each<[string, () => RawBuilder<unknown>, string]>([
    [
      "deleted",
      () => sql`delete from guacamole_connection where connection_id = ${connectionId}`,
      "connection-deleted",
    ],
    [
      "restricted",
      () =>
        sql`insert into guacamole_connection_attribute values (${connectionId}, 'guac-restrict-hosts-denied', '192.0.2.7')`,
      "host-restricted",
    ],
    [
      "in a group that is restricted",
      () => sql`insert into guacamole_connection_group_attribute
        values (${outerGroupId}, 'guac-restrict-time-allowed', '2:1100-1200')`,
      "time-restricted",
    ],
  ])("ends when its connection is %s", async (_, change, reason) => {
    await run(change());
    expect(await reasons([session.historyId])).toEqual([reason]);
  });

  test("may outlast its hours, if that is the setting, but not be opened outside them", async () => {
    await run(sql`update guacamole_user set access_window_end = '09:00', timezone = 'UTC' where ${user()}`);
    expect(await reasons([session.historyId], NOW, false)).toEqual([]);
    const limits = { ...DEFAULT_SESSION_LIMITS, enforceAccessWindows: false };
    const lenient = new DatabaseSessionStore({ queries: database.queries, secrets, limits });
    const { principal } = session;
    const target = { kind: "connection", identifier: String(connectionId) } as const;
    const before = (await listLiveSessions(database.queries)).length;
    expect(await lenient.open({ principal, target, startedAt: NOW, failed: [] })).toMatchObject({
      kind: "refused",
      failure: { code: "user-outside-hours" },
    });
    expect(await listLiveSessions(database.queries)).toHaveLength(before);
  });

  test("goes on by a group's right, until the person leaves the group or it is disabled", async () => {
    const take = sql`delete from guacamole_connection_permission where ${entity()}`;
    await run(take);
    await run(sql`insert into guacamole_connection_permission
      select entity_id, ${connectionId}, 'READ' from guacamole_user_group where ${group()}`);
    expect(await reasons([session.historyId])).toEqual([]);
    await run(sql`update guacamole_user_group set disabled = true where ${group()}`);
    expect(await reasons([session.historyId])).toEqual(["not-permitted"]);
    await run(sql`update guacamole_user_group set disabled = false where ${group()}`);
    await run(sql`delete from guacamole_user_group_member where user_group_id = ${userGroupId}`);
    expect(await reasons([session.historyId])).toEqual(["not-permitted"]);
  });

  test("stands on its balancing group, if it was opened by that", async () => {
    const grant = sql`insert into guacamole_connection_group_permission
      select entity_id, ${innerGroupId}, 'READ' from guacamole_user where ${user()}`;
    await run(grant);
    await run(sql`delete from guacamole_connection_permission where ${entity()}`);
    expect(await reasons([session.historyId])).toEqual(["not-permitted"]);
    session = await openSession(session.userId, { kind: "group", identifier: String(innerGroupId) });
    expect(await reasons([session.historyId])).toEqual([]);
    await run(sql`update guacamole_connection set parent_id = null where connection_id = ${connectionId}`);
    expect(await reasons([session.historyId])).toEqual(["not-permitted"]);
  });

  test("stands on an API key as on a sign-in", async () => {
    const key = sql`update passerelle_session set sign_in_id = api_key_id from passerelle_api_key
      where passerelle_api_key.user_id = ${session.userId} and history_id = ${session.historyId}`;
    await run(sql`insert into passerelle_api_key (api_key_id, user_id, name, token_hash, scopes, created, expires)
      values (gen_random_uuid(), ${session.userId}, 'k', ${Buffer.from(String(session.userId))}, '{}', now(),
        now() + interval '1 hour')`);
    await run(key);
    expect(await reasons([session.historyId])).toEqual([]);
    await run(sql`update passerelle_api_key set expires = now() where ${user()}`);
    expect(await reasons([session.historyId])).toEqual(["signed-out"]);
  });

  test("does not bind administrators by restrictions of people, but by those of places", async () => {
    await run(
      sql`insert into guacamole_system_permission select entity_id, 'ADMINISTER' from guacamole_user where ${user()}`,
    );
    await run(sql`insert into guacamole_user_attribute
      values (${session.userId}, 'guac-restrict-time-denied', '*:0000-2359')`);
    expect(await reasons([session.historyId])).toEqual([]);
    await run(sql`insert into guacamole_connection_attribute
      values (${connectionId}, 'guac-restrict-time-denied', '*:0000-2359')`);
    expect(await reasons([session.historyId])).toEqual(["time-restricted"]);
  });

  test("gives messages once, in order, and only to its gateway's asking", async () => {
    for (const text of ["one", "two"]) expect(await store.requestMessage(session.historyId, text)).toBe(true);
    expect(await store.requestMessage(2_000_000_000, "nobody")).toBe(false);
    const mark = {
      historyId: session.historyId,
      state: "active",
      principal: session.principal,
      group: undefined,
      ...progressTo(NOW),
    } as const;
    const texts = (await store.orders([mark])).map((order) => (order.kind === "message" ? order.text : order.kind));
    expect(texts.filter((text) => text !== "end")).toEqual(["one", "two"]);
    expect((await store.orders([mark])).filter(({ kind }) => kind === "message")).toEqual([]);
  });

  test("can be ended at another gateway", async () => {
    expect(await store.requestEnd(session.historyId, "disconnected-by-administrator")).toBe(true);
    expect(await reasons([session.historyId])).toEqual(["disconnected-by-administrator"]);
    await store.close(session.historyId, leftAt(NOW));
    expect(await store.requestEnd(session.historyId, "disconnected-by-administrator")).toBe(false);
  });
});
