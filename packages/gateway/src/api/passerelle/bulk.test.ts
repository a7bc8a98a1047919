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

const post = (token: string, url: string, body: object) => gateway.call(token, "POST", `${OWN}/${url}`, body);
const get = async (url: string) => (await gateway.call(admin, "GET", url)).body;

async function connections(name: string, count: number): Promise<string[]> {
  const identifiers: string[] = [];
  for (let index = 0; index < count; index++) {
    const body = { name: `${name} ${index}`, protocol: "rdp", parameters: { hostname: "h", password: "hush" } };
    identifiers.push((await post(admin, "connections", body)).body.identifier);
  }
  return identifiers;
}

async function create(kind: string, body: object): Promise<void> {
  expect((await gateway.call(admin, "POST", `${DATA}/${kind}`, { attributes: {}, ...body })).status).toBe(200);
}

describe("many connections", () => {
  test("are changed together, secrets that are not named stay", async () => {
    const identifiers = await connections("changed", 3);
    const patch = { parameters: { domain: "EU" }, attributes: { weight: "4" } };
    expect(await post(admin, "connections/bulk", { identifiers, patch })).toMatchObject({ body: { changed: 3 } });
    for (const identifier of identifiers) {
      expect(await get(`${DATA}/connections/${identifier}/parameters`)).toEqual({
        hostname: "h",
        password: "hush",
        domain: "EU",
      });
      expect(await get(`${OWN}/connections/${identifier}`)).toMatchObject({ attributes: { weight: "4" } });
    }
  });

  test("are changed all or not at all", async () => {
    const identifiers = await connections("kept", 2);
    const reply = await post(admin, "connections/bulk", {
      identifiers: [...identifiers, "99999"],
      patch: { parameters: { domain: "EU" } },
    });
    expect(reply).toMatchObject({ status: 404, body: { message: expect.stringContaining("99999") } });
    expect(await get(`${OWN}/connections/${identifiers[0]}`)).toMatchObject({ parameters: { hostname: "h" } });

    await grantConnection(gateway.database, agentId, Number(identifiers[0]), "READ");
    await grantConnection(gateway.database, agentId, Number(identifiers[0]), "UPDATE");
    await grantConnection(gateway.database, agentId, Number(identifiers[1]), "READ");
    const patch = { parameters: { domain: "US" } };
    expect(await post(agent, "connections/bulk", { identifiers, patch })).toMatchObject({ status: 403 });
    expect(await get(`${OWN}/connections/${identifiers[0]}`)).toMatchObject({ parameters: { hostname: "h" } });
  });

  test("are deleted together", async () => {
    const identifiers = await connections("gone", 2);
    expect((await post(agent, "connections/bulk", { identifiers, remove: true })).status).toBe(404);
    expect((await post(admin, "connections/bulk", { identifiers, remove: true })).body).toEqual({ changed: 2 });
    expect((await gateway.call(admin, "GET", `${OWN}/connections/${identifiers[0]}`)).status).toBe(404);
  });

  test.each([
    ["nothing to do", { identifiers: ["1"] }],
    ["two things to do", { identifiers: ["1"], patch: {}, remove: true }],
    ["no connections", { identifiers: [], remove: true }],
    ["a connection twice", { identifiers: ["1", "1"], remove: true }],
    ["too many", { identifiers: Array.from({ length: 1001 }, (_, index) => String(index + 1)), remove: true }],
    ["a name for all", { identifiers: ["1"], patch: { name: "same" } }],
    ["what must not be removed", { identifiers: ["1"], remove: false }],
  ])("with %s are refused", async (_, body) => {
    expect(await post(admin, "connections/bulk", body)).toMatchObject({ status: 400, body: { type: "BAD_REQUEST" } });
  });
});

describe("many users", () => {
  test("are disabled, put into groups and taken out, and deleted together", async () => {
    for (const username of ["u1", "u2"]) {
      await create("users", { username });
    }
    await create("userGroups", { identifier: "old" });
    await create("userGroups", { identifier: "new" });
    const usernames = ["u1", "u2"];
    expect((await post(admin, "users/bulk", { usernames, addGroups: ["old"] })).body).toEqual({ changed: 2 });
    const change = { usernames, disabled: true, expired: true, addGroups: ["new"], removeGroups: ["old"] };
    expect((await post(admin, "users/bulk", change)).body).toEqual({ changed: 2 });
    expect(await get(`${OWN}/users?group=old`)).toMatchObject({ total: 0 });
    const listed = await get(`${OWN}/users?group=new`);
    expect(listed.items).toMatchObject([
      { username: "u1", disabled: true, expired: true },
      { username: "u2", disabled: true, expired: true },
    ]);

    expect((await post(admin, "users/bulk", { usernames: ["u1", "nobody"], disabled: false })).status).toBe(404);
    expect(await get(`${OWN}/users?disabled=true`)).toMatchObject({ total: 2 });
    expect((await post(admin, "users/bulk", { usernames, remove: true })).status).toBe(200);
    expect(await get(`${OWN}/users?search=u1`)).toMatchObject({ total: 0 });
  });

  test("may be disabled by those who may UPDATE them, and expired by those who may ADMINISTER them", async () => {
    await create("users", { username: "u3" });
    const grants = ["READ", "UPDATE"].map((value) => ({ op: "add", path: "/userPermissions/u3", value }));
    expect((await gateway.call(admin, "PATCH", `${DATA}/users/agent/permissions`, grants)).status).toBe(204);
    const usernames = ["u3"];
    expect((await post(agent, "users/bulk", { usernames, expired: true })).status).toBe(403);
    expect((await post(agent, "users/bulk", { usernames, disabled: true })).status).toBe(200);
    expect(await get(`${OWN}/users?search=u3`)).toMatchObject({ items: [{ disabled: true, expired: false }] });
    expect((await post(admin, "users/bulk", { usernames, remove: true })).status).toBe(200);
  });

  test("never are all administrators", async () => {
    expect((await post(admin, "users/bulk", { usernames: ["agent", "admin"], disabled: true })).status).toBe(400);
    expect(await get(`${OWN}/users?disabled=true`)).toMatchObject({ total: 0 });
    expect((await post(agent, "users/bulk", { usernames: ["admin"], disabled: true })).status).toBe(404);
    expect((await post(admin, "users/bulk", { usernames: ["agent"] })).status).toBe(400);
  });
});
