import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { OPEN_TIME } from "../../database/testing/test-databases.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const API = "/api/passerelle";

let gateway: TestServer;
let admin: string;
let delegate: string;
let delegateId: number;
let username: string;
let userId: number;
let users = 0;

beforeAll(async () => {
  gateway = await startTestServer();
  admin = await gateway.signIn("admin", "admin");
  delegateId = await gateway.addUser("delegate", "secret");
  delegate = await gateway.signIn("delegate", "secret");
}, OPEN_TIME);
afterAll(() => gateway.close());
beforeEach(async () => {
  username = `Zoé / ${++users} 😀`;
  userId = await gateway.addUser(username, "secret");
});

const call: TestServer["call"] = (...parameters) => gateway.call(...parameters);
const path = () => `${API}/users/${encodeURIComponent(username)}`;

/** Lets the delegate do something with the user. */
async function grant(permission: string): Promise<void> {
  await sql`insert into guacamole_user_permission (entity_id, affected_user_id, permission)
    select entity_id, ${userId}, ${permission}::guacamole_object_permission_type
    from guacamole_user where user_id = ${delegateId}`.execute(gateway.database.queries);
}

async function auditOf(action: string): Promise<unknown[]> {
  return gateway.database.queries
    .selectFrom("passerelle_audit")
    .select(["actor", "object_name", "details"])
    .where("action", "=", action)
    .execute();
}

describe("how others get in", () => {
  const requests = [
    ["GET", "signIns"],
    ["DELETE", "signIns"],
    ["DELETE", "secondFactors"],
  ] as const;

  test.each(requests)("%s %s: is for who may ADMINISTER them", async (method, what) => {
    const ask = async (token: string) => (await call(token, method, `${path()}/${what}`)).status;
    expect(await ask(delegate)).toBe(404);
    await grant("READ");
    expect(await ask(delegate)).toBe(403);
    await grant("ADMINISTER");
    expect(await ask(delegate)).toBe(method === "GET" ? 200 : 204);
    expect(await ask(admin)).toBe(method === "GET" ? 200 : 204);
    expect((await call(admin, method, `${API}/users/nobody/${what}`)).status).toBe(404);
  });

  test.each(["signIns", "secondFactors"])("of administrators is changed by administrators: %s", async (what) => {
    await grant("READ");
    await grant("ADMINISTER");
    await sql`insert into guacamole_system_permission
      select entity_id, 'ADMINISTER' from guacamole_user where user_id = ${userId}`.execute(gateway.database.queries);
    expect((await call(delegate, "DELETE", `${path()}/${what}`)).status).toBe(403);
    expect((await call(admin, "DELETE", `${path()}/${what}`)).status).toBe(204);
  });

  test("is seen and ended", async () => {
    const token = await gateway.signIn(username, "secret");
    const { items } = (await call(admin, "GET", `${path()}/signIns`)).body;
    expect(items).toMatchObject([{ remoteHost: "127.0.0.1", current: false }]);
    await call(admin, "DELETE", `${path()}/signIns`);
    expect(gateway.sessions.endedSignIns).toContain(items[0].identifier);
    expect((await call(token, "GET", `${API}/me/signIns`)).status).toBe(403);
    const entry = { actor: "admin", object_name: username, details: { count: 1 } };
    expect(await auditOf("user.sign-ins-end")).toContainEqual(entry);
  });

  test("is ended one by one, of this user only", async () => {
    const token = await gateway.signIn(username, "secret");
    const kept = await gateway.signIn(username, "secret");
    const { items } = (await call(token, "GET", `${API}/me/signIns`)).body;
    const { identifier } = items.find((item: { current: boolean }) => item.current);
    expect((await call(admin, "DELETE", `${API}/users/delegate/signIns/${identifier}`)).status).toBe(404);
    expect((await call(admin, "DELETE", `${path()}/signIns/x`)).status).toBe(400);
    expect((await call(admin, "DELETE", `${path()}/signIns/${identifier}`)).status).toBe(204);
    expect((await call(admin, "DELETE", `${path()}/signIns/${identifier}`)).status).toBe(404);
    expect((await call(token, "GET", `${API}/me/signIns`)).status).toBe(403);
    expect((await call(kept, "GET", `${API}/me/signIns`)).status).toBe(200);
  });

  test("goes on by the password alone for who lost the second factor", async () => {
    const attributes = { "guac-totp-key-secret": "JBSWY3DPEHPK3PXP", "guac-totp-key-confirmed": "true" };
    for (const [attribute_name, attribute_value] of Object.entries(attributes)) {
      const row = { user_id: userId, attribute_name, attribute_value };
      await gateway.database.queries.insertInto("guacamole_user_attribute").values(row).execute();
    }
    expect(await gateway.signIn(username, "secret")).toBeUndefined();
    await call(admin, "DELETE", `${path()}/secondFactors`);
    expect(await gateway.signIn(username, "secret")).toMatch(/^[0-9A-F]{64}$/);
    const entry = { actor: "admin", object_name: username, details: {} };
    expect(await auditOf("user.second-factor-reset")).toContainEqual(entry);
  });
});

describe("Guacamole's API", () => {
  const DATA = "/api/session/data/postgresql/users";
  const url = () => `${DATA}/${encodeURIComponent(username)}`;

  test("shows administrators the state of an app, and resets it", async () => {
    const stored = { "guac-totp-key-secret": "JBSWY3DPEHPK3PXP", "guac-totp-key-confirmed": "true" };
    for (const [attribute_name, attribute_value] of Object.entries(stored)) {
      const row = { user_id: userId, attribute_name, attribute_value };
      await gateway.database.queries.insertInto("guacamole_user_attribute").values(row).execute();
    }
    const { attributes } = (await call(admin, "GET", url())).body;
    expect(attributes).toMatchObject({ "guac-totp-key-generated": "true", "guac-totp-key-confirmed": "true" });
    expect(JSON.stringify(attributes)).not.toContain("JBSWY3DPEHPK3PXP");
    await grant("READ");
    expect((await call(delegate, "GET", url())).body.attributes).not.toHaveProperty("guac-totp-key-generated");

    expect((await call(admin, "PUT", url(), { username, attributes })).status).toBe(204);
    expect(await gateway.signIn(username, "secret")).toBeUndefined();
    const reset = { ...attributes, "guac-totp-key-generated": "" };
    expect((await call(admin, "PUT", url(), { username, attributes: reset })).status).toBe(204);
    expect(await gateway.signIn(username, "secret")).toMatch(/^[0-9A-F]{64}$/);
  });

  test("closes the logins of a user who is deleted", async () => {
    await gateway.signIn(username, "secret");
    expect((await call(admin, "DELETE", url())).status).toBe(204);
    const { end_date } = await gateway.database.queries
      .selectFrom("guacamole_user_history")
      .select("end_date")
      .where("username", "=", username)
      .executeTakeFirstOrThrow();
    expect(end_date).not.toBeNull();
  });
});

describe("bans", () => {
  const BANS = `${API}/bans`;
  const bans = async (query = "") => (await call(admin, "GET", `${BANS}${query}`)).body;

  test("are for administrators", async () => {
    expect((await call(delegate, "GET", BANS)).status).toBe(403);
    expect((await call(delegate, "DELETE", `${BANS}/address/127.0.0.1`)).status).toBe(403);
    expect((await call(undefined, "GET", BANS)).status).toBe(403);
  });

  test("are listed, searched and lifted", async () => {
    for (let time = 0; time < 6; time++) {
      await gateway.signIn(username, "wrong");
    }
    const { total, items } = await bans("?sort=name");
    expect(total).toBe(2);
    expect(items).toEqual([
      ...[{ kind: "address", name: "127.0.0.1", failures: 5, lastFailure: expect.any(Number), until: null }],
      ...[{ kind: "account", name: username, failures: 5, lastFailure: expect.any(Number), until: expect.any(Number) }],
    ]);
    expect((await bans(`?search=${encodeURIComponent("zoe /")}`)).items).toMatchObject([{ name: username }]);
    expect((await bans("?offset=1&limit=1&sort=-until")).items).toMatchObject([{ kind: "address" }]);

    expect(await gateway.signIn(username, "secret")).toBeUndefined();
    const url = `${BANS}/account/${encodeURIComponent(username)}`;
    expect((await call(admin, "DELETE", url)).status).toBe(204);
    expect((await call(admin, "DELETE", url)).status).toBe(404);
    expect(await gateway.signIn(username, "secret")).toMatch(/^[0-9A-F]{64}$/);
    expect(await auditOf("ban.lift")).toMatchObject([{ details: { kind: "account", name: username } }]);
    expect((await call(admin, "DELETE", `${BANS}/address/127.0.0.1`)).status).toBe(204);
  });

  test("refuse what makes no sense", async () => {
    for (const query of ["?limit=0", "?limit=201", "?offset=-1", "?sort=password", `?search=${"x".repeat(257)}`]) {
      expect((await call(admin, "GET", `${BANS}${query}`)).status).toBe(400);
    }
    expect((await call(admin, "DELETE", `${BANS}/planet/mars`)).status).toBe(400);
    expect((await call(admin, "DELETE", `${BANS}/address/2001:db8:0:0::%2F64`)).status).toBe(404);
  });
});
