import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { grantConnection, insertUser, OPEN_TIME } from "../../database/testing/test-databases.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const DATA = "/api/session/data/postgresql";
const OWN = "/api/passerelle";
const ALL = ["READ", "UPDATE", "DELETE", "ADMINISTER"];

let gateway: TestServer;
let admin: string;
let agent: string;

async function ask(token: string, url: string) {
  return gateway.call(token, "GET", `${OWN}/${url}`);
}

async function names(token: string, url: string, field = "name"): Promise<string[]> {
  const { body } = await ask(token, url);
  return body.items.map((item: Record<string, string>) => item[field]);
}

async function create(kind: string, body: object): Promise<string> {
  const reply = await gateway.call(admin, "POST", `${DATA}/${kind}`, body);
  expect(reply.status).toBe(200);
  return reply.body.identifier;
}

async function addGroup(name: string, disabled: boolean, ...members: string[]): Promise<void> {
  const { queries } = gateway.database;
  await sql`
    with entity as (insert into guacamole_entity (name, type) values (${name}, 'USER_GROUP') returning entity_id)
    insert into guacamole_user_group (entity_id, disabled) select entity_id, ${disabled} from entity`.execute(queries);
  for (const member of members) {
    await sql`
      insert into guacamole_user_group_member (user_group_id, member_entity_id)
      select user_group_id, member.entity_id from guacamole_entity as member, guacamole_user_group
      join guacamole_entity as entity using (entity_id)
      where entity.name = ${name} and member.name = ${member}`.execute(queries);
  }
}

beforeAll(async () => {
  gateway = await startTestServer();
  const { database } = gateway;
  const { queries } = database;
  admin = await gateway.signIn("admin", "admin");
  const agentId = await gateway.addUser("agent");
  agent = await gateway.signIn("agent", "agent");
  const eloise = await insertUser(database, "ÉLOÏSE");
  await insertUser(database, "zoé");
  await sql`
    update guacamole_user set full_name = 'Éloïse Rakoto', organization = 'Régie', expired = true,
      valid_until = '2030-01-31', disabled = true where user_id = ${eloise}`.execute(queries);
  await sql`insert into guacamole_user_permission select entity_id, ${eloise}, 'READ' from guacamole_user
    where user_id = ${agentId}`.execute(queries);
  await sql`insert into guacamole_user_attribute values (${eloise}, 'guac-totp-key-confirmed', 'true')`.execute(
    queries,
  );
  await addGroup("staff", false, "agent", "zoé");
  await addGroup("night", true, "agent", "staff");

  const paris = await create("connectionGroups", { name: "Paris", type: "ORGANIZATIONAL", attributes: {} });
  const hidden = await create("connectionGroups", {
    ...{ name: "Secret", type: "BALANCING", parentIdentifier: paris, attributes: {} },
  });
  const connection = (name: string, parentIdentifier: string, hostname: string) =>
    create("connections", {
      ...{ name, parentIdentifier, protocol: "rdp", attributes: {} },
      parameters: { hostname, username: "mme", password: "hush" },
    });
  await connection("alpha", "ROOT", "10.0.0.9");
  const beta = await connection("Bêta", hidden, "10.0.0.2");
  await connection("gamma", paris, "10.0.0.5");
  await grantConnection(database, agentId, Number(beta), "READ");
  await sql`insert into guacamole_connection_group_permission select entity_id, ${Number(paris)}, 'READ'
    from guacamole_user where user_id = ${agentId}`.execute(queries);
  await sql`
    with used as (
      insert into guacamole_connection_history (user_id, username, connection_id, connection_name, start_date)
      values (${agentId}, 'agent', ${Number(beta)}, 'Bêta', '2026-01-02T00:00:00Z') returning history_id
    ) insert into passerelle_session (history_id, heartbeat) select history_id, now() from used`.execute(queries);
}, OPEN_TIME);
afterAll(() => gateway.close());

describe("users", () => {
  test("are listed with what their administrators want to know", async () => {
    const { status, body } = await ask(admin, "users?sort=username");
    expect(status).toBe(200);
    expect(body.total).toBe(4);
    expect(body.items.map((user: { username: string }) => user.username)).toEqual(["admin", "agent", "ÉLOÏSE", "zoé"]);
    expect(body.items[2]).toEqual({
      ...{
        username: "ÉLOÏSE",
        disabled: true,
        fullName: "Éloïse Rakoto",
        email: null,
        organization: "Régie",
        role: null,
      },
      ...{ expired: true, validFrom: null, validUntil: "2030-01-31", lastActive: null, online: false, groups: 0 },
      ...{ secondFactors: ["totp"], permissions: ALL },
    });
    expect(body.items[1]).toMatchObject({ online: true, groups: 2, lastActive: expect.any(Number) });
  });

  test("are listed as far as they may be read, without what only administrators may know", async () => {
    const { body } = await ask(agent, "users");
    expect(body.total).toBe(1);
    expect(body.items[0]).toMatchObject({
      ...{ username: "ÉLOÏSE", expired: null, validUntil: null, secondFactors: [], permissions: ["READ"] },
    });
  });

  test.each([
    ["search=eloise", ["ÉLOÏSE"]],
    ["search=%C3%89lo%20REGIE", ["ÉLOÏSE"]],
    ["search=nobody", []],
    ["disabled=true", ["ÉLOÏSE"]],
    ["group=staff", ["agent", "zoé"]],
    ["group=night", ["agent"]],
    ["group=none", []],
    ["sort=-username&limit=2", ["zoé", "ÉLOÏSE"]],
    ["sort=username&offset=3&limit=2", ["zoé"]],
    ["sort=-lastActive&limit=2", ["agent", "admin"]],
    ["sort=-fullName&limit=1", ["ÉLOÏSE"]],
  ])("are chosen by %s", async (query, expected) => {
    expect(await names(admin, `users?${query}`, "username")).toEqual(expected);
  });

  test("of a group that may not be read are not told", async () => {
    expect(await names(agent, "users?group=staff", "username")).toEqual([]);
  });
});

describe("groups of users", () => {
  test("are listed with the number of their members", async () => {
    const { body } = await ask(admin, "userGroups");
    expect(body.items).toEqual([
      { identifier: "night", disabled: true, memberUsers: 1, memberGroups: 1, permissions: ALL },
      { identifier: "staff", disabled: false, memberUsers: 2, memberGroups: 0, permissions: ALL },
    ]);
    expect((await ask(agent, "userGroups")).body).toEqual({ total: 0, items: [] });
    expect(await names(admin, "userGroups?search=STA&sort=-identifier", "identifier")).toEqual(["staff"]);
  });
});

describe("connections", () => {
  test("are listed with their place, address and use", async () => {
    const { body } = await ask(admin, "connections?sort=path");
    expect(body.items.map((item: { path: string[] }) => item.path)).toEqual([[], ["Paris"], ["Paris", "Secret"]]);
    expect(body.items[2]).toMatchObject({
      ...{
        name: "Bêta",
        protocol: "rdp",
        hostname: "10.0.0.2",
        username: "mme",
        activeConnections: 1,
        permissions: ALL,
      },
      lastActive: Date.UTC(2026, 0, 2),
    });
    expect(JSON.stringify(body)).not.toContain("hush");
  });

  test("show to those who may only open them neither address nor groups that are hidden from them", async () => {
    const { body } = await ask(agent, "connections");
    expect(body.total).toBe(1);
    expect(body.items[0]).toMatchObject({ name: "Bêta", path: ["Paris"], hostname: null, permissions: ["READ"] });
    expect(await names(agent, "connections?search=10.0.0.2")).toEqual([]);
    expect(await names(agent, "connections?search=secret")).toEqual([]);
  });

  test.each([
    ["search=BETA", ["Bêta"]],
    ["search=10.0.0.2", ["Bêta"]],
    ["search=paris%20gam", ["gamma"]],
    ["sort=-hostname", ["alpha", "gamma", "Bêta"]],
    ["sort=-lastActive&limit=1", ["Bêta"]],
    ["sort=-name", ["gamma", "Bêta", "alpha"]],
    ["parent=ROOT", ["alpha"]],
  ])("are chosen by %s", async (query, expected) => {
    expect(await names(admin, `connections?${query}`)).toEqual(expected);
  });

  test("are chosen by their group", async () => {
    const groups = (await ask(admin, "connectionGroups?sort=path")).body.items;
    expect(groups).toMatchObject([
      { name: "Paris", parentIdentifier: "ROOT", path: [], type: "ORGANIZATIONAL" },
      { name: "Secret", parentIdentifier: groups[0].identifier, path: ["Paris"], type: "BALANCING" },
    ]);
    expect(await names(admin, `connections?parent=${groups[1].identifier}`)).toEqual(["Bêta"]);
    expect(await names(admin, `connectionGroups?parent=${groups[0].identifier}`)).toEqual(["Secret"]);
    expect(await names(agent, "connectionGroups")).toEqual(["Paris"]);
  });
});

describe("bad questions", () => {
  test.each([
    "users?sort=password_hash",
    "users?sort=username;drop",
    "users?offset=-1",
    "users?limit=0",
    "users?limit=201",
    "users?disabled=perhaps",
    `users?search=${"x".repeat(257)}`,
    "userGroups?sort=name",
    "connections?limit=ten",
    "connections?search=%00",
  ])("%s is refused", async (url) => {
    expect(await ask(admin, url)).toMatchObject({ status: 400, body: { type: "BAD_REQUEST" } });
  });

  test("a group that cannot be is not found", async () => {
    expect((await ask(admin, "connections?parent=x")).status).toBe(404);
  });

  test.each(["'; drop table guacamole_user; --", "%", "_", "\\", "🖥", "شبكة"])("%s is only a text", async (text) => {
    expect(await ask(admin, `users?search=${encodeURIComponent(text)}`)).toMatchObject({
      status: 200,
      body: { total: 0 },
    });
  });

  test("nobody asks without a sign-in", async () => {
    expect((await gateway.call(undefined, "GET", `${OWN}/users`)).status).toBe(403);
  });
});
