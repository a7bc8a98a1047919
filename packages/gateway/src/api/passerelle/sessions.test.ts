import { afterAll, beforeAll, expect, test } from "vitest";
import { grantConnection, insertUser, OPEN_TIME } from "../../database/testing/test-databases.ts";
import { liveSession } from "../../sessions/testing/memory-store.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const SESSIONS = "/api/passerelle/sessions";

let gateway: TestServer;
let admin: string;
let agent: string;
let agentId: number;
let connectionId: number;
let own: string;
let others: string;

beforeAll(async () => {
  gateway = await startTestServer();
  admin = await gateway.signIn("admin", "admin");
  agentId = await gateway.addUser("agent");
  const otherId = await insertUser(gateway.database, "other");
  agent = await gateway.signIn("agent", "agent");
  const { connection_id } = await gateway.database.queries
    .insertInto("guacamole_connection")
    .values({ connection_name: "Alexandra", protocol: "rdp" })
    .returning("connection_id")
    .executeTakeFirstOrThrow();
  connectionId = connection_id;
  const connection = { identifier: String(connection_id), name: "Alexandra", protocol: "rdp", parameters: {} };
  const person = (userId: number, username: string) => ({ userId, username, remoteHost: "192.0.2.9", signIn: "s" });
  const mine = liveSession(1, person(agentId, "agent"), connection);
  const theirs = liveSession(2, person(otherId, "other"), connection);
  gateway.sessions.live.push(mine, theirs);
  [own, others] = [mine.id, theirs.id];
}, OPEN_TIME);
afterAll(() => gateway.close());

test("one sees the own ones; of others those of connections that may be READ, without names", async () => {
  expect((await gateway.call(agent, "GET", SESSIONS)).body.items).toMatchObject([{ identifier: own, mine: true }]);
  await grantConnection(gateway.database, agentId, connectionId, "READ");
  const { body } = await gateway.call(agent, "GET", `${SESSIONS}?sort=username`);
  expect(body).toMatchObject({
    total: 2,
    items: [
      { identifier: own, username: "agent", mine: true, mayEnd: true },
      { identifier: others, username: null, remoteHost: null, mine: false, mayEnd: false },
    ],
  });
});

test("administrators see all of them, searched, sorted and paged", async () => {
  const { items } = (await gateway.call(admin, "GET", `${SESSIONS}?sort=-username&limit=1`)).body;
  expect(items).toMatchObject([{ identifier: others, username: "other", mayEnd: true }]);
  expect((await gateway.call(admin, "GET", `${SESSIONS}?search=AGENT`)).body.total).toBe(1);
  expect((await gateway.call(admin, "GET", `${SESSIONS}?search=nobody`)).body).toEqual({ total: 0, items: [] });
  expect((await gateway.call(admin, "GET", `${SESSIONS}?sort=password`)).status).toBe(400);
});

test("the own ones may be ended, and all by administrators, which is in the audit log", async () => {
  expect((await gateway.call(agent, "DELETE", `${SESSIONS}/${others}`)).status).toBe(403);
  expect((await gateway.call(agent, "DELETE", `${SESSIONS}/nobody`)).status).toBe(404);
  expect((await gateway.call(agent, "DELETE", `${SESSIONS}/${own}`)).status).toBe(204);
  expect((await gateway.call(admin, "DELETE", `${SESSIONS}/${others}`)).status).toBe(204);
  expect(gateway.sessions.ended).toEqual([own, others]);
  const entries = (await gateway.call(admin, "GET", "/api/passerelle/audit?action=session.end")).body.items;
  expect(entries).toMatchObject([
    { actor: "admin", objectKind: "session", objectIdentifier: others, details: { username: "other" } },
    { actor: "agent", objectIdentifier: own },
  ]);
});

test("messages need UPDATE on the connection, and a text", async () => {
  const url = `${SESSIONS}/${others}/message`;
  expect((await gateway.call(agent, "POST", url, { text: "Hello" })).status).toBe(403);
  for (const body of [{}, { text: "" }, { text: "  " }, { text: "x".repeat(501) }, { text: 1, more: true }]) {
    expect((await gateway.call(admin, "POST", url, body)).status).toBe(400);
  }
  expect((await gateway.call(admin, "POST", `${SESSIONS}/nobody/message`, { text: "Hello" })).status).toBe(404);
  expect((await gateway.call(admin, "POST", url, { text: " Pause at noon " })).status).toBe(204);
  await grantConnection(gateway.database, agentId, connectionId, "UPDATE");
  expect((await gateway.call(agent, "POST", url, { text: "Hello" })).status).toBe(204);
  expect(gateway.sessions.messages).toEqual([
    { id: others, text: "Pause at noon" },
    { id: others, text: "Hello" },
  ]);
});
