import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { grantConnection, OPEN_TIME } from "../../database/testing/test-databases.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const DATA = "/api/session/data/postgresql";

let gateway: TestServer;
let admin: string;
let agent: string;
let agentId: number;

beforeAll(async () => {
  gateway = await startTestServer();
  agentId = await gateway.addUser("agent");
}, OPEN_TIME);
afterAll(() => gateway.close());
beforeEach(async () => {
  admin = await gateway.signIn("admin", "admin");
  agent = await gateway.signIn("agent", "agent");
});

const call: TestServer["call"] = (...parameters) => gateway.call(...parameters);

let names = 0;

function draft(more: object = {}) {
  return {
    name: `desktop ${++names}`,
    parentIdentifier: "ROOT",
    protocol: "rdp",
    parameters: {},
    attributes: {},
    ...more,
  };
}

async function createConnection(more: object = {}): Promise<string> {
  return (await call(admin, "POST", `${DATA}/connections`, draft(more))).body.identifier;
}

function refusal(status: number, type: string) {
  return { status, body: { type, statusCode: null, patches: null } };
}

describe("connections", () => {
  test("are made, read, replaced and deleted", async () => {
    const parameters = { hostname: "192.0.2.5", port: 3389, "ignore-cert": true, domain: null, password: "p" };
    const made = await call(admin, "POST", `${DATA}/connections`, draft({ parameters, attributes: { weight: 3 } }));
    expect(made).toMatchObject({ status: 200, body: { protocol: "rdp", parameters: { hostname: "192.0.2.5" } } });
    const url = `${DATA}/connections/${made.body.identifier}`;

    const read = await call(admin, "GET", url);
    expect(read.body).toMatchObject({ name: made.body.name, parentIdentifier: "ROOT", activeConnections: 0 });
    expect(read.body.attributes).toMatchObject({ weight: "3", "max-connections": null });
    expect(read.body.parameters).toBeUndefined();
    expect((await call(admin, "GET", `${url}/parameters`)).body).toEqual({
      hostname: "192.0.2.5",
      port: "3389",
      "ignore-cert": "true",
      password: "p",
    });

    const replaced = draft({ parameters: { hostname: "other" } });
    expect((await call(admin, "PUT", url, replaced)).status).toBe(204);
    expect((await call(admin, "GET", `${url}/parameters`)).body).toEqual({ hostname: "other" });
    expect((await call(admin, "GET", url)).body).toMatchObject({ name: replaced.name, attributes: { weight: "3" } });
    expect((await call(admin, "PUT", url, { attributes: { weight: "" } })).status).toBe(204);
    expect((await call(admin, "GET", url)).body.attributes.weight).toBeNull();
    expect((await call(admin, "GET", `${url}/parameters`)).body).toEqual({ hostname: "other" });

    expect((await call(admin, "DELETE", url)).status).toBe(204);
    expect(await call(admin, "GET", url)).toMatchObject(refusal(404, "NOT_FOUND"));
  });

  test.each([
    ["no name", draft({ name: " " }), 400],
    ["a name that is too long", draft({ name: "x".repeat(129) }), 400],
    ["a NUL", draft({ name: "a\u0000" }), 400],
    ["no protocol", { name: "x" }, 400],
    ["a wrong parameter", draft({ parameters: { port: "0" } }), 400],
    ["parameters that are no texts", draft({ parameters: { hostname: { a: 1 } } }), 400],
    ["a parameter that is too long", draft({ parameters: { hostname: "x".repeat(4097) } }), 413],
    ["an unknown parent", draft({ parentIdentifier: "99999" }), 404],
    ["a parent that is none", draft({ parentIdentifier: "x" }), 404],
  ])("are refused with %s", async (_, body, status) => {
    const response = await call(admin, "POST", `${DATA}/connections`, body);
    expect(response.status).toBe(status);
    expect(response.body).toMatchObject({
      message: expect.any(String),
      type: status === 404 ? "NOT_FOUND" : "BAD_REQUEST",
    });
  });

  test("may have a backslash where a NUL may not be", async () => {
    const made = await call(admin, "POST", `${DATA}/connections`, draft({ parameters: { password: "a\\u0000" } }));
    expect(made.status).toBe(200);
  });

  test("are refused with more than the database can hold", async () => {
    const many = Object.fromEntries(Array.from({ length: 513 }, (_, index) => [`name-${index}`, "x"]));
    const refused = [
      { parameters: many },
      { attributes: many },
      { parameters: { ["x".repeat(129)]: "y" } },
      { attributes: { "guacd-hostname": "x".repeat(513) } },
    ];
    for (const more of refused) {
      const { status, body } = await call(admin, "POST", `${DATA}/connections`, draft(more));
      expect({ status, type: body.type }).toEqual({ status: 400, type: "BAD_REQUEST" });
    }
  });

  test("need a name that is free in their group", async () => {
    const taken = draft();
    await call(admin, "POST", `${DATA}/connections`, taken);
    expect(await call(admin, "POST", `${DATA}/connections`, taken)).toMatchObject(refusal(400, "BAD_REQUEST"));
    const id = await createConnection();
    expect((await call(admin, "PUT", `${DATA}/connections/${id}`, taken)).status).toBe(400);
  });

  test("show and allow what was granted, and no more", async () => {
    const id = await createConnection({ parameters: { password: "p" } });
    const url = `${DATA}/connections/${id}`;
    expect((await call(agent, "GET", url)).status).toBe(404);
    expect((await call(agent, "POST", `${DATA}/connections`, draft())).status).toBe(403);
    await grantConnection(gateway.database, agentId, Number(id), "READ");
    expect((await call(agent, "GET", url)).status).toBe(200);
    expect(Object.keys((await call(agent, "GET", `${DATA}/connections`)).body)).toEqual([id]);
    expect((await call(agent, "GET", `${DATA}/connections?permission=UPDATE`)).body).toEqual({});
    expect(await call(agent, "GET", `${url}/parameters`)).toMatchObject(refusal(403, "PERMISSION_DENIED"));
    expect((await call(agent, "PUT", url, draft())).status).toBe(403);
    expect((await call(agent, "DELETE", url)).status).toBe(403);
    await grantConnection(gateway.database, agentId, Number(id), "UPDATE");
    expect((await call(agent, "GET", `${url}/parameters`)).body).toEqual({ password: "p" });
    expect((await call(agent, "PUT", url, draft())).status).toBe(204);
    await call(admin, "DELETE", url);
  });
});

describe("connection groups", () => {
  const group = (name: string, parentIdentifier = "ROOT") => ({ name, parentIdentifier, type: "ORGANIZATIONAL" });

  async function createGroup(name: string, parent?: string): Promise<string> {
    return (await call(admin, "POST", `${DATA}/connectionGroups`, group(name, parent))).body.identifier;
  }

  test("make a tree", async () => {
    const outer = await createGroup("outer");
    const inner = await createGroup("inner", outer);
    const id = await createConnection({ parentIdentifier: inner });
    const { body } = await call(admin, "GET", `${DATA}/connectionGroups/ROOT/tree`);
    expect(body).toMatchObject({ identifier: "ROOT", name: "ROOT", type: "ORGANIZATIONAL" });
    const found = body.childConnectionGroups.find((child: { identifier: string }) => child.identifier === outer);
    expect(found.childConnectionGroups[0]).toMatchObject({ identifier: inner, childConnections: [{ identifier: id }] });
    expect(found.childConnections).toBeUndefined();
    const part = await call(admin, "GET", `${DATA}/connectionGroups/${inner}/tree`);
    expect(part.body.childConnections).toHaveLength(1);
    expect((await call(agent, "GET", `${DATA}/connectionGroups/${inner}/tree`)).status).toBe(404);
    expect((await call(admin, "DELETE", `${DATA}/connectionGroups/${outer}`)).status).toBe(204);
    expect((await call(admin, "GET", `${DATA}/connections/${id}`)).status).toBe(404);
  });

  test("are changed, but not put into themselves", async () => {
    const outer = await createGroup("around");
    const inner = await createGroup("within", outer);
    expect((await call(admin, "PUT", `${DATA}/connectionGroups/${outer}`, group("around", inner))).status).toBe(400);
    expect((await call(admin, "PUT", `${DATA}/connectionGroups/${inner}`, group("renamed"))).status).toBe(204);
    const read = await call(admin, "GET", `${DATA}/connectionGroups/${inner}`);
    expect(read.body).toMatchObject({ name: "renamed", parentIdentifier: "ROOT" });
    expect((await call(admin, "GET", `${DATA}/connectionGroups/ROOT`)).body.identifier).toBe("ROOT");
    expect((await call(admin, "DELETE", `${DATA}/connectionGroups/ROOT`)).status).toBe(404);
    expect((await call(agent, "POST", `${DATA}/connectionGroups`, group("mine"))).status).toBe(403);
  });
});

describe("the caller's account", () => {
  test("shows itself and its permissions", async () => {
    const self = await call(agent, "GET", `${DATA}/self`);
    expect(self.body).toMatchObject({ username: "agent", disabled: false, lastActive: expect.any(Number) });
    const effective = await call(admin, "GET", `${DATA}/self/effectivePermissions`);
    expect(effective.body.systemPermissions).toContain("ADMINISTER");
    expect(effective.body.userPermissions.admin).toContain("UPDATE");
    expect((await call(agent, "GET", `${DATA}/self/permissions`)).body.systemPermissions).toEqual([]);
  });

  test("changes its password, knowing the old one and having the right", async () => {
    const url = `${DATA}/users/admin/password`;
    const change = (oldPassword: string, newPassword: string) => ({ oldPassword, newPassword });
    expect((await call(admin, "PUT", url, change("wrong", "x"))).status).toBe(403);
    expect((await call(admin, "PUT", url, change("admin", " "))).status).toBe(400);
    expect((await call(admin, "PUT", url, change("admin", "other"))).status).toBe(204);
    expect((await call(admin, "PUT", url, change("other", "admin"))).status).toBe(204);
    expect((await call(agent, "PUT", `${DATA}/users/agent/password`, change("agent", "x"))).status).toBe(403);
    expect((await call(agent, "PUT", url, change("admin", "x"))).status).toBe(404);
  });
});

describe("history and live sessions", () => {
  test("tell what was used, to those who may know", async () => {
    const id = await createConnection();
    const { queries } = gateway.database;
    const start = new Date("2026-02-03T04:05:06Z");
    const row = { username: "agent", user_id: agentId, connection_id: Number(id), connection_name: "used" };
    await queries
      .insertInto("guacamole_connection_history")
      .values({ ...row, start_date: start })
      .execute();

    const [record] = (await call(admin, "GET", `${DATA}/history/connections?contains=use&contains=2026-02`)).body;
    expect(record).toMatchObject({
      username: "agent",
      connectionIdentifier: id,
      startDate: start.getTime(),
      endDate: null,
    });
    expect(record.uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-3/);
    expect((await call(admin, "GET", `${DATA}/history/connections/${record.identifier}`)).body).toEqual(record);
    expect((await call(admin, "GET", `${DATA}/connections/${id}/history`)).body).toEqual([record]);
    expect((await call(admin, "GET", `${DATA}/history/connections?contains=nothing`)).body).toEqual([]);
    expect((await call(admin, "GET", `${DATA}/history/connections?order=name`)).status).toBe(400);
    expect((await call(agent, "GET", `${DATA}/history/connections`)).body).toEqual([]);
    expect((await call(agent, "GET", "/api/passerelle/recent")).body).toEqual([]);

    await grantConnection(gateway.database, agentId, Number(id), "READ");
    const { name } = (await call(admin, "GET", `${DATA}/connections/${id}`)).body;
    const recent = await call(agent, "GET", "/api/passerelle/recent");
    expect(recent.body).toEqual([{ identifier: id, name, lastUsed: start.getTime() }]);
    await call(admin, "DELETE", `${DATA}/connections/${id}`);
  });

  test("list live sessions, and end them", async () => {
    const id = await createConnection();
    const session = {
      id: "8063df49-c55f-347b-802d-0c1168c0c119",
      connectionIdentifier: id,
      connectionName: "c",
      username: "somebody",
      remoteHost: "192.0.2.9",
      startedAt: new Date(5),
      historyId: 1,
      groupIdentifier: null,
      userId: null,
      state: "active",
    } as const;
    gateway.sessions.live.push(session);
    const url = `${DATA}/activeConnections/${session.id}`;
    const all = (await call(admin, "GET", `${DATA}/activeConnections`)).body;
    expect(all[session.id]).toMatchObject({ connectionIdentifier: id, username: "somebody", startDate: 5 });
    expect((await call(admin, "GET", `${DATA}/connections/${id}`)).body.activeConnections).toBe(1);
    expect((await call(agent, "GET", `${DATA}/activeConnections`)).body).toEqual({});
    expect((await call(agent, "DELETE", url)).status).toBe(404);
    await grantConnection(gateway.database, agentId, Number(id), "READ");
    expect((await call(agent, "GET", url)).body).toMatchObject({ username: null, remoteHost: null });
    expect((await call(agent, "DELETE", url)).status).toBe(403);
    expect((await call(admin, "DELETE", url)).status).toBe(204);
    expect(gateway.sessions.ended).toEqual([session.id]);
    gateway.sessions.live.length = 0;
    await call(admin, "DELETE", `${DATA}/connections/${id}`);
  });
});

describe("everything else", () => {
  test("has the forms that pages are made from", async () => {
    const protocols = (await call(agent, "GET", `${DATA}/schema/protocols`)).body;
    expect(Object.keys(protocols)).toEqual(["rdp"]);
    expect(protocols.rdp.connectionForms[0].fields[0]).toEqual({ name: "hostname", type: "TEXT" });
    const attributes = (await call(agent, "GET", `${DATA}/schema/connectionAttributes`)).body;
    expect(attributes.map((form: { name: string }) => form.name)).toEqual([
      "concurrency",
      "load-balancing",
      "guacd",
      "restrict-access",
    ]);
    expect((await call(undefined, "GET", "/api/languages")).body).toEqual({ en: "English", fr: "Français" });
  });

  test.each([
    ["/api/nothing"],
    [`${DATA}/nothing`],
    ["/api/session/data/mysql/connections"],
    [`${DATA}/connections/1%2F2`],
  ])("answers %s with 404 in the API's shape", async (url) => {
    expect(await call(admin, "GET", url)).toMatchObject(refusal(404, "NOT_FOUND"));
  });

  test("refuses bodies that are no JSON, of another type, or too long", async () => {
    const send = (type: string, payload: string) =>
      gateway.server.inject({
        method: "POST",
        url: `${DATA}/connections`,
        headers: { "content-type": type, "guacamole-token": admin },
        payload,
      });
    for (const [type, payload, status] of [
      ["application/json", "{", 400],
      ["text/xml", "<a/>", 415],
      ["application/json", `"${"x".repeat(2 * 1024 * 1024)}"`, 413],
    ] as const) {
      const response = await send(type, payload);
      expect(response.statusCode).toBe(status);
      expect(response.json().type).toBe("BAD_REQUEST");
    }
  });
});
