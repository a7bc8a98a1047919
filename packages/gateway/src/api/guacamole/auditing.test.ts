import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { OPEN_TIME } from "../../database/testing/test-databases.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const DATA = "/api/session/data/postgresql";

let gateway: TestServer;
let admin: string;
let connection: string;

beforeAll(async () => {
  gateway = await startTestServer();
  admin = await gateway.signIn("admin", "admin");
  const parameters = { hostname: "192.0.2.1", password: "very secret" };
  const body = { name: "desktop", protocol: "rdp", parameters };
  const made = await gateway.call(admin, "POST", `${DATA}/connections`, body);
  // What was submitted comes back, but no secret.
  expect(made.body).toMatchObject({ parameters: { hostname: "192.0.2.1" } });
  expect(JSON.stringify(made.body)).not.toContain("secret");
  connection = made.body.identifier;
}, OPEN_TIME);
afterAll(() => gateway.close());
beforeEach(async () => {
  await gateway.database.queries.deleteFrom("passerelle_audit").execute();
});

async function audited() {
  return gateway.database.queries.selectFrom("passerelle_audit").selectAll().orderBy("audit_id").execute();
}

type Attributes = { readonly attributes?: object } | undefined;
type Change = readonly [method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: object];

test.each<readonly [action: string, change: Change]>([
  ["user.create", ["POST", "users", { username: "u", password: "very secret" }]],
  ["user.change", ["PUT", "users/u", { attributes: { "guac-full-name": "N" } }]],
  ["user.password", ["PUT", "users/u", { password: "more secret" }]],
  ["user.permissions", ["PATCH", "users/u/permissions", [{ op: "add", path: "/systemPermissions", value: "AUDIT" }]]],
  ["group.create", ["POST", "userGroups", { identifier: "g" }]],
  ["group.change", ["PUT", "userGroups/g", { disabled: true }]],
  ["group.members", ["PATCH", "userGroups/g/memberUsers", [{ op: "add", path: "/", value: "u" }]]],
  ["user.groups", ["PATCH", "users/u/userGroups", [{ op: "remove", path: "/", value: "g" }]]],
  [
    "group.permissions",
    ["PATCH", "userGroups/g/permissions", [{ op: "add", path: "/userPermissions/u", value: "READ" }]],
  ],
  ["connection.create", ["POST", "connections", { name: "c", protocol: "rdp", parameters: { password: "secret" } }]],
  ["connection.change", ["PUT", "connections/2", { parameters: { password: "secret" } }]],
  ["connection.delete", ["DELETE", "connections/2"]],
  ["connection-group.create", ["POST", "connectionGroups", { name: "f", type: "ORGANIZATIONAL" }]],
  ["connection-group.change", ["PUT", "connectionGroups/1", { name: "f2" }]],
  ["connection-group.delete", ["DELETE", "connectionGroups/1"]],
  ["sharing-profile.create", ["POST", "sharingProfiles", { name: "p", primaryConnectionIdentifier: "1" }]],
  ["sharing-profile.change", ["PUT", "sharingProfiles/1", { parameters: { "read-only": "true" } }]],
  ["sharing-profile.delete", ["DELETE", "sharingProfiles/1"]],
  ["user.delete", ["PATCH", "users", [{ op: "remove", path: "/u" }]]],
  ["group.delete", ["DELETE", "userGroups/g"]],
])("%s is in the audit log, without secrets", async (action, [method, path, body]) => {
  // What nobody knows here may be a password under another name.
  const unknown = { passwort: "secret", attributes: { "vault-key": "secret", ...(body as Attributes)?.attributes } };
  const sent = body === undefined || Array.isArray(body) ? body : { ...body, ...unknown };
  const { status } = await gateway.call(admin, method, `${DATA}/${path}`, sent);
  expect(status).toBeLessThan(300);
  const rows = await audited();
  expect(rows.map((row) => row.action)).toContain(action);
  expect(rows[0]).toMatchObject({ actor: "admin", remote_host: "127.0.0.1", object_name: expect.any(String) });
  expect(JSON.stringify(rows)).not.toContain("secret");
});

test("what is refused is not in it", async () => {
  const refused = [{ op: "remove", path: "/999" }];
  await gateway.call(admin, "PATCH", `${DATA}/connections`, [
    { op: "add", path: "/", value: { name: "x", protocol: "rdp" } },
    ...refused,
  ]);
  await gateway.call(admin, "PUT", `${DATA}/users/admin`, { disabled: true });
  expect(await audited()).toEqual([]);
});

test("reading secrets is in it; keys without the scope for them get none", async () => {
  const url = `${DATA}/connections/${connection}/parameters`;
  expect((await gateway.call(admin, "GET", url)).body).toEqual({ hostname: "192.0.2.1", password: "very secret" });
  expect(await audited()).toMatchObject([
    { action: "connection.secrets-read", object_name: "desktop", details: { parameters: ["password"] } },
  ]);
  await gateway.database.queries.deleteFrom("passerelle_audit").execute();
  for (const [scopes, password] of [
    [["read"], undefined],
    [["read", "secrets"], "very secret"],
  ] as const) {
    const draft = { name: scopes.join(), scopes };
    const { key } = (await gateway.call(admin, "POST", "/api/passerelle/apiKeys", draft)).body;
    expect((await gateway.call(key, "GET", url)).body).toEqual({
      hostname: "192.0.2.1",
      ...(password && { password }),
    });
  }
  expect((await audited()).filter((row) => row.action === "connection.secrets-read")).toHaveLength(1);
});
