import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayTimeline } from "../hours/day-timeline.ts";
import { limitsFromAttributes } from "../parameters/connection-attributes.ts";
import { SecretBox } from "../secrets/secret-box.ts";
import { secretKey } from "../secrets/secret-key.ts";
import { DEFAULT_SESSION_LIMITS } from "../sessions/session-limits.ts";
import type { JoinedGuest, JoinRequest, Opening } from "../sessions/session-store.ts";
import { createConnection } from "./connections.ts";
import type { Database } from "./database.ts";
import { closeAbandonedHistory } from "./history.ts";
import { listDoubtful } from "./hours/doubtful-sessions.ts";
import { migrate } from "./migrations/migrate.ts";
import { DatabaseSessionStore } from "./session-store.ts";
import { createSharingProfile } from "./sharing-profiles.ts";
import { insertSignIn, insertUser, OPEN_TIME, testDatabases } from "./testing/test-databases.ts";

const secrets = new SecretBox(secretKey(new Uint8Array(32).fill(1)));
const NOW = new Date("2026-03-01T10:00:00.123Z");
const LATER = new Date("2026-03-01T11:00:00.123Z");

describe.each(testDatabases())("guests on $name", ({ open }) => {
  let database: Database;
  let store: DatabaseSessionStore;
  let owner: number;
  let stranger: number;
  let signIn: string;
  let connection: number;
  let profile: string;

  beforeAll(async () => {
    database = await open();
    await migrate(database.queries);
    store = new DatabaseSessionStore({ queries: database.queries, secrets, limits: DEFAULT_SESSION_LIMITS });
    owner = await insertUser(database, "owner");
    stranger = await insertUser(database, "stranger");
    signIn = await insertSignIn(database, owner);
    connection = await create("desktop");
    profile = await createProfile(connection);
  }, OPEN_TIME);
  afterAll(() => database.close());

  function create(name: string): Promise<number> {
    const draft = { name, parentId: null, protocol: "rdp", limits: limitsFromAttributes({}), parameters: {} };
    return createConnection(database.queries, secrets, owner, draft);
  }

  async function createProfile(primaryConnectionId: number): Promise<string> {
    const draft = { name: "look", primaryConnectionId, parameters: { "read-only": "true" } };
    return database.queries
      .transaction()
      .execute(async (db) => String(await createSharingProfile(db, secrets, owner, draft)));
  }

  async function session(): Promise<Extract<Opening, { kind: "opened" }>> {
    const opening = await store.open({
      principal: { userId: owner, username: "owner", remoteHost: "192.0.2.7", signIn },
      target: { kind: "connection", identifier: String(connection) },
      startedAt: NOW,
      failed: [],
    });
    if (opening.kind === "refused") throw new Error(opening.failure.code);
    return opening;
  }

  function join(sessionHistoryId: number, wanted: Partial<JoinRequest> = {}): Promise<JoinedGuest | undefined> {
    const visitor = { remoteHost: "198.51.100.7", account: undefined };
    return store.join({ sessionHistoryId, ownerId: owner, profile, visitor, joinedAt: NOW, ...wanted });
  }

  async function row(historyId: number | undefined) {
    return database.queries
      .selectFrom("guacamole_connection_history")
      .selectAll()
      .where("history_id", "=", historyId ?? 0)
      .executeTakeFirstOrThrow();
  }

  test("have a row as Guacamole writes it, count for no limit, and are in no list", async () => {
    const { historyId } = await session();
    const before = await store.list();
    const joined = await join(historyId);
    expect(joined?.parameters).toEqual({ "read-only": "true" });
    expect(await row(joined?.historyId)).toMatchObject({
      ...{ user_id: null, username: "", remote_host: "198.51.100.7", start_date: NOW, end_date: null },
      ...{ connection_id: connection, connection_name: "desktop" },
      ...{ sharing_profile_id: Number(profile), sharing_profile_name: "look" },
    });
    const account = { userId: stranger, username: "stranger" };
    const known = await join(historyId, { visitor: { remoteHost: "::1", account } });
    expect(await row(known?.historyId)).toMatchObject({ user_id: stranger, username: "stranger" });
    expect(await store.list()).toEqual(before);
    await store.leave(joined?.historyId ?? 0, LATER);
    expect((await row(joined?.historyId)).end_date).toEqual(LATER);
  });

  test("join by no profile that is not the connection's, is gone, or that the owner may not READ", async () => {
    const { historyId } = await session();
    expect(await join(historyId, { profile: await createProfile(await create("another")) })).toBeUndefined();
    expect(await join(historyId, { profile: "999999" })).toBeUndefined();
    expect(await join(historyId, { profile: "1 or 1=1" })).toBeUndefined();
    expect(await join(historyId, { ownerId: stranger })).toBeUndefined();
    expect(await join(999_999)).toBeUndefined();
  });

  test("are live as long as the session is, for hours and lists, and doubtful after that", async () => {
    const { historyId } = await session();
    const looker = await insertUser(database, "looker");
    const account = { userId: looker, username: "looker" };
    await join(historyId, { visitor: { remoteHost: "::1", account } });
    const who = { users: ["looker"] };
    const settings = { idleLimit: 300_000, reconnectGap: 60_000, zone: "UTC" };
    const [start, end] = [NOW.getTime(), LATER.getTime()];
    const day = { day: "2026-03-01", zone: "UTC", who };
    const line = async () => (await dayTimeline(database.queries, day, settings, end)).lines[0];
    const doubtful = () => listDoubtful(database.queries, { start, end }, who, 10);
    expect(await line()).toMatchObject({
      sessions: [{ state: "live", start, end, shared: true }],
      figures: { connected: end - start, live: 1, doubtful: 0, active: null },
    });
    expect((await doubtful()).total).toBe(0);
    await sql`update passerelle_session set heartbeat = now() - interval '40 seconds'
      where history_id = ${historyId}`.execute(database.queries);
    expect(await line()).toMatchObject({ sessions: [{ state: "doubtful" }], figures: { live: 0, doubtful: 1 } });
    expect((await doubtful()).total).toBe(1);
    await store.close(historyId, { reached: LATER, active: [], cause: "left" });
  });

  test("have their rows closed with the session, also when its gateway died", async () => {
    const { historyId } = await session();
    const joined = await join(historyId);
    await store.close(historyId, { reached: LATER, active: [], cause: "left" });
    expect((await row(joined?.historyId)).end_date).toEqual(LATER);

    const { historyId: crashed } = await session();
    const left = await join(crashed);
    await sql`update passerelle_session set heartbeat = now() - interval '200 seconds', reached = ${LATER}
      where history_id = ${crashed}`.execute(database.queries);
    await closeAbandonedHistory(database.queries, 180);
    expect((await row(left?.historyId)).end_date).toEqual(LATER);
    const { rows } =
      await sql`select 1 from passerelle_guest where session_history_id in (${historyId}, ${crashed})`.execute(
        database.queries,
      );
    expect(rows).toEqual([]);
  });

  test("who joined while the session ended have their rows closed, though their gateway died then", async () => {
    const { historyId } = await session();
    await store.close(historyId, { reached: new Date(), active: [], cause: "left" });
    const late = await join(historyId, { joinedAt: new Date() });
    await closeAbandonedHistory(database.queries, 180);
    expect((await row(late?.historyId)).end_date).toBeNull();
    await sql`update guacamole_connection_history set end_date = ${LATER} where history_id = ${historyId}`.execute(
      database.queries,
    );
    const { start_date } = await row(late?.historyId);
    await closeAbandonedHistory(database.queries, 180);
    expect((await row(late?.historyId)).end_date).toEqual(start_date);
  });
});
