import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OPEN_TIME } from "../../database/testing/test-databases.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const DATA = "/api/session/data/postgresql";

let gateway: TestServer;
let admin: string;
let names = 0;

beforeAll(async () => {
  gateway = await startTestServer();
  admin = await gateway.signIn("admin", "admin");
}, OPEN_TIME);
afterAll(() => gateway.close());

const call: TestServer["call"] = (...parameters) => gateway.call(...parameters);
const userUrl = (name: string) => `${DATA}/users/${encodeURIComponent(name)}`;
const groupUrl = (name: string) => `${DATA}/userGroups/${encodeURIComponent(name)}`;

async function createUser(more: object = {}): Promise<string> {
  const username = `user ${++names}`;
  const made = await call(admin, "POST", `${DATA}/users`, { username, password: "first", attributes: {}, ...more });
  expect(made.status).toBe(200);
  return username;
}

async function createGroup(): Promise<string> {
  const identifier = `group ${++names}`;
  const made = await call(admin, "POST", `${DATA}/userGroups`, { identifier, attributes: {} });
  expect(made).toMatchObject({ status: 200, body: { identifier, disabled: false } });
  return identifier;
}

/** Gives a user one permission on an object, such as "/userPermissions/somebody". */
async function give(name: string, path: string, value: string): Promise<void> {
  const patch = [{ op: "add", path, value }];
  expect((await call(admin, "PATCH", `${userUrl(name)}/permissions`, patch)).status).toBe(204);
}

describe("users", () => {
  const ATTRIBUTES = {
    "guac-full-name": "Réné 🙂",
    "guac-email-address": "rene@example.org",
    "guac-organization": "Mission",
    "guac-organizational-role": "Agent",
    expired: null,
    "access-window-start": "08:00:00",
    "access-window-end": "18:30:00",
    "valid-from": "2026-01-31",
    "valid-until": "2030-12-31",
    timezone: "Indian/Antananarivo",
    "guac-restrict-time-allowed": "1:0900-1730;*:0000-0100",
    "guac-restrict-hosts-denied": "192.0.2.0/24",
    "passerelle-restrict-timezone": "Europe/Paris",
    "guac-totp-disabled": "true",
  };

  test("are made, read, changed and deleted, with all attributes", async () => {
    const username = `agent ${++names}`;
    const body = { username, password: "first", attributes: { ...ATTRIBUTES, unknown: "dropped" } };
    const made = await call(admin, "POST", `${DATA}/users`, body);
    expect(made).toMatchObject({ status: 200, body: { username, disabled: false } });
    expect(made.body.password).toBeUndefined();
    const read = (await call(admin, "GET", userUrl(username))).body;
    expect(read).toMatchObject({ username, disabled: false, attributes: ATTRIBUTES });
    expect(read.attributes).not.toHaveProperty("unknown");
    expect(read.lastActive).toBeUndefined();
    // What is left out stays; null and "" unset.
    const change = { attributes: { "guac-organization": null, "valid-from": "", "guac-restrict-time-allowed": "" } };
    expect((await call(admin, "PUT", userUrl(username), change)).status).toBe(204);
    const after = (await call(admin, "GET", userUrl(username))).body.attributes;
    expect(after).toMatchObject({
      ...ATTRIBUTES,
      "guac-organization": null,
      "valid-from": null,
      "guac-restrict-time-allowed": null,
    });

    expect((await call(admin, "DELETE", userUrl(username))).status).toBe(204);
    expect((await call(admin, "GET", userUrl(username))).status).toBe(404);
    expect((await call(admin, "DELETE", userUrl(username))).status).toBe(404);
  });

  test("keep the attributes of other extensions, and show none of them", async () => {
    const username = await createUser();
    const { queries } = gateway.database;
    const { user_id } = await queries
      .selectFrom("guacamole_user as account")
      .innerJoin("guacamole_entity as entity", "entity.entity_id", "account.entity_id")
      .select("account.user_id")
      .where("entity.name", "=", username)
      .executeTakeFirstOrThrow();
    const foreign = [
      { user_id, attribute_name: "ksm-config", attribute_value: "theirs" },
      { user_id, attribute_name: "guac-totp-key-secret", attribute_value: "sealed" },
    ];
    await queries.insertInto("guacamole_user_attribute").values(foreign).execute();
    const attributes = { "ksm-config": "", "guac-totp-key-secret": "mine", "guac-full-name": "N" };
    expect((await call(admin, "PUT", userUrl(username), { attributes })).status).toBe(204);
    const read = (await call(admin, "GET", userUrl(username))).body.attributes;
    expect(Object.keys(read).filter((name) => name.startsWith("ksm") || name.includes("secret"))).toEqual([]);
    const kept = await queries
      .selectFrom("guacamole_user_attribute")
      .selectAll()
      .where("user_id", "=", user_id)
      .execute();
    expect(kept).toEqual(expect.arrayContaining(foreign));
    expect(kept).toHaveLength(2);
  });

  test("are disabled in either place, and not enabled by leaving it out", async () => {
    const username = await createUser();
    const disabled = async () => {
      const { body } = await call(admin, "GET", userUrl(username));
      expect(body.attributes.disabled).toBe(body.disabled ? "true" : null);
      return body.disabled;
    };
    for (const [change, expected] of [
      [{ disabled: true }, true],
      [{ attributes: { "guac-full-name": "x" } }, true],
      [{ attributes: { disabled: "" } }, false],
      [{ attributes: { disabled: true } }, true],
      [{ attributes: { disabled: null } }, false],
      // Read by one, changed in one place, written with both.
      [{ disabled: true, attributes: { disabled: null } }, true],
      [{ disabled: true, attributes: { disabled: null } }, false],
      [{ disabled: null }, false],
    ] as const) {
      expect((await call(admin, "PUT", userUrl(username), change)).status).toBe(204);
      expect(await disabled()).toBe(expected);
    }
    await call(admin, "PUT", userUrl(username), { disabled: true });
    expect(await gateway.signIn(username, "first")).toBeUndefined();
  });

  test("get passwords, which are never shown and end their sign-ins", async () => {
    const username = await createUser();
    const token = await gateway.signIn(username, "first");
    expect((await call(token, "GET", `${DATA}/self`)).status).toBe(200);
    const change = { password: "second", attributes: { expired: "" } };
    expect((await call(admin, "PUT", userUrl(username), change)).status).toBe(204);
    expect((await call(token, "GET", `${DATA}/self`)).status).toBe(403);
    expect(await gateway.signIn(username, "first")).toBeUndefined();
    expect(await gateway.signIn(username, "second")).toBeTypeOf("string");
    // No password, or an empty one, leaves the one there is.
    await call(admin, "PUT", userUrl(username), { password: "", attributes: {} });
    await call(admin, "PUT", userUrl(username), { password: null, attributes: {} });
    expect(await gateway.signIn(username, "second")).toBeTypeOf("string");
    // A password that is to be changed at the next login.
    await call(admin, "PUT", userUrl(username), { password: "third", attributes: { expired: "true" } });
    expect(await gateway.signIn(username, "third")).toBeUndefined();
    expect((await call(admin, "PUT", userUrl(username), { password: "   " })).status).toBe(400);
    const without = await createUser({ password: null });
    expect(await gateway.signIn(without, "")).toBeUndefined();
  });

  test.each([
    "a/b",
    "with space",
    "..a..",
    "emoji 😀👩‍👩‍👧",
    "مستخدم",
    "\u202Ertl",
    "100%",
    "%2F",
    "a?b#c&d=e",
    "__proto__",
    "constructor",
    "'; drop table guacamole_user; --",
    "../../etc/passwd",
    "\\",
    "ROOT",
    "42",
    "😀".repeat(128),
  ])("may be called %j", async (username) => {
    expect((await call(admin, "POST", `${DATA}/users`, { username, attributes: {} })).status).toBe(200);
    expect((await call(admin, "GET", userUrl(username))).body.username).toBe(username);
    const list = (await call(admin, "GET", `${DATA}/users`)).body;
    expect(Object.hasOwn(list, username)).toBe(true);
    await give(username, `/userPermissions/${username}`, "UPDATE");
    const { userPermissions } = (await call(admin, "GET", `${userUrl(username)}/permissions`)).body;
    expect(Object.entries(userPermissions)).toEqual([[username, ["READ", "UPDATE"]]]);
    expect((await call(admin, "DELETE", userUrl(username))).status).toBe(204);
  });

  test.each([
    ["no name", {}],
    ["an empty name", { username: "" }],
    ["a blank name", { username: " \u00a0\u2003 " }],
    ["a control character", { username: "a\nb" }],
    ["another control character", { username: "a\u0085b" }],
    ["a NUL", { username: "a\0b" }],
    ["half a surrogate pair", { username: "a\ud83d" }],
    ["a name that paths swallow", { username: ".." }],
    ["a name that is too long", { username: "x".repeat(129) }],
    ["a name that is no text", { username: { a: 1 } }],
    ["attributes that are none", { username: "x", attributes: "y" }],
    ["an attribute that is no text", { username: "x", attributes: { "guac-full-name": ["y"] } }],
    ["a profile that is too long", { username: "x", attributes: { "guac-full-name": "y".repeat(257) } }],
    ["a date that is none", { username: "x", attributes: { "valid-from": "2026-02-30" } }],
    ["a time that is none", { username: "x", attributes: { "access-window-start": "24:00" } }],
    ["a zone that is none", { username: "x", attributes: { timezone: "Mars/Olympus" } }],
    ["times that are none", { username: "x", attributes: { "guac-restrict-time-denied": "9:0900-1000" } }],
    ["hosts that are none", { username: "x", attributes: { "guac-restrict-hosts-allowed": "a b" } }],
    ["a flag that is none", { username: "x", attributes: { expired: "yes" } }],
    ["disabled that is none", { username: "x", disabled: "maybe" }],
    ["a password that is too long", { username: "x", password: "p".repeat(1025) }],
    ["a password that is blank", { username: "x", password: "  " }],
    ["an array", [{ username: "x" }]],
    ["the name of another", { username: "admin" }],
  ])("are refused with %s, and nothing is stored", async (_, body) => {
    const before = Object.keys((await call(admin, "GET", `${DATA}/users`)).body);
    const answer = await call(admin, "POST", `${DATA}/users`, body);
    expect(answer).toMatchObject({ status: 400, body: { type: "BAD_REQUEST", message: expect.any(String) } });
    expect(Object.keys((await call(admin, "GET", `${DATA}/users`)).body)).toEqual(before);
  });

  test("that are made twice at the same time are made once", async () => {
    const body = { username: `twin ${++names}`, attributes: {} };
    const answers = await Promise.all([1, 2, 3].map(() => call(admin, "POST", `${DATA}/users`, body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    const changes = ["a", "b", "c", "d"].map((name) =>
      call(admin, "PUT", userUrl(body.username), { attributes: { "guac-full-name": name } }),
    );
    const statuses = (await Promise.all([...changes, call(admin, "DELETE", userUrl(body.username))])).map(
      ({ status }) => status,
    );
    expect(statuses.every((status) => status === 204 || status === 404)).toBe(true);
    expect((await call(admin, "GET", userUrl(body.username))).status).toBe(404);
  });
});

describe("the caller's account", () => {
  test("is found under self, whatever it may READ", async () => {
    const username = await createUser({ attributes: { "guac-full-name": "N", timezone: "Europe/Paris" } });
    const token = await gateway.signIn(username, "first");
    const self = (await call(token, "GET", `${DATA}/self`)).body;
    expect(self).toMatchObject({ username, attributes: { "guac-full-name": "N" } });
    // What restricts the account is told to those who may ADMINISTER it.
    expect(self.attributes).not.toHaveProperty("timezone");
    for (const part of ["", "/permissions", "/effectivePermissions", "/userGroups", "/history"]) {
      expect((await call(token, "GET", `${DATA}/self${part}`)).body).toEqual(
        (await call(token, "GET", `${userUrl(username)}${part}`)).body,
      );
    }
    expect((await call(token, "GET", `${DATA}/self/history`)).body).toHaveLength(1);
    expect(self.lastActive).toBeTypeOf("number");
    expect((await call(token, "PUT", `${DATA}/self`, { attributes: { "guac-full-name": "x" } })).status).toBe(403);
    expect((await call(token, "PATCH", `${DATA}/self/permissions`, [])).status).toBe(403);
    expect((await call(token, "GET", `${DATA}/users`)).body).toEqual({ [username]: self });
  });

  test("changes its password with the old one, but not by a PUT", async () => {
    const username = await createUser();
    await give(username, `/userPermissions/${username}`, "UPDATE");
    const token = await gateway.signIn(username, "first");
    const change = (oldPassword: string, newPassword: string) => ({ oldPassword, newPassword });
    expect((await call(token, "PUT", userUrl(username), { password: "mine" })).status).toBe(403);
    expect((await call(token, "PUT", `${userUrl(username)}/password`, change("no", "mine"))).status).toBe(403);
    expect((await call(token, "PUT", `${DATA}/self/password`, change("first", "mine"))).status).toBe(204);
    expect(await gateway.signIn(username, "mine")).toBeTypeOf("string");
    expect((await call(admin, "PUT", `${userUrl(username)}/password`, change("mine", "x"))).status).toBe(403);
    expect((await call(admin, "PUT", `${DATA}/users/admin`, { password: "x" })).status).toBe(403);
    for (const body of [{}, { oldPassword: "mine" }, { oldPassword: [], newPassword: {} }]) {
      expect((await call(token, "PUT", `${DATA}/self/password`, body)).status).toBe(400);
    }
  });

  test("cannot be deleted", async () => {
    expect(await call(admin, "DELETE", `${DATA}/users/admin`)).toMatchObject({
      status: 501,
      body: { type: "INTERNAL_ERROR", message: "Nobody can delete the own account." },
    });
    expect((await call(admin, "DELETE", `${DATA}/self`)).status).toBe(501);
  });
});

describe("user groups", () => {
  test("are made, read, changed and deleted", async () => {
    const group = await createGroup();
    const attributes = { "guac-restrict-time-denied": "6:0000-2359", "guac-totp-disabled": "true" };
    expect((await call(admin, "PUT", groupUrl(group), { disabled: true, attributes })).status).toBe(204);
    expect((await call(admin, "PUT", groupUrl(group), { attributes: {} })).status).toBe(204);
    const read = (await call(admin, "GET", groupUrl(group))).body;
    expect(read).toMatchObject({ identifier: group, disabled: true, attributes: { ...attributes, disabled: "true" } });
    expect((await call(admin, "GET", `${DATA}/userGroups?permission=DELETE`)).body[group]).toEqual(read);
    expect((await call(admin, "POST", `${DATA}/userGroups`, { identifier: group })).status).toBe(400);
    expect((await call(admin, "POST", `${DATA}/users`, { username: group })).status).toBe(200);
    expect((await call(admin, "DELETE", groupUrl(group))).status).toBe(204);
    expect((await call(admin, "GET", userUrl(group))).status).toBe(200);
  });

  test("have members and are members, seen from both sides", async () => {
    const [outer, inner, user] = [await createGroup(), await createGroup(), await createUser()];
    const patch = async (url: string, op: string, value: string) =>
      (await call(admin, "PATCH", url, [{ op, path: "/", value }])).status;
    expect(await patch(`${groupUrl(outer)}/memberUserGroups`, "add", inner)).toBe(204);
    expect(await patch(`${userUrl(user)}/userGroups`, "add", inner)).toBe(204);
    expect(await patch(`${groupUrl(inner)}/memberUsers`, "add", user)).toBe(204);
    const read = async (url: string) => (await call(admin, "GET", url)).body;
    expect(await read(`${groupUrl(outer)}/memberUserGroups`)).toEqual([inner]);
    expect(await read(`${groupUrl(outer)}/memberUsers`)).toEqual([]);
    expect(await read(`${groupUrl(inner)}/memberUsers`)).toEqual([user]);
    expect(await read(`${groupUrl(inner)}/userGroups`)).toEqual([outer]);
    expect(await read(`${userUrl(user)}/userGroups`)).toEqual([inner]);

    const connection = { name: `c ${++names}`, protocol: "rdp", parameters: {}, attributes: {} };
    const { identifier } = (await call(admin, "POST", `${DATA}/connections`, connection)).body;
    const add = [{ op: "add", path: `/connectionPermissions/${identifier}`, value: "READ" }];
    expect((await call(admin, "PATCH", `${groupUrl(outer)}/permissions`, add)).status).toBe(204);
    const own = await read(`${userUrl(user)}/permissions`);
    const effective = await read(`${userUrl(user)}/effectivePermissions`);
    expect(own.connectionPermissions).toEqual({});
    expect(effective.connectionPermissions).toEqual({ [identifier]: ["READ"] });
    await call(admin, "PUT", groupUrl(inner), { disabled: true });
    expect((await read(`${userUrl(user)}/effectivePermissions`)).connectionPermissions).toEqual({});

    expect(await patch(`${userUrl(user)}/userGroups`, "remove", inner)).toBe(204);
    expect(await patch(`${userUrl(user)}/userGroups`, "remove", "nobody")).toBe(204);
    expect(await read(`${groupUrl(inner)}/memberUsers`)).toEqual([]);
  });

  test.each([
    ["another operation", [{ op: "replace", path: "/", value: "admin" }], 400],
    ["another path", [{ op: "add", path: "/admin", value: "admin" }], 400],
    ["no value", [{ op: "add", path: "/" }], 400],
    ["no array", { op: "add", path: "/", value: "admin" }, 400],
    ["somebody unknown", [{ op: "add", path: "/", value: "nobody" }], 404],
  ])("refuse members with %s, and change nothing", async (_, patches, status) => {
    const group = await createGroup();
    const first = { op: "add", path: "/", value: "admin" };
    const all = Array.isArray(patches) ? [first, ...patches] : patches;
    expect((await call(admin, "PATCH", `${groupUrl(group)}/memberUsers`, all)).status).toBe(status);
    expect((await call(admin, "GET", `${groupUrl(group)}/memberUsers`)).body).toEqual([]);
  });
});
