import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { grantConnection, OPEN_TIME } from "../../database/testing/test-databases.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const DATA = "/api/session/data/postgresql/connections";
const OWN = "/api/passerelle/connections";
const ALL = ["READ", "UPDATE", "DELETE", "ADMINISTER"];

let gateway: TestServer;
let admin: string;
let agent: string;
let agentId: number;
let identifier: string;
let made = 0;

beforeAll(async () => {
  gateway = await startTestServer();
  agentId = await gateway.addUser("agent");
  admin = await gateway.signIn("admin", "admin");
  agent = await gateway.signIn("agent", "agent");
}, OPEN_TIME);
afterAll(() => gateway.close());

const parameters = { hostname: "192.0.2.5", port: "3389", password: "hush" };

beforeEach(async () => {
  const body = { name: `desktop ${++made}`, protocol: "rdp", parameters, attributes: { weight: "2" } };
  identifier = (await gateway.call(admin, "POST", OWN, body)).body.identifier;
});

const read = (token: string, id = identifier) => gateway.call(token, "GET", `${OWN}/${id}`);
const patch = (token: string, body: object, id = identifier) => gateway.call(token, "PATCH", `${OWN}/${id}`, body);
const clear = async (id = identifier) => (await gateway.call(admin, "GET", `${DATA}/${id}/parameters`)).body;

async function lastAudit() {
  const { queries } = gateway.database;
  return queries.selectFrom("passerelle_audit").selectAll().orderBy("audit_id", "desc").executeTakeFirstOrThrow();
}

describe("reading a connection", () => {
  test("names stored secrets without giving them", async () => {
    const { status, body } = await read(admin);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ identifier, name: `desktop ${made}`, parentIdentifier: "ROOT", protocol: "rdp" },
      ...{ parameters: { hostname: "192.0.2.5", port: "3389" }, storedSecrets: ["password"], permissions: ALL },
      attributes: { weight: "2", "max-connections": null },
    });
    expect(JSON.stringify(body)).not.toContain("hush");
  });

  test("gives no parameters to those who may only open it, and nothing to others", async () => {
    expect((await read(agent)).status).toBe(404);
    await grantConnection(gateway.database, agentId, Number(identifier), "READ");
    expect((await read(agent)).body).toMatchObject({ parameters: {}, storedSecrets: [], permissions: ["READ"] });
  });
});

describe("changing a connection", () => {
  test("changes what is named and leaves the rest, secrets too", async () => {
    expect((await patch(admin, { parameters: { port: 3390, domain: "EU" } })).status).toBe(204);
    expect(await clear()).toEqual({ hostname: "192.0.2.5", port: "3390", domain: "EU", password: "hush" });
    expect((await read(admin)).body).toMatchObject({ name: `desktop ${made}`, attributes: { weight: "2" } });

    expect(
      (await patch(admin, { parameters: { domain: null, password: "" }, attributes: { weight: null } })).status,
    ).toBe(204);
    expect(await clear()).toEqual({ hostname: "192.0.2.5", port: "3390" });
    expect((await read(admin)).body).toMatchObject({ storedSecrets: [], attributes: { weight: null } });
  });

  test("is written to the audit log, without values of parameters", async () => {
    await patch(admin, { name: `renamed ${made}`, parameters: { password: "other" }, attributes: { weight: "3" } });
    const entry = await lastAudit();
    expect(entry).toMatchObject({
      ...{ actor: "admin", action: "connection.change", object_identifier: identifier, object_name: `renamed ${made}` },
      details: { name: `renamed ${made}`, parameters: ["password"], attributes: { weight: "3" } },
    });
  });

  test.each([
    ["a name that is taken", () => ({ name: "taken" }), 400],
    ["no name", () => ({ name: " " }), 400],
    ["a wrong parameter", () => ({ parameters: { port: "none" } }), 400],
    ["a parameter that is too long", () => ({ parameters: { hostname: "x".repeat(4097) } }), 413],
    ["a group that does not exist", () => ({ parentIdentifier: "4711" }), 404],
    ["a field that does not exist", () => ({ protocols: "vnc" }), 400],
    ["parameters that are none", () => ({ parameters: ["x"] }), 400],
    ["an attribute that is too long", () => ({ attributes: { weight: "x".repeat(5000) } }), 400],
    ["a NUL", () => ({ name: "a\u0000b" }), 400],
  ])("refuses %s and changes nothing", async (_, body, status) => {
    await gateway.call(admin, "POST", OWN, { name: "taken", protocol: "rdp" });
    const before = [(await read(admin)).body, await clear()];
    expect((await patch(admin, { attributes: { weight: "9" }, ...body() })).status).toBe(status);
    expect([(await read(admin)).body, await clear()]).toEqual(before);
  });

  test("needs UPDATE on it", async () => {
    expect((await patch(agent, { name: "mine" })).status).toBe(404);
    await grantConnection(gateway.database, agentId, Number(identifier), "READ");
    expect((await patch(agent, { name: "mine" })).status).toBe(403);
    await grantConnection(gateway.database, agentId, Number(identifier), "UPDATE");
    expect((await patch(agent, { name: `mine ${made}` })).status).toBe(204);
  });
});

describe("making a connection", () => {
  test("copies the secrets of another where none is given", async () => {
    const body = { name: `copy ${made}`, protocol: "rdp", parameters: { hostname: "b" }, copySecretsOf: identifier };
    const copy = await gateway.call(admin, "POST", OWN, body);
    expect(copy.status).toBe(200);
    expect((await lastAudit()).details).toMatchObject({ parameters: ["hostname"], secretsOf: identifier });
    expect(await clear(copy.body.identifier)).toEqual({ hostname: "b", password: "hush" });

    const own = { ...body, name: `own ${made}`, parameters: { password: "mine" } };
    expect(await clear((await gateway.call(admin, "POST", OWN, own)).body.identifier)).toEqual({ password: "mine" });
  });

  test("copies no secrets of what the maker may not UPDATE", async () => {
    const { queries } = gateway.database;
    await queries
      .insertInto("guacamole_system_permission")
      .columns(["entity_id", "permission"])
      .expression((from) =>
        from
          .selectFrom("guacamole_user")
          .select((row) => ["entity_id", row.val("CREATE_CONNECTION").as("permission")])
          .where("user_id", "=", agentId),
      )
      .execute();
    await grantConnection(gateway.database, agentId, Number(identifier), "READ");
    const body = { name: `stolen ${made}`, protocol: "rdp", copySecretsOf: identifier };
    expect((await gateway.call(agent, "POST", OWN, body)).status).toBe(403);
    expect((await gateway.call(agent, "POST", OWN, { name: `fresh ${made}`, protocol: "rdp" })).status).toBe(200);
    await queries.deleteFrom("guacamole_system_permission").where("permission", "=", "CREATE_CONNECTION").execute();
  });

  test.each([
    ["without a name", { protocol: "rdp" }, 400],
    ["without a protocol", { name: "x" }, 400],
    ["into a group that does not exist", { name: "x", protocol: "rdp", parentIdentifier: "77" }, 404],
    ["with secrets of what does not exist", { name: "x", protocol: "rdp", copySecretsOf: "4711" }, 404],
  ])("%s is refused", async (_, body, status) => {
    expect((await gateway.call(admin, "POST", OWN, body)).status).toBe(status);
  });

  test("needs the permission to", async () => {
    expect((await gateway.call(agent, "POST", OWN, { name: "x", protocol: "rdp" })).status).toBe(403);
  });
});
