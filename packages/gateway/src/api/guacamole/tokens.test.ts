import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hashPassword } from "../../accounts/argon2.ts";
import { tokenHash } from "../../accounts/token-hash.ts";
import { addHash } from "../../database/accounts.ts";
import { insertUser, OPEN_TIME } from "../../database/testing/test-databases.ts";
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

async function post(form: Record<string, string>, headers: Record<string, string> = {}) {
  return gateway.server.inject({
    method: "POST",
    url: "/api/tokens",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    payload: new URLSearchParams(form).toString(),
  });
}

describe("tokens", () => {
  test("are given for a name and a password", async () => {
    const response = await post({ username: "admin", password: "admin" });
    expect(response.json()).toEqual({
      authToken: expect.stringMatching(/^[0-9A-F]{64}$/),
      username: "admin",
      dataSource: "postgresql",
      availableDataSources: ["postgresql"],
    });
    expect(response.headers["set-cookie"]).toBeUndefined();
    expect(response.headers["cache-control"]).toBe("no-store");
  });

  test("are given for HTTP Basic, too", async () => {
    const headers = { authorization: `Basic ${Buffer.from("admin:admin").toString("base64")}` };
    expect((await gateway.server.inject({ method: "POST", url: "/api/tokens", headers })).statusCode).toBe(200);
  });

  test("are refused for a name that no database can hold", async () => {
    const authorization = `Basic ${Buffer.from("ad\0min:admin").toString("base64")}`;
    const { statusCode } = await gateway.server.inject({
      method: "POST",
      url: "/api/tokens",
      headers: { authorization },
    });
    expect(statusCode).toBe(403);
  });

  test("are refused for a passkey that no database can hold", async () => {
    expect((await post({ passkey: '{"id": "\\u0000"}' })).statusCode).toBe(403);
  });

  test("are refused with what is expected", async () => {
    for (const form of [{}, { username: "admin", password: "x" }, { username: "admin" }]) {
      const response = await post(form as Record<string, string>);
      expect(response.statusCode).toBe(403);
      expect(response.json()).toMatchObject({
        type: "INVALID_CREDENTIALS",
        expected: [
          { name: "username", type: "USERNAME" },
          { name: "password", type: "PASSWORD" },
        ],
      });
    }
  });

  test("are kept when they are posted again", async () => {
    expect((await post({ token: admin })).json().authToken).toBe(admin);
    expect((await post({ token: "F".repeat(64) })).statusCode).toBe(403);
  });

  test("work as a header and as a parameter, under both addresses, with or without a slash", async () => {
    expect((await call(admin, "GET", `${DATA}/self`)).status).toBe(200);
    expect((await call(undefined, "GET", `${DATA}/connections/?token=${admin}`)).status).toBe(200);
    expect((await call(undefined, "GET", `/guacamole${DATA}/self?token=${admin}`)).body.username).toBe("admin");
    expect((await call(undefined, "GET", `${DATA}/self`)).body.type).toBe("PERMISSION_DENIED");
    expect((await call("0".repeat(64), "GET", `${DATA}/self`)).status).toBe(403);
  });

  test("end once, and with them the live sessions", async () => {
    expect((await call(admin, "HEAD", "/api/session")).status).toBe(204);
    const before = gateway.sessions.endedSignIns.length;
    expect((await call(undefined, "DELETE", `/api/tokens/${admin}`)).status).toBe(204);
    expect(gateway.sessions.endedSignIns.length).toBe(before + 1);
    expect((await call(undefined, "DELETE", `/api/tokens/${admin}`)).status).toBe(404);
    expect((await call(admin, "HEAD", "/api/session")).status).toBe(403);
    expect((await call(agent, "DELETE", "/api/session")).status).toBe(204);
    expect((await call(agent, "DELETE", "/api/session")).status).toBe(403);
  });

  test("posted again keep the sign-in alive, and write no second login", async () => {
    const { queries } = gateway.database;
    const logins = async () =>
      (await queries.selectFrom("guacamole_user_history").select("history_id").execute()).length;
    const lastSeen = async () =>
      (
        await queries
          .selectFrom("passerelle_sign_in")
          .select("last_seen")
          .where("token_hash", "=", tokenHash(agent))
          .executeTakeFirstOrThrow()
      ).last_seen.getTime();
    const before = await logins();
    const old = new Date(Date.now() - 120_000);
    await queries
      .updateTable("passerelle_sign_in")
      .set({ last_seen: old })
      .where("token_hash", "=", tokenHash(agent))
      .execute();
    expect((await call(agent, "HEAD", "/api/session")).status).toBe(204);
    expect(await lastSeen()).toBe(old.getTime());
    expect((await post({ token: agent })).json().authToken).toBe(agent);
    expect((await post({ token: agent, username: "agent", password: "agent" })).json().authToken).toBe(agent);
    expect(await lastSeen()).toBeGreaterThan(old.getTime());
    expect(await logins()).toBe(before);
  });

  test("posted again by somebody else are no way in", async () => {
    expect((await post({ token: admin, username: "agent", password: "wrong" })).statusCode).toBe(403);
    const other = await post({ token: admin, username: "agent", password: "agent" });
    expect(other.json()).toMatchObject({ username: "agent" });
    expect(other.json().authToken).not.toBe(admin);
  });

  test("are not given to who sends too much, or the wrong things", async () => {
    const long = "x".repeat(20_000);
    for (const form of [{ username: long }, { passkey: long }, { username: "a", password: "b", "guac-totp": long }]) {
      expect((await post(form as Record<string, string>)).statusCode).toBe(400);
    }
    const json = { method: "POST", url: "/api/tokens", payload: { username: { $ne: "" } } } as const;
    expect((await gateway.server.inject(json)).statusCode).toBe(400);
    expect((await post({ username: "ad\0min", password: "x" })).statusCode).toBe(400);
    expect((await post({ passkey: "[[[" })).json().type).toBe("INVALID_CREDENTIALS");
  });

  test("are not given any more to who guesses, and it is said when to come back", async () => {
    await insertUser(gateway.database, "guessed");
    const guess = { username: "guessed", password: "x" };
    for (let time = 0; time < 5; time++) {
      expect((await post(guess)).statusCode).toBe(403);
    }
    const blocked = await post(guess);
    expect(blocked.statusCode).toBe(429);
    expect(blocked.headers["retry-after"]).toMatch(/^(299|300)$/);
    expect(blocked.json()).toMatchObject({
      type: "BAD_REQUEST",
      translatableMessage: { key: "LOGIN.ERROR_TOO_MANY_ATTEMPTS" },
    });
  });

  test("remember where they were given", async () => {
    await post({ username: "agent", password: "agent" }, { "user-agent": "A".repeat(300) });
    const { queries } = gateway.database;
    const { user_agent } = await queries
      .selectFrom("passerelle_sign_in")
      .select("user_agent")
      .orderBy("created", "desc")
      .executeTakeFirstOrThrow();
    expect(user_agent).toBe("A".repeat(256));
  });

  test("are asked to be renewed when the password expired", async () => {
    const { queries } = gateway.database;
    await queries.updateTable("guacamole_user").set({ expired: true }).where("user_id", "=", agentId).execute();
    const response = await post({ username: "agent", password: "agent" });
    expect(response.statusCode).toBe(403);
    expect(response.json()).toMatchObject({
      type: "INSUFFICIENT_CREDENTIALS",
      translatableMessage: { key: "LOGIN.INFO_PASSWORD_EXPIRED" },
    });
    const expected = response.json().expected.map((field: { name: string }) => field.name);
    expect(expected).toEqual(["username", "password", "new-password", "confirm-new-password"]);
    const change = { username: "agent", password: "agent", "new-password": "n", "confirm-new-password": "m" };
    const mismatch = await post(change);
    expect(mismatch.statusCode).toBe(400);
    expect(mismatch.json().translatableMessage.key).toBe("LOGIN.ERROR_PASSWORD_MISMATCH");
    expect((await post({ ...change, "confirm-new-password": "n" })).statusCode).toBe(200);
    await addHash(queries, agentId, await hashPassword("agent"));
  });
});

describe("the page's cookie", () => {
  const ORIGIN = { host: "gateway:8080", origin: "http://gateway:8080" };

  async function cookie(headers: Record<string, string> = ORIGIN): Promise<string> {
    const response = await post({ username: "admin", password: "admin" }, headers);
    return String(response.headers["set-cookie"]);
  }

  test("is HttpOnly and SameSite, and Secure where the page came over TLS", async () => {
    const plain = await cookie();
    expect(plain).toMatch(/^passerelle-token=[0-9A-F]{64}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(await cookie({ host: "g", origin: "https://g" })).toContain("; Secure");
    expect(await cookie({ host: "g", origin: "http://proxy", "sec-fetch-site": "same-origin" })).toContain("HttpOnly");
  });

  test("is not given to other sites' pages", async () => {
    expect(await cookie({ ...ORIGIN, origin: "http://evil" })).toBe("undefined");
    expect(await cookie({ ...ORIGIN, "sec-fetch-site": "cross-site" })).toBe("undefined");
  });

  test("reads from anywhere the browser sends it, and changes things from our page only", async () => {
    const session = { cookie: (await cookie()).split(";")[0] };
    const request = (method: "GET" | "DELETE", headers: Record<string, string>) =>
      gateway.server.inject({ method, url: `${DATA}/connections/1`, headers: { ...session, ...headers } });
    expect((await request("GET", {})).statusCode).toBe(404);
    expect((await request("DELETE", {})).statusCode).toBe(403);
    expect((await request("DELETE", { ...ORIGIN, origin: "http://evil" })).statusCode).toBe(403);
    expect((await request("DELETE", { ...ORIGIN, "sec-fetch-site": "same-site" })).statusCode).toBe(403);
    expect((await request("DELETE", { ...ORIGIN, origin: "null" })).statusCode).toBe(403);
    expect((await request("DELETE", ORIGIN)).statusCode).toBe(404);
  });
});
