import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { grantConnection, OPEN_TIME } from "../../database/testing/test-databases.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const TEST = "/api/passerelle/connectionTest";

let gateway: TestServer;
let admin: string;
let agent: string;
let agentId: number;
let silent: Server;
let port: string;

beforeAll(async () => {
  gateway = await startTestServer();
  admin = await gateway.signIn("admin", "admin");
  agentId = await gateway.addUser("agent");
  agent = await gateway.signIn("agent", "agent");
  silent = createServer((socket) => socket.on("error", () => {}));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const address = silent.address();
  port = String(typeof address === "object" ? address?.port : 0);
}, OPEN_TIME);
afterAll(async () => {
  silent.close();
  await gateway.close();
});

function tested(parameters: Record<string, string>, identifier?: string) {
  return { protocol: "rdp", parameters, ...(identifier && { identifier }) };
}

/** What a test of a port where nobody listens comes to. */
async function closedPort(token: string, identifier?: string) {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
  const address = closed.address();
  const free = String(typeof address === "object" ? address?.port : 0);
  await new Promise((resolve) => closed.close(resolve));
  return gateway.call(token, "POST", TEST, tested({ hostname: "127.0.0.1", port: free }, identifier));
}

test("needs the right to make connections, or to change the one that is tested", async () => {
  expect((await closedPort(agent)).status).toBe(403);
  const { connection_id } = await gateway.database.queries
    .insertInto("guacamole_connection")
    .values({ connection_name: "c", protocol: "rdp" })
    .returning("connection_id")
    .executeTakeFirstOrThrow();
  const id = String(connection_id);
  expect((await closedPort(agent, id)).status).toBe(404);
  await grantConnection(gateway.database, agentId, connection_id, "READ");
  expect((await closedPort(agent, id)).status).toBe(403);
  await grantConnection(gateway.database, agentId, connection_id, "UPDATE");
  expect(await closedPort(agent, id)).toMatchObject({
    status: 200,
    body: { steps: [{ name: "resolve" }, { name: "connect", outcome: "failed", code: "port-closed" }, {}, {}, {}] },
  });
});

test("is in the audit log, without secrets", async () => {
  const parameters = { hostname: "desktop.invalid", port: "3389", username: "u", password: "topsecret" };
  await gateway.call(admin, "POST", TEST, tested(parameters));
  const { items } = (await gateway.call(admin, "GET", "/api/passerelle/audit?action=connection.test&limit=1")).body;
  expect(items).toMatchObject([{ actor: "admin", details: { hostname: "desktop.invalid", port: "3389" } }]);
  expect(JSON.stringify(items)).not.toContain("topsecret");
});

test("names a parameter that makes no sense", async () => {
  const { body } = await gateway.call(admin, "POST", TEST, tested({ hostname: "h", port: "many" }));
  expect(body.steps[0]).toMatchObject({ outcome: "failed", code: "connection-misconfigured" });
  expect(body.steps[0].detail).toMatch(/^port: /);
});

test.each([
  ["another protocol", { protocol: "vnc", parameters: {} }],
  ["no parameters", { protocol: "rdp" }],
  ["more than it takes", { protocol: "rdp", parameters: {}, command: "x" }],
])("refuses %s", async (_, body) => {
  expect((await gateway.call(admin, "POST", TEST, body)).status).toBe(400);
});

test("runs two at once for each user, not more", async () => {
  const connections: Promise<void>[] = [];
  const arrived = Promise.withResolvers<void>();
  let open = 0;
  silent.on("connection", (socket) => {
    connections.push(new Promise((resolve) => socket.once("close", () => resolve())));
    if (++open === 2) arrived.resolve();
    hangUp.push(() => socket.destroy());
  });
  const hangUp: (() => void)[] = [];
  const start = () => gateway.call(admin, "POST", TEST, tested({ hostname: "127.0.0.1", port, security: "tls" }));
  const running = [start(), start()];
  await arrived.promise;
  expect((await start()).status).toBe(429);
  for (const end of hangUp) end();
  expect((await Promise.all(running)).map(({ status }) => status)).toEqual([200, 200]);
  expect((await closedPort(admin)).status).toBe(200);
});
