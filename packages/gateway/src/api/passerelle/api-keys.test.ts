import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OPEN_TIME } from "../../database/testing/test-databases.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const OWN = "/api/passerelle";
const DATA = "/api/session/data/postgresql";

let gateway: TestServer;
let admin: string;
let mia: string;
let miaId: number;

beforeAll(async () => {
  gateway = await startTestServer();
  miaId = await gateway.addUser("mia");
  admin = await gateway.signIn("admin", "admin");
  mia = await gateway.signIn("mia", "mia");
}, OPEN_TIME);
afterAll(() => gateway.close());

const call: TestServer["call"] = (...parameters) => gateway.call(...parameters);
const make = async (token: string, body: object) => call(token, "POST", `${OWN}/apiKeys`, body);
const keyWith = async (token: string, ...scopes: string[]) => (await make(token, { name: "k", scopes })).body;

async function bearer(key: string, url = `${OWN}/users`) {
  return (await gateway.server.inject({ url, headers: { authorization: `Bearer ${key}` } })).statusCode;
}

describe("API keys", () => {
  test("are shown once, kept as a hash, listed and revoked", async () => {
    const expires = Date.now() + 3_600_000;
    const { status, body } = await make(admin, { name: "Terraform", scopes: ["read", "manage"], expires });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: "Terraform",
      owner: "admin",
      scopes: ["read", "manage"],
      expires,
      lastUsed: null,
    });
    expect(body.key).toMatch(/^psk_[\w-]{43}$/);
    const rows = await gateway.database.queries.selectFrom("passerelle_api_key").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(body.key);

    expect(await bearer(body.key)).toBe(200);
    expect((await call(body.key, "GET", `${OWN}/users`)).status).toBe(200);
    const listed = await call(admin, "GET", `${OWN}/apiKeys?search=TERRA&sort=-created`);
    expect(listed.body).toMatchObject({
      total: 1,
      items: [{ identifier: body.identifier, lastUsed: expect.any(Number), lastHost: "127.0.0.1" }],
    });
    expect(JSON.stringify(listed.body)).not.toContain(body.key);

    expect((await call(admin, "DELETE", `${OWN}/apiKeys/${body.identifier}`)).status).toBe(204);
    expect(await bearer(body.key)).toBe(403);
    expect(gateway.sessions.endedSignIns).toContain(body.identifier);
    expect((await call(admin, "DELETE", `${OWN}/apiKeys/${body.identifier}`)).status).toBe(404);
  });

  test("do only what their scopes and their owner's rights allow", async () => {
    const { key: reads } = await keyWith(admin, "read");
    const { key: manages } = await keyWith(admin, "manage");
    const { key: ofMia } = await keyWith(mia, "read", "manage");
    const connection = { name: "by key", protocol: "rdp", parameters: { password: "hush" } };
    expect((await call(reads, "POST", `${OWN}/connections`, connection)).status).toBe(403);
    expect((await call(ofMia, "POST", `${OWN}/connections`, connection)).status).toBe(403);
    const made = await call(manages, "POST", `${OWN}/connections`, connection);
    expect(made.status).toBe(200);
    expect((await call(manages, "GET", `${OWN}/users`)).status).toBe(403);
    expect((await call(ofMia, "GET", `${OWN}/connections`)).body.total).toBe(0);

    const clear = async (key: string) =>
      (await call(key, "GET", `${DATA}/connections/${made.body.identifier}/parameters`)).body;
    expect(await clear(reads)).not.toHaveProperty("password");
    expect(await clear((await keyWith(admin, "read", "secrets")).key)).toEqual({ password: "hush" });
  });

  test("send no stored secret to a host of their choice without the scope", async () => {
    const stored = { name: "kept", protocol: "rdp", parameters: { password: "hush" } };
    const { identifier } = (await call(admin, "POST", `${OWN}/connections`, stored)).body;
    const parameters = { hostname: "127.0.0.1", port: "1" };
    const tests = { identifier, protocol: "rdp", parameters };
    const copies = { name: "copy", protocol: "rdp", parameters, copySecretsOf: identifier };
    const { key: manages } = await keyWith(admin, "manage");
    const { key: trusted } = await keyWith(admin, "manage", "secrets");
    expect((await call(manages, "POST", `${OWN}/connectionTest`, tests)).status).toBe(403);
    expect((await call(manages, "POST", `${OWN}/connections`, copies)).status).toBe(403);
    expect((await call(trusted, "POST", `${OWN}/connectionTest`, tests)).status).toBe(200);
    expect((await call(trusted, "POST", `${OWN}/connections`, copies)).status).toBe(200);
  });

  test("cannot change how their owner gets in", async () => {
    const { key } = await keyWith(admin, "read", "manage", "secrets", "connect");
    const refused = [
      call(key, "POST", `${OWN}/apiKeys`, { name: "more", scopes: ["read"] }),
      call(key, "GET", `${OWN}/apiKeys`),
      call(key, "GET", `${OWN}/me/signIns`),
      call(key, "DELETE", `${OWN}/me/signIns`),
      call(key, "GET", `${OWN}/me/secondFactors`),
      call(key, "DELETE", `${OWN}/users/admin/secondFactors`),
      call(key, "DELETE", `${OWN}/users/admin/signIns`),
      call(key, "PUT", `${DATA}/self`, { attributes: { "guac-totp-disabled": "true" } }),
      call(key, "PUT", `${DATA}/users/admin`, { attributes: { "guac-totp-disabled": "true" } }),
      call(key, "PUT", `${DATA}/self/password`, { oldPassword: "admin", newPassword: "another" }),
    ];
    for (const { status } of await Promise.all(refused)) {
      expect(status).toBe(403);
    }
    expect((await call(key, "GET", `${OWN}/users/mia/signIns`)).status).toBe(200);
  });

  test("are worth nothing once they have run out, or their owner's account may not be used", async () => {
    const { queries } = gateway.database;
    const { key, identifier } = await keyWith(mia, "read");
    expect(await bearer(key, `${OWN}/connections`)).toBe(200);
    const expire = (expires: Date | null) =>
      queries.updateTable("passerelle_api_key").set({ expires }).where("api_key_id", "=", identifier).execute();
    await expire(new Date(Date.now() - 1000));
    expect(await bearer(key, `${OWN}/connections`)).toBe(403);
    await expire(null);
    for (const [off, on] of [
      [{ disabled: true }, { disabled: false }],
      [{ valid_until: "2020-01-01" }, { valid_until: null }],
    ]) {
      await queries
        .updateTable("guacamole_user")
        .set(off ?? {})
        .where("user_id", "=", miaId)
        .execute();
      expect(await bearer(key, `${OWN}/connections`)).toBe(403);
      await queries
        .updateTable("guacamole_user")
        .set(on ?? {})
        .where("user_id", "=", miaId)
        .execute();
      expect(await bearer(key, `${OWN}/connections`)).toBe(200);
    }
    const denied = { user_id: miaId, attribute_name: "guac-restrict-hosts-denied", attribute_value: "127.0.0.0/8" };
    await queries.insertInto("guacamole_user_attribute").values(denied).execute();
    expect(await bearer(key, `${OWN}/connections`)).toBe(403);
    await queries.deleteFrom("guacamole_user_attribute").where("user_id", "=", miaId).execute();
  });

  test("of others are shown to administrators, who may revoke them, and to nobody else", async () => {
    const { identifier } = await keyWith(mia, "read");
    expect((await call(mia, "GET", `${OWN}/apiKeys?all=true`)).status).toBe(403);
    const all = (await call(admin, "GET", `${OWN}/apiKeys?all=true&sort=-owner`)).body;
    expect(all.items[0]).toMatchObject({ owner: "mia" });
    const { identifier: other } = await keyWith(admin, "read");
    expect((await call(mia, "DELETE", `${OWN}/apiKeys/${other}`)).status).toBe(404);
    expect((await call(admin, "DELETE", `${OWN}/apiKeys/${identifier}`)).status).toBe(204);
  });

  test("are not made without end", async () => {
    for (let made = 0; made < 100; made++) {
      await make(mia, { name: `n ${made}`, scopes: ["read"] });
    }
    expect(await make(mia, { name: "one more", scopes: ["read"] })).toMatchObject({ status: 400 });
  });

  test.each([
    ["without a name", { name: " ", scopes: ["read"] }],
    ["with a name that is too long", { name: "x".repeat(129), scopes: ["read"] }],
    ["without scopes", { name: "x", scopes: [] }],
    ["with a scope that is none", { name: "x", scopes: ["everything"] }],
    ["that have expired", { name: "x", scopes: ["read"], expires: 1 }],
    ["with a date that is none", { name: "x", scopes: ["read"], expires: "never" }],
    ["with more fields", { name: "x", scopes: ["read"], owner: "admin" }],
  ])("%s are refused", async (_, body) => {
    expect(await make(admin, body)).toMatchObject({ status: 400, body: { type: "BAD_REQUEST" } });
  });

  test.each(["psk_", "psk_AAAA", `psk_${"A".repeat(43)}`, "psk_' or 1=1", "x"])("%s opens nothing", async (key) => {
    expect(await bearer(key)).toBe(403);
    expect((await call(key, "GET", `${OWN}/users`)).status).toBe(403);
    expect((await call(admin, "DELETE", `${OWN}/apiKeys/${encodeURIComponent(key)}`)).status).toBe(400);
  });
});
