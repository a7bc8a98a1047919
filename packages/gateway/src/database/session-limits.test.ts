import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SecretBox } from "../secrets/secret-box.ts";
import { secretKey } from "../secrets/secret-key.ts";
import { DEFAULT_SESSION_LIMITS, type SessionLimits } from "../sessions/session-limits.ts";
import type { Opening, OpenRequest, Principal, SessionMark, Target } from "../sessions/session-store.ts";
import { leftAt, progressTo } from "../sessions/testing/progress.ts";
import type { Database } from "./database.ts";
import { migrate } from "./migrations/migrate.ts";
import { DatabaseSessionStore } from "./session-store.ts";
import { insertSignIn, insertUser, makeAdministrator, OPEN_TIME, testDatabases } from "./testing/test-databases.ts";

const secrets = new SecretBox(secretKey(new Uint8Array(32).fill(1)));

describe.each(testDatabases())("limits of live sessions on $name", ({ open }) => {
  let database: Database;
  let here: DatabaseSessionStore;
  let elsewhere: DatabaseSessionStore;
  let marie: Principal;
  let hery: Principal;
  let names = 0;

  async function person(username: string): Promise<Principal> {
    const userId = await insertUser(database, username);
    await makeAdministrator(database, userId);
    return { userId, username, remoteHost: "192.0.2.7", signIn: await insertSignIn(database, userId) };
  }

  function gateway(limits: Partial<SessionLimits> = {}): DatabaseSessionStore {
    const { queries } = database;
    return new DatabaseSessionStore({ queries, secrets, limits: { ...DEFAULT_SESSION_LIMITS, ...limits } });
  }

  beforeAll(async () => {
    database = await open();
    await migrate(database.queries);
    [here, elsewhere] = [gateway(), gateway()];
    [marie, hery] = [await person("marie"), await person("hery")];
  }, OPEN_TIME);
  afterAll(() => database.close());

  interface ConnectionFacts {
    readonly max_connections?: number;
    readonly max_connections_per_user?: number;
    readonly parent_id?: number;
    readonly connection_weight?: number;
    readonly failover_only?: boolean;
    readonly protocol?: string;
  }

  async function connection(facts: ConnectionFacts = {}): Promise<Target> {
    const { connection_id } = await database.queries
      .insertInto("guacamole_connection")
      .values({ connection_name: `desktop ${++names}`, protocol: "rdp", ...facts })
      .returning("connection_id")
      .executeTakeFirstOrThrow();
    return { kind: "connection", identifier: String(connection_id) };
  }

  async function group(
    facts: { max_connections?: number; max_connections_per_user?: number; enable_session_affinity?: boolean } = {},
  ) {
    const { connection_group_id: id } = await database.queries
      .insertInto("guacamole_connection_group")
      .values({ connection_group_name: `group ${++names}`, type: "BALANCING", ...facts })
      .returning("connection_group_id")
      .executeTakeFirstOrThrow();
    return { id, target: { kind: "group", identifier: String(id) } as const };
  }

  function wish(target: Target, principal: Principal, failed: readonly string[] = []): OpenRequest {
    return { principal, target, startedAt: new Date(), failed };
  }

  async function outcome(store: DatabaseSessionStore, target: Target, by: Principal, failed?: readonly string[]) {
    const opening = await store.open(wish(target, by, failed));
    return opening.kind === "opened" ? opening.connection.identifier : opening.failure.code;
  }

  async function historyIdOf(opening: Promise<Opening>): Promise<number> {
    const opened = await opening;
    return opened.kind === "opened" ? opened.historyId : Number.NaN;
  }

  function mark(historyId: number, state: SessionMark["state"]): SessionMark {
    return { historyId, state, principal: marie, group: undefined, ...progressTo(new Date()) };
  }

  test.each([
    ["max_connections", 7],
    ["max_connections_per_user", 3],
  ] as const)("%s holds for twenty openings at once over two gateways", async (column, most) => {
    const target = await connection({ [column]: most });
    const openings = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? here : elsewhere).open(wish(target, marie))),
    );
    expect(openings.filter(({ kind }) => kind === "opened")).toHaveLength(most);
    const { count } = await database.queries
      .selectFrom("guacamole_connection_history")
      .select((row) => row.fn.countAll<string>().as("count"))
      .where("connection_id", "=", Number(target.identifier))
      .executeTakeFirstOrThrow();
    expect(Number(count)).toBe(most);
  });

  test("a place is free again when its session has ended, or its gateway died", async () => {
    const target = await connection({ max_connections: 1 });
    const historyId = await historyIdOf(here.open(wish(target, marie)));
    expect(await outcome(elsewhere, target, hery)).toBe("connection-full");
    await here.close(historyId, leftAt(new Date()));
    const second = await historyIdOf(here.open(wish(target, marie)));
    await sql`update passerelle_session set heartbeat = now() - interval '36 seconds' where history_id = ${second}`.execute(
      database.queries,
    );
    expect(await outcome(elsewhere, target, hery)).toBe(target.identifier);
  });

  test("defaults hold where a connection says nothing, and 0 lifts them", async () => {
    const strict = gateway({ defaultMaxConnections: 1 });
    const [silent, unlimited] = [await connection(), await connection({ max_connections: 0 })];
    for (const target of [silent, unlimited]) expect(await outcome(strict, target, marie)).toBe(target.identifier);
    expect(await outcome(strict, silent, hery)).toBe("connection-full");
    expect(await outcome(strict, unlimited, hery)).toBe(unlimited.identifier);
  });

  test("the most of a gateway counts everything", async () => {
    const target = await connection();
    const full = gateway({ absoluteMax: (await here.list()).length + 1 });
    expect(await outcome(full, target, marie)).toBe(target.identifier);
    expect(await outcome(full, target, marie)).toBe("gateway-full");
  });

  test("a limit says which own session is in the way, if it is that alone", async () => {
    const target = await connection({ max_connections_per_user: 1 });
    const historyId = await historyIdOf(here.open(wish(target, marie)));
    expect(await here.open(wish(target, marie))).toMatchObject({
      failure: { code: "connection-full-for-user" },
      inTheWay: historyId,
    });
    const crowded = await connection({ max_connections: 2 });
    await here.open(wish(crowded, hery));
    await here.open(wish(crowded, hery));
    expect(await here.open(wish(crowded, marie))).not.toHaveProperty("inTheWay");
  });

  test("an own session of another gateway that is in the way, or left alone, ends for the new one", async () => {
    const target = await connection({ max_connections_per_user: 1 });
    const first = await historyIdOf(elsewhere.open(wish(target, marie)));
    expect(await outcome(here, target, marie)).toBe(target.identifier);
    expect(await elsewhere.orders([mark(first, "active")])).toEqual([
      { kind: "end", historyId: first, failure: { code: "opened-elsewhere" } },
    ]);
    const free = await connection();
    const [left, looked] = [
      await historyIdOf(elsewhere.open(wish(free, marie))),
      await historyIdOf(elsewhere.open(wish(free, marie))),
    ];
    await elsewhere.heartbeat([mark(left, "detached"), mark(looked, "active")]);
    await here.open(wish(free, marie));
    const ended = await elsewhere.orders([mark(left, "detached"), mark(looked, "active")]);
    expect(ended.map(({ historyId }) => historyId)).toEqual([left]);
  });

  test("a balancing group spreads its sessions by weight, and not over nested groups or what is not RDP", async () => {
    const { id, target } = await group({ max_connections_per_user: 0 });
    const heavy = await connection({ parent_id: id, connection_weight: 2 });
    const light = await connection({ parent_id: id });
    const idle = await connection({ parent_id: id, connection_weight: 0 });
    await connection({ parent_id: id, protocol: "vnc" });
    const chosen: string[] = [];
    for (let turn = 0; turn < 6; turn++) chosen.push(await outcome(turn % 2 === 0 ? here : elsewhere, target, marie));
    expect(chosen.filter((identifier) => identifier === heavy.identifier)).toHaveLength(4);
    expect(chosen.filter((identifier) => identifier === light.identifier)).toHaveLength(2);
    expect(await outcome(here, idle, marie)).toBe(idle.identifier);
    expect((await here.list()).filter(({ groupIdentifier }) => groupIdentifier === String(id))).toHaveLength(6);
  });

  test("a balancing group has its own limits, by default one for each user", async () => {
    const { id, target } = await group({ max_connections: 2 });
    await connection({ parent_id: id });
    expect(await outcome(here, target, marie)).not.toContain("group");
    expect(await here.open(wish(target, marie))).toMatchObject({ failure: { code: "group-full-for-user" } });
    expect(await outcome(elsewhere, target, hery)).not.toContain("group");
    expect(await outcome(elsewhere, target, await person("third"))).toBe("group-full");
  });

  test("a balancing group gives what is for failover only after a failure, and nothing after the last one", async () => {
    const { id, target } = await group({ max_connections_per_user: 0 });
    const first = await connection({ parent_id: id });
    const reserve = await connection({ parent_id: id, failover_only: true });
    expect(await outcome(here, target, marie)).toBe(first.identifier);
    expect(await outcome(here, target, marie, [first.identifier])).toBe(reserve.identifier);
    expect(await outcome(here, target, marie, [first.identifier, reserve.identifier])).toBe("group-empty");
  });

  test("a sign-in stays with its member where the group says so, at every gateway", async () => {
    const { id, target } = await group({ max_connections_per_user: 0, enable_session_affinity: true });
    for (let count = 0; count < 3; count++) await connection({ parent_id: id });
    const first = await outcome(here, target, marie);
    expect([await outcome(elsewhere, target, marie), await outcome(here, target, marie)]).toEqual([first, first]);
    expect(await outcome(elsewhere, target, hery)).not.toBe(first);
  });

  test("an organizational group cannot be opened, nor one that may not be READ", async () => {
    const { id, target } = await group();
    await connection({ parent_id: id });
    const userId = await insertUser(database, "stranger");
    const stranger = { ...marie, userId, signIn: await insertSignIn(database, userId) };
    expect(await outcome(here, target, stranger)).toBe("connection-not-found");
    await sql`insert into guacamole_connection_group_permission (entity_id, connection_group_id, permission)
      select entity_id, ${id}, 'READ' from guacamole_user where user_id = ${userId}`.execute(database.queries);
    expect(await outcome(here, target, stranger)).not.toBe("connection-not-found");
    await sql`update guacamole_connection_group set type = 'ORGANIZATIONAL' where connection_group_id = ${id}`.execute(
      database.queries,
    );
    expect(await outcome(here, target, marie)).toBe("connection-not-found");
  });
});
