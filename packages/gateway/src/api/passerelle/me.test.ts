import { TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SoftwareAuthenticator } from "../../accounts/testing/software-authenticator.ts";
import { OPEN_TIME } from "../../database/testing/test-databases.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const ME = "/api/passerelle/me";
/** What a browser sends from the page. */
const PAGE = { host: "desk.example.org", origin: "https://desk.example.org" };
const SITE = { origin: "https://desk.example.org", host: "desk.example.org" };

let gateway: TestServer;
let token: string;
let username: string;
let users = 0;

beforeAll(async () => {
  gateway = await startTestServer();
}, OPEN_TIME);
afterAll(() => gateway.close());
beforeEach(async () => {
  username = `person ${++users}`;
  await gateway.addUser(username, "secret");
  token = await gateway.signIn(username, "secret");
});

const call: TestServer["call"] = (...parameters) => gateway.call(...parameters);
const password = { password: "secret" };

/** Asks as the page does. */
async function browse(method: "POST" | "PATCH" | "DELETE", url: string, payload: object, headers = PAGE) {
  const response = await gateway.server.inject({
    method,
    url,
    headers: { ...headers, "guacamole-token": token },
    payload,
  });
  return { status: response.statusCode, body: response.body === "" ? undefined : response.json() };
}

async function login(form: Record<string, string>) {
  const response = await gateway.server.inject({
    method: "POST",
    url: "/api/tokens",
    headers: { ...PAGE, "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(form).toString(),
  });
  return { status: response.statusCode, body: response.json() };
}

async function auditOf(action: string): Promise<unknown[]> {
  const rows = await gateway.database.queries
    .selectFrom("passerelle_audit")
    .select("details")
    .where("action", "=", action as "sign-in.end")
    .where("actor", "=", username)
    .execute();
  return rows.map((row) => row.details);
}

describe("what needs a sign-in", () => {
  test.each<["GET" | "PUT" | "POST" | "DELETE", string]>([
    ["GET", "signIns"],
    ["DELETE", "signIns"],
    ["GET", "secondFactors"],
    ["POST", "totp"],
    ["POST", "passkeys/options"],
    ["GET", "preferences"],
    ["PUT", "preferences"],
  ])("%s %s", async (method, path) => {
    expect((await call(undefined, method, `${ME}/${path}`)).status).toBe(403);
  });
});

describe("what needs the password, too", () => {
  const id = crypto.randomUUID();
  test.each<["POST" | "DELETE", string]>([
    ["POST", "totp"],
    ["DELETE", "totp"],
    ["POST", "recoveryCodes"],
    ["POST", "passkeys/options"],
    ["DELETE", `passkeys/${id}`],
  ])("%s %s", async (method, path) => {
    const refused = await call(token, method, `${ME}/${path}`, { password: "wrong" });
    expect([refused.status, refused.body.type]).toEqual([403, "INVALID_CREDENTIALS"]);
    for (const body of [{}, { password: 7, x: 1 }, { password: "x".repeat(1025) }, []]) {
      expect((await call(token, method, `${ME}/${path}`, body)).status).toBe(400);
    }
  });

  test("is guessed a few times only, even from a stolen sign-in", async () => {
    for (let guess = 0; guess < 5; guess++) {
      expect((await call(token, "POST", `${ME}/totp`, { password: "wrong" })).status).toBe(403);
    }
    expect((await call(token, "POST", `${ME}/totp`, password)).status).toBe(429);
  });
});

describe("sign-ins", () => {
  test("are listed, the one that asks among them, and ended", async () => {
    const other = await gateway.signIn(username, "secret");
    const { body } = await call(token, "GET", `${ME}/signIns`);
    expect(body.items).toHaveLength(2);
    const another = body.items.find((item: { current: boolean }) => !item.current);
    expect(another).toEqual({
      ...{ identifier: another.identifier, created: another.created, lastSeen: another.lastSeen },
      ...{ remoteHost: "127.0.0.1", userAgent: "lightMyRequest", current: false },
    });
    expect((await call(token, "DELETE", `${ME}/signIns/${another.identifier}`)).status).toBe(204);
    expect(gateway.sessions.endedSignIns).toContain(another.identifier);
    expect((await call(other, "GET", `${ME}/signIns`)).status).toBe(403);
    expect((await call(token, "DELETE", `${ME}/signIns/${another.identifier}`)).status).toBe(404);
    expect(await auditOf("sign-in.end")).toHaveLength(1);
  });

  test("of others are not there", async () => {
    const { body } = await call(token, "GET", `${ME}/signIns`);
    const stranger = await gateway.signIn("admin", "admin");
    expect((await call(stranger, "DELETE", `${ME}/signIns/${body.items[0].identifier}`)).status).toBe(404);
    expect((await call(token, "GET", `${ME}/signIns`)).status).toBe(200);
    expect((await call(token, "DELETE", `${ME}/signIns/1%20or%201=1`)).status).toBe(400);
  });

  test("are ended all but one", async () => {
    const others = [await gateway.signIn(username, "secret"), await gateway.signIn(username, "secret")];
    expect((await call(token, "DELETE", `${ME}/signIns`)).status).toBe(204);
    for (const other of others) {
      expect((await call(other, "GET", `${ME}/signIns`)).status).toBe(403);
    }
    expect((await call(token, "GET", `${ME}/signIns`)).body.items).toHaveLength(1);
  });
});

describe("an authenticator app", () => {
  const confirm = (code: string) => call(token, "POST", `${ME}/totp/confirmation`, { code });

  async function begin(): Promise<string> {
    const { status, body } = await call(token, "POST", `${ME}/totp`, password);
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(["digits", "keyUri", "period", "qrCode", "secret"]);
    return body.secret;
  }

  const generate = (secret: string, seconds = 0) =>
    new TOTP({ secret }).generate({ timestamp: Date.now() + seconds * 1000 });

  test("is set up by who wants one, used, and removed", async () => {
    expect((await confirm("123456")).status).toBe(400);
    await begin();
    const secret = await begin();
    const wrong = await confirm("000000");
    expect([wrong.status, wrong.body.translatableMessage.key]).toEqual([400, "TOTP.INFO_VERIFICATION_FAILED"]);
    expect((await login({ username, password: "secret" })).status).toBe(200);
    const confirmed = await confirm(generate(secret));
    expect(confirmed.body.recoveryCodes).toHaveLength(10);
    expect((await call(token, "GET", `${ME}/secondFactors`)).body).toEqual({
      ...{ totp: true, totpRequired: false, recoveryCodes: 10, passkeys: [] },
    });

    expect((await call(token, "POST", `${ME}/totp`, password)).status).toBe(400);
    expect((await confirm(generate(secret, 30))).status).toBe(400);
    expect((await login({ username, password: "secret" })).body.expected[0].name).toBe("guac-totp");
    const renewed = await call(token, "POST", `${ME}/recoveryCodes`, password);
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    const by = async (code: string) => (await login({ username, password: "secret", "guac-totp": code })).status;
    expect(await by(confirmed.body.recoveryCodes[0])).toBe(400);
    expect(await by(renewed.body.recoveryCodes[0])).toBe(200);

    expect((await call(token, "DELETE", `${ME}/totp`, password)).status).toBe(204);
    expect((await login({ username, password: "secret" })).status).toBe(200);
    expect((await call(token, "GET", `${ME}/secondFactors`)).body).toMatchObject({ totp: false, recoveryCodes: 0 });
    expect((await call(token, "POST", `${ME}/recoveryCodes`, password)).status).toBe(400);
    const kinds = [{ kind: "totp" }, { kind: "recovery-codes" }];
    expect(await auditOf("second-factor.add")).toEqual(kinds);
    expect(await auditOf("second-factor.remove")).toEqual([{ kind: "totp" }]);
  });
});

describe("passkeys", () => {
  let device: SoftwareAuthenticator;
  beforeEach(() => {
    device = new SoftwareAuthenticator(SITE);
  });

  async function add(name = "phone") {
    const options = await browse("POST", `${ME}/passkeys/options`, password);
    expect(options.body.rp).toEqual({ name: "Passerelle", id: "desk.example.org" });
    return browse("POST", `${ME}/passkeys`, { name, response: device.create(options.body) });
  }

  test("are added, named, used alone and as a second factor, and removed", async () => {
    const added = await add();
    expect(added.status).toBe(200);
    const { identifier } = added.body;
    expect(added.body).toEqual({ identifier, name: "phone", created: expect.any(Number), lastUsed: null });
    expect((await browse("PATCH", `${ME}/passkeys/${identifier}`, { name: "clé 🔑" })).status).toBe(204);

    const options = await gateway.server.inject({ method: "POST", url: "/api/passerelle/passkeyLogin", headers: PAGE });
    const alone = await login({ passkey: JSON.stringify(device.get(options.json())) });
    expect([alone.status, alone.body.username]).toEqual([200, username]);

    const asked = await login({ username, password: "secret" });
    expect(asked.status).toBe(403);
    const [field] = asked.body.expected;
    expect([field.name, field.type]).toEqual(["passkey", "PASSERELLE_PASSKEY"]);
    const passkey = JSON.stringify(device.get(JSON.parse(field.options)));
    expect((await login({ username, password: "secret", passkey })).status).toBe(200);

    const { body } = await call(token, "GET", `${ME}/secondFactors`);
    expect(body.passkeys).toMatchObject([{ identifier, name: "clé 🔑", lastUsed: expect.any(Number) }]);
    expect((await browse("DELETE", `${ME}/passkeys/${identifier}`, password)).status).toBe(204);
    expect((await browse("DELETE", `${ME}/passkeys/${identifier}`, password)).status).toBe(404);
    expect((await login({ username, password: "secret" })).status).toBe(200);
  });

  test("are refused where they were not made for, twice, or when they are none", async () => {
    const options = await browse("POST", `${ME}/passkeys/options`, password);
    const response = device.create(options.body);
    const elsewhere = { host: "other.example.org", origin: "https://other.example.org" };
    expect((await browse("POST", `${ME}/passkeys`, { name: "x", response }, elsewhere)).status).toBe(400);
    expect((await browse("POST", `${ME}/passkeys`, { name: "x", response })).status).toBe(200);
    expect((await browse("POST", `${ME}/passkeys`, { name: "x", response })).status).toBe(400);
    expect((await add()).status).toBe(400);
    for (const body of [
      ...[{}, { name: "x" }, { name: " ", response: {} }, { name: "x", response: "y" }, { name: "x", response: {} }],
      { name: "x".repeat(129), response: {} },
      { name: "x", response: {}, more: 1 },
    ]) {
      expect((await browse("POST", `${ME}/passkeys`, body)).status).toBe(400);
    }
    expect((await call(token, "GET", `${ME}/secondFactors`)).body.passkeys).toHaveLength(1);
  });

  test("of others can neither be named nor removed", async () => {
    const { identifier } = (await add()).body;
    const stranger = await gateway.signIn("admin", "admin");
    const url = `${ME}/passkeys/${identifier}`;
    expect((await call(stranger, "PATCH", url, { name: "mine" })).status).toBe(404);
    expect((await call(stranger, "DELETE", url, { password: "admin" })).status).toBe(404);
    expect((await call(token, "GET", `${ME}/secondFactors`)).body.passkeys).toMatchObject([{ name: "phone" }]);
  });
});

describe("preferences", () => {
  const put = (body: object) => call(token, "PUT", `${ME}/preferences`, body);

  test("are kept as they are", async () => {
    expect((await call(token, "GET", `${ME}/preferences`)).body).toEqual({});
    const preferences = { language: "fr", home: { order: ["b", "a"], "🏠": null } };
    expect((await put({ language: "en" })).status).toBe(204);
    expect((await put(preferences)).status).toBe(204);
    expect((await call(token, "GET", `${ME}/preferences`)).body).toEqual(preferences);
  });

  test("are refused when they are too much, or none, and the old ones stay", async () => {
    await put({ language: "fr" });
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`p${index}`, 1]));
    const deep = { list: JSON.parse(`${"[".repeat(8000)}${"]".repeat(8000)}`) };
    for (const body of [[], many, { ["x".repeat(65)]: 1 }, { text: "é".repeat(8200) }, { text: "\0" }, deep]) {
      expect((await put(body)).status).toBe(400);
    }
    expect((await call(token, "GET", `${ME}/preferences`)).body).toEqual({ language: "fr" });
  });
});
