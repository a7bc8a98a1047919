import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { grantConnection, OPEN_TIME } from "../../database/testing/test-databases.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const OWN = "/api/passerelle";
const DATA = "/api/session/data/postgresql";

let gateway: TestServer;
let admin: string;
let agent: string;
let agentId: number;

beforeAll(async () => {
  gateway = await startTestServer();
  agentId = await gateway.addUser("agent");
  admin = await gateway.signIn("admin", "admin");
  agent = await gateway.signIn("agent", "agent");
}, OPEN_TIME);
afterAll(() => gateway.close());

async function upload(token: string, query: string, payload: string | Buffer, type = "text/plain") {
  const headers = { "guacamole-token": token, "content-type": type };
  const reply = await gateway.server.inject({ method: "POST", url: `${OWN}/import?${query}`, headers, payload });
  return { status: reply.statusCode, body: reply.json() };
}

async function download(token: string, query: string) {
  const reply = await gateway.server.inject({ url: `${OWN}/export?${query}`, headers: { "guacamole-token": token } });
  return { status: reply.statusCode, headers: reply.headers, text: reply.body };
}

const allow = (permission: string) =>
  sql`insert into guacamole_system_permission
  select entity_id, ${permission}::guacamole_system_permission_type from guacamole_user where user_id = ${agentId}`.execute(
    gateway.database.queries,
  );

describe("importing a file", () => {
  const csv =
    "name;protocol;hostname;password;group;users\nd1;rdp;10.0.0.1;hush;ROOT/Lab;zoé\nd2;rdp;10.0.0.2;;ROOT/Lab;\n";

  test("says first what it would do, then does it, and writes it to the audit log", async () => {
    const would = { created: 2, replaced: 0, skipped: 0, users: 1, groups: 1, problems: [] };
    expect(await upload(admin, "format=csv&dryRun=true", csv)).toEqual({ status: 200, body: would });
    expect((await gateway.call(admin, "GET", `${OWN}/connections`)).body.total).toBe(0);
    expect(await upload(admin, "format=csv", csv, "text/csv")).toEqual({ status: 200, body: would });
    const { items } = (await gateway.call(admin, "GET", `${OWN}/connections`)).body;
    expect(items).toMatchObject([
      { name: "d1", path: ["Lab"], hostname: "10.0.0.1" },
      { name: "d2", path: ["Lab"] },
    ]);
    const { identifier } = items[0];
    expect((await gateway.call(admin, "GET", `${OWN}/connections/${identifier}`)).body.storedSecrets).toEqual([
      "password",
    ]);
    expect((await gateway.call(admin, "GET", `${OWN}/audit?action=import`)).body.items).toMatchObject([
      { actor: "admin", details: { created: 2, source: "csv" } },
    ]);
    expect((await upload(admin, "format=csv&existing=skip", csv)).body).toMatchObject({ created: 0, skipped: 2 });
    expect((await upload(admin, "format=csv&existing=replace", csv)).body).toMatchObject({ replaced: 2 });
  });

  test("answers what is wrong and does nothing", async () => {
    const json =
      '[\n {"name": "ok", "protocol": "rdp"},\n {"name": "bad", "protocol": "rdp", "parameters": {"port": 0}}\n]';
    expect(await upload(admin, "format=json", json, "application/json")).toEqual({
      status: 200,
      body: {
        ...{ created: 0, replaced: 0, skipped: 0, users: 0, groups: 0 },
        problems: [{ line: 3, field: "port", message: expect.stringContaining("65535") }],
      },
    });
    expect((await gateway.call(admin, "GET", `${OWN}/connections?search=ok`)).body.total).toBe(0);
    const latin = Buffer.from("name,protocol\ncaf\u00e9,rdp\n", "latin1");
    expect((await upload(admin, "format=csv", latin)).body.problems).toMatchObject([
      { line: null, message: expect.stringContaining("Windows-1252") },
    ]);
  });

  test("needs the rights that doing it by hand needs", async () => {
    const one = (more: string) => `name,protocol,group,users\nmine,rdp,${more}\n`;
    const messages = async (text: string) =>
      (await upload(agent, "format=csv", text)).body.problems.map((problem: { line: number }) => problem.line);
    expect(await messages(one(","))).toEqual([2]);
    await allow("CREATE_CONNECTION");
    expect(await messages(one("New,"))).toEqual([2]);
    expect(await messages(one("Lab,"))).toEqual([2]);
    expect(await messages(one(",somebody"))).toEqual([2]);
    expect(await messages(one(",zoé"))).toEqual([2]);
    expect((await upload(agent, "format=csv", one(","))).body).toMatchObject({ created: 1, problems: [] });
    const theirs = await gateway.call(admin, "POST", `${OWN}/connections`, { name: "theirs", protocol: "rdp" });
    const replacing = "name,protocol,hostname\ntheirs,rdp,evil\n";
    expect((await upload(agent, "format=csv&existing=replace", replacing)).body.problems).toHaveLength(1);
    await grantConnection(gateway.database, agentId, Number(theirs.body.identifier), "READ");
    expect((await upload(agent, "format=csv&existing=replace", replacing)).body.problems).toHaveLength(1);
    const user = "users: [{name: agent, permissions: {system: [ADMINISTER]}}]";
    expect((await upload(agent, "format=yaml&existing=replace", user)).body.problems).not.toEqual([]);
  });

  test("tells nobody what is there but may not be READ", async () => {
    const someone = { username: "someone hidden", attributes: {} };
    await gateway.call(admin, "POST", `${DATA}/users`, someone);
    await gateway.call(admin, "POST", `${OWN}/connections`, { name: "hidden", protocol: "rdp" });
    await gateway.addUser("curious");
    const curious = await gateway.signIn("curious", "curious");
    const ask = async (name: string) => {
      const text = `{connections: [{name: ${name}, protocol: rdp}], users: [{name: someone ${name}}]}`;
      return (await upload(curious, "format=yaml&dryRun=true&existing=skip", text)).body.problems;
    };
    expect(await ask("hidden")).toHaveLength(2);
    expect(await ask("hidden")).toEqual(await ask("absent"));
  });

  test("names what has a character that cannot be stored", async () => {
    const text = '[\n{"name": "a", "protocol": "rdp"},\n{"name": "b", "protocol": "rdp", "users": ["\\u0000"]}]';
    expect(await upload(admin, "format=json", text)).toMatchObject({
      ...{ status: 200, body: { created: 0, problems: [{ line: 3, message: expect.stringContaining("U+0000") }] } },
    });
  });

  test.each([
    ["without a format", "", "name,protocol\n", 400],
    ["in a format that is none", "format=xls", "", 400],
    ["with a choice that is none", "format=csv&existing=merge", "", 400],
    ["that is too large", "format=csv", "x".repeat(2 * 1024 * 1024 + 1), 413],
  ])("%s is refused", async (_, query, text, status) => {
    expect(await upload(admin, query, text)).toMatchObject({ status, body: { type: "BAD_REQUEST" } });
  });

  test("that is empty has no connections", async () => {
    expect((await upload(admin, "format=csv", "")).body.problems).not.toEqual([]);
    expect((await upload(admin, "format=json", "[]")).body).toMatchObject({ created: 0, problems: [] });
  });
});

describe("exporting", () => {
  test("gives secrets only when asked, and writes that to the audit log", async () => {
    const plain = await download(admin, "format=json");
    expect(plain.headers["content-disposition"]).toBe('attachment; filename="connections.json"');
    expect(plain.text).not.toContain("hush");
    const whole = await download(admin, "format=yaml&secrets=true");
    expect(whole.text).toContain("password: hush");
    expect((await gateway.call(admin, "GET", `${OWN}/audit?action=export`)).body.items).toMatchObject([
      { details: { format: "yaml", secrets: true } },
      { details: { format: "json", secrets: false } },
    ]);
  });

  test("gives what the caller may read, and parameters of what the caller may change", async () => {
    const { identifier } = (await gateway.call(admin, "GET", `${OWN}/connections?search=d1`)).body.items[0];
    await grantConnection(gateway.database, agentId, Number(identifier), "READ");
    const { text } = await download(agent, "format=json&secrets=true");
    expect(JSON.parse(text).connections).toContainEqual({ name: "d1", protocol: "rdp", group: "ROOT" });
    expect(text).not.toContain("hush");
    expect(text).not.toContain("10.0.0.1");
    expect(JSON.parse(text).users).toEqual([]);
  });

  test("by an API key needs the scope for secrets", async () => {
    const body = { name: "k", scopes: ["read"] };
    const { key } = (await gateway.call(admin, "POST", `${OWN}/apiKeys`, body)).body;
    expect((await download(key, "format=csv")).status).toBe(200);
    expect((await download(key, "format=csv&secrets=true")).status).toBe(403);
  });
});

describe("another installation", () => {
  let other: TestServer;
  let url: string;

  beforeAll(async () => {
    other = await startTestServer();
    url = await other.server.listen({ host: "127.0.0.1", port: 0 });
    const token = await other.signIn("admin", "admin");
    const make = async (kind: string, body: object) => {
      const reply = await other.call(token, "POST", `${DATA}/${kind}`, { attributes: {}, ...body });
      expect(reply.status).toBe(200);
      return reply.body.identifier;
    };
    const group = await make("connectionGroups", {
      name: "Far/away",
      type: "BALANCING",
      attributes: { "max-connections": "2" },
    });
    const parameters = { hostname: "far", password: "secret of far" };
    const connection = await make("connections", {
      name: "desk",
      protocol: "rdp",
      parentIdentifier: group,
      parameters,
    });
    await make("sharingProfiles", {
      name: "view",
      primaryConnectionIdentifier: connection,
      parameters: { "read-only": "true" },
    });
    await make("userGroups", { identifier: "crew" });
    await make("users", { username: "jo/é", attributes: { "guac-full-name": "Jo" } });
    await other.call(token, "PATCH", `${DATA}/users/jo%2F%C3%A9/userGroups`, [{ op: "add", path: "/", value: "crew" }]);
    const grant = { op: "add", path: `/connectionPermissions/${connection}`, value: "READ" };
    await other.call(token, "PATCH", `${DATA}/userGroups/crew/permissions`, [grant]);
  }, OPEN_TIME);
  afterAll(() => other.close());

  const move = (token: string, more: object = {}) =>
    gateway.call(token, "POST", `${OWN}/import/guacamole`, { url, username: "admin", password: "admin", ...more });

  test("moves in with its groups, connections, secrets, people and rights", async () => {
    const would = { created: 1, replaced: 0, skipped: 0, users: 1, groups: 2, problems: [] };
    expect(await move(admin, { dryRun: true })).toEqual({ status: 200, body: would });
    expect(await move(admin, { url: `${url}/guacamole/` })).toEqual({ status: 200, body: would });
    const document = JSON.parse((await download(admin, "format=json&secrets=true")).text);
    expect(document.connections).toContainEqual({
      ...{ name: "desk", protocol: "rdp", group: "ROOT/Far\\/away", users: ["admin"], groups: ["crew"] },
      parameters: { hostname: "far", password: "secret of far" },
    });
    expect(document.connectionGroups).toContainEqual(
      expect.objectContaining({ name: "Far/away", type: "BALANCING", attributes: { "max-connections": "2" } }),
    );
    expect(document.sharingProfiles).toMatchObject([{ name: "view", connection: "ROOT/Far\\/away/desk" }]);
    expect(document.users).toContainEqual(
      expect.objectContaining({ name: "jo/é", memberOf: ["crew"], attributes: { "guac-full-name": "Jo" } }),
    );
    expect((await move(admin)).body).toMatchObject({ created: 0, skipped: 1, users: 0, problems: [] });
  });

  test("is read by administrators who sign in themselves, with an account there", async () => {
    expect((await move(agent)).status).toBe(403);
    const { key } = (await gateway.call(admin, "POST", `${OWN}/apiKeys`, { name: "k", scopes: ["manage"] })).body;
    expect((await move(key)).status).toBe(403);
    expect(await move(admin, { password: "wrong" })).toMatchObject({
      ...{ status: 400, body: { message: expect.stringContaining("does not know") } },
    });
  });

  test.each([["file:///etc/passwd"], ["ftp://127.0.0.1/"], ["nonsense"], ["http://127.0.0.1:1/"]])(
    "at %s is refused",
    async (address) => {
      expect(await move(admin, { url: address })).toMatchObject({ status: 400, body: { type: "BAD_REQUEST" } });
    },
  );
});
