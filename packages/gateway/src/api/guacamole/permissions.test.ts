import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
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

async function make(path: "users" | "userGroups" | "connections" | "connectionGroups", body: object, token = admin) {
  const { status, body: made } = await call(token, "POST", `${DATA}/${path}`, body);
  expect(status).toBe(200);
  return (made.identifier ?? made.username) as string;
}
const makeUser = (name = `user ${++names}`) => make("users", { username: name, password: "p", attributes: {} });
const makeGroup = () => make("userGroups", { identifier: `group ${++names}`, attributes: {} });
const makeConnection = () =>
  make("connections", { name: `c ${++names}`, protocol: "rdp", parameters: {}, attributes: {} });

function patch(token: string, url: string, ...changes: (readonly [op: string, path: string, value: string])[]) {
  const body = changes.map(([op, path, value]) => ({ op, path, value }));
  return call(token, "PATCH", url, body);
}

async function give(url: string, path: string, ...values: string[]): Promise<void> {
  const changes = values.map((value) => ["add", path, value] as const);
  expect((await patch(admin, `${url}/permissions`, ...changes)).status).toBe(204);
}

const permissionsOf = async (url: string) => (await call(admin, "GET", `${url}/permissions`)).body;

describe("permissions", () => {
  test("of every kind are given and taken, and may be given twice", async () => {
    const user = await makeUser();
    const [group, connection, folder] = [
      await makeGroup(),
      await makeConnection(),
      await make("connectionGroups", { name: `f ${++names}`, type: "ORGANIZATIONAL" }),
    ];
    const url = userUrl(user);
    const paths = [
      `/connectionPermissions/${connection}`,
      `/connectionGroupPermissions/${folder}`,
      `/userGroupPermissions/${group}`,
      "/userPermissions/admin",
    ];
    for (const round of [1, 2]) {
      const changes = paths.map((path) => ["add", path, round === 1 ? "READ" : "UPDATE"] as const);
      expect((await patch(admin, `${url}/permissions`, ...changes, ...changes)).status).toBe(204);
    }
    await give(url, "/systemPermissions", "AUDIT", "CREATE_USER", "CREATE_CONNECTION");
    expect(await permissionsOf(url)).toEqual({
      connectionPermissions: { [connection]: ["READ", "UPDATE"] },
      connectionGroupPermissions: { [folder]: ["READ", "UPDATE"] },
      sharingProfilePermissions: {},
      activeConnectionPermissions: {},
      userPermissions: { admin: ["READ", "UPDATE"], [user]: ["READ"] },
      userGroupPermissions: { [group]: ["READ", "UPDATE"] },
      systemPermissions: ["CREATE_CONNECTION", "CREATE_USER", "AUDIT"],
    });
    const removals = paths.map((path) => ["remove", path, "READ"] as const);
    const system = ["remove", "/systemPermissions", "AUDIT"] as const;
    expect((await patch(admin, `${url}/permissions`, ...removals, system, system)).status).toBe(204);
    expect(await permissionsOf(url)).toMatchObject({
      connectionPermissions: { [connection]: ["UPDATE"] },
      systemPermissions: ["CREATE_CONNECTION", "CREATE_USER"],
    });
  });

  test.each([
    [["add", "/connectionPermissions/999999", "READ"], 404],
    [["add", "/connectionPermissions/1 or 1=1", "READ"], 404],
    [["add", "/connectionPermissions/99999999999999999999", "READ"], 404],
    [["add", "/sharingProfilePermissions/-1", "READ"], 404],
    [["add", "/userPermissions/nobody", "READ"], 404],
    [["add", "/userGroupPermissions/'; drop table guacamole_entity; --", "READ"], 404],
    [["add", "/userPermissions/admin", "EVERYTHING"], 400],
    [["add", "/userPermissions/admin", "read"], 400],
    [["add", "/systemPermissions", "READ"], 400],
    [["add", "/nothing/1", "READ"], 400],
    [["add", "/__proto__/1", "READ"], 400],
    [["add", "userPermissions/admin", "READ"], 400],
    [["add", "/userPermissions/", "READ"], 400],
    [["replace", "/userPermissions/admin", "READ"], 400],
    [["add", "/activeConnectionPermissions/1", "READ"], 403],
  ] as const)("are refused as %j with %i, and none is given", async (change, status) => {
    const url = userUrl(await makeUser());
    const before = await permissionsOf(url);
    const first = ["add", "/userPermissions/admin", "READ"] as const;
    const answer = await patch(admin, `${url}/permissions`, first, change);
    expect(answer).toMatchObject({ status, body: { message: expect.any(String) } });
    expect(await permissionsOf(url)).toEqual(before);
  });

  test("on what is not there any more need no removal", async () => {
    const user = await makeUser();
    const connection = await makeConnection();
    await give(userUrl(user), `/connectionPermissions/${connection}`, "READ");
    await call(admin, "DELETE", `${DATA}/connections/${connection}`);
    const removal = ["remove", `/connectionPermissions/${connection}`, "READ"] as const;
    expect((await patch(admin, `${userUrl(user)}/permissions`, removal)).status).toBe(204);
    for (const body of [{}, [{ op: "add", path: "/x" }], [1], [null], [{ op: "add", path: 1, value: {} }]]) {
      expect((await call(admin, "PATCH", `${userUrl(user)}/permissions`, body)).status).toBe(400);
    }
    expect((await call(admin, "PATCH", `${userUrl("nobody")}/permissions`, [])).status).toBe(404);
  });
});

describe("delegated administration", () => {
  let delegate: string;
  let token: string;
  let colleague: string;

  beforeEach(async () => {
    delegate = await makeUser();
    token = await gateway.signIn(delegate, "p");
    colleague = await makeUser();
  });

  test("gives creators everything on what they make", async () => {
    await give(
      userUrl(delegate),
      "/systemPermissions",
      "CREATE_USER",
      "CREATE_USER_GROUP",
      "CREATE_CONNECTION",
      "CREATE_CONNECTION_GROUP",
      "CREATE_SHARING_PROFILE",
    );
    const user = await make("users", { username: `u ${++names}`, password: "p" }, token);
    const group = await make("userGroups", { identifier: `g ${++names}` }, token);
    const connection = await make("connections", { name: `c ${++names}`, protocol: "rdp" }, token);
    const folder = await make("connectionGroups", { name: `f ${++names}`, type: "BALANCING" }, token);
    const profile = { name: "p", primaryConnectionIdentifier: connection };
    const shared = (await call(token, "POST", `${DATA}/sharingProfiles`, profile)).body.identifier;
    const all = ["READ", "UPDATE", "DELETE", "ADMINISTER"];
    expect(await permissionsOf(userUrl(delegate))).toMatchObject({
      userPermissions: { [user]: all },
      userGroupPermissions: { [group]: all },
      connectionPermissions: { [connection]: all },
      connectionGroupPermissions: { [folder]: all },
      sharingProfilePermissions: { [shared]: all },
    });
    expect((await permissionsOf(userUrl(user))).userPermissions).toEqual({ [user]: ["READ"] });
    const grant = ["add", `/connectionPermissions/${connection}`, "READ"] as const;
    expect((await patch(token, `${groupUrl(group)}/permissions`, grant)).status).toBe(204);
    const member = ["add", "/", user] as const;
    expect((await patch(token, `${groupUrl(group)}/memberUsers`, member)).status).toBe(204);
    const agent = await gateway.signIn(user, "p");
    expect(Object.keys((await call(agent, "GET", `${DATA}/connections`)).body)).toEqual([connection]);
  });

  test("lets nobody give what they may not ADMINISTER", async () => {
    const connection = await makeConnection();
    const grant = ["add", `/connectionPermissions/${connection}`, "READ"] as const;
    const url = `${userUrl(colleague)}/permissions`;
    expect((await patch(token, url, grant)).status).toBe(404);
    await give(userUrl(delegate), `/userPermissions/${colleague}`, "READ");
    expect((await patch(token, url, grant)).status).toBe(403);
    await give(userUrl(delegate), `/userPermissions/${colleague}`, "UPDATE");
    expect((await patch(token, url, grant)).status).toBe(404);
    await give(userUrl(delegate), `/connectionPermissions/${connection}`, "READ", "UPDATE", "DELETE");
    expect((await patch(token, url, grant)).status).toBe(403);
    await give(userUrl(delegate), `/connectionPermissions/${connection}`, "ADMINISTER");
    expect((await patch(token, url, grant)).status).toBe(204);
    expect((await patch(token, url, ["add", "/systemPermissions", "CREATE_USER"])).status).toBe(403);
    await give(userUrl(delegate), "/systemPermissions", "CREATE_USER");
    expect((await patch(token, url, ["add", "/systemPermissions", "CREATE_USER"])).status).toBe(403);
  });

  test("counts rights that come through groups", async () => {
    const [helpdesk, connection] = [await makeGroup(), await makeConnection()];
    await give(groupUrl(helpdesk), `/userPermissions/${colleague}`, "READ", "UPDATE");
    await give(groupUrl(helpdesk), `/connectionPermissions/${connection}`, "READ", "ADMINISTER");
    expect((await patch(admin, `${groupUrl(helpdesk)}/memberUsers`, ["add", "/", delegate])).status).toBe(204);
    const grant = ["add", `/connectionPermissions/${connection}`, "READ"] as const;
    expect((await patch(token, `${userUrl(colleague)}/permissions`, grant)).status).toBe(204);
    expect((await call(token, "GET", `${userUrl(colleague)}/permissions`)).status).toBe(200);
  });

  test("shows and changes what restricts an account only with ADMINISTER on it", async () => {
    const url = userUrl(colleague);
    await give(userUrl(delegate), `/userPermissions/${colleague}`, "READ", "UPDATE");
    const attributes = { "guac-full-name": "New", "valid-until": "2030-01-01", "guac-totp-disabled": "true" };
    expect((await call(token, "PUT", url, { attributes })).status).toBe(204);
    const seen = (await call(admin, "GET", url)).body.attributes;
    expect(seen).toMatchObject({ "guac-full-name": "New", "valid-until": null, "guac-totp-disabled": null });
    expect((await call(token, "GET", url)).body.attributes).not.toHaveProperty("valid-until");
    await give(userUrl(delegate), `/userPermissions/${colleague}`, "ADMINISTER");
    expect((await call(token, "PUT", url, { attributes })).status).toBe(204);
    expect((await call(token, "GET", url)).body.attributes).toMatchObject(attributes);
  });

  test("does not reach administrators, whose password would be theirs", async () => {
    const boss = await makeUser();
    await give(userUrl(boss), "/systemPermissions", "ADMINISTER");
    await give(userUrl(delegate), `/userPermissions/${boss}`, "READ", "UPDATE", "DELETE", "ADMINISTER");
    expect((await call(token, "PUT", userUrl(boss), { password: "mine" })).status).toBe(403);
    expect((await call(token, "DELETE", userUrl(boss))).status).toBe(403);
    expect(await gateway.signIn(boss, "p")).toBeTypeOf("string");
    const bosses = await makeGroup();
    await give(groupUrl(bosses), "/systemPermissions", "ADMINISTER");
    const all = ["READ", "UPDATE", "DELETE", "ADMINISTER"];
    await give(userUrl(delegate), `/userGroupPermissions/${bosses}`, ...all);
    await give(userUrl(delegate), `/userPermissions/${delegate}`, ...all);
    expect((await patch(token, `${groupUrl(bosses)}/memberUsers`, ["add", "/", delegate])).status).toBe(403);
    expect((await patch(token, `${userUrl(delegate)}/userGroups`, ["add", "/", bosses])).status).toBe(403);
    // Nor through a group that is in such a group.
    const inner = await makeGroup();
    await patch(admin, `${groupUrl(bosses)}/memberUserGroups`, ["add", "/", inner]);
    await give(userUrl(delegate), `/userGroupPermissions/${inner}`, ...all);
    expect((await patch(token, `${groupUrl(inner)}/memberUsers`, ["add", "/", delegate])).status).toBe(403);
    expect((await patch(token, `${groupUrl(bosses)}/memberUserGroups`, ["remove", "/", inner])).status).toBe(403);
    expect((await call(token, "DELETE", groupUrl(bosses))).status).toBe(403);
    expect((await call(admin, "DELETE", groupUrl(bosses))).status).toBe(204);
    expect((await call(admin, "DELETE", userUrl(boss))).status).toBe(204);
  });

  test("needs ADMINISTER on a group to restrict its members, or to spare them the second factor", async () => {
    const group = await makeGroup();
    const attributes = { "guac-totp-disabled": "true", "guac-restrict-hosts-allowed": "10.0.0.0/8" };
    const seen = async () => (await call(admin, "GET", groupUrl(group))).body.attributes;
    await give(userUrl(delegate), `/userGroupPermissions/${group}`, "READ", "UPDATE");
    expect((await call(token, "PUT", groupUrl(group), { attributes })).status).toBe(204);
    expect(await seen()).toMatchObject({ "guac-totp-disabled": null, "guac-restrict-hosts-allowed": null });
    await give(userUrl(delegate), `/userGroupPermissions/${group}`, "ADMINISTER");
    expect((await call(token, "PUT", groupUrl(group), { attributes })).status).toBe(204);
    expect(await seen()).toMatchObject(attributes);
  });

  test("shows of groups and members what may be READ, and changes both with UPDATE", async () => {
    const group = await makeGroup();
    await patch(admin, `${groupUrl(group)}/memberUsers`, ["add", "/", colleague], ["add", "/", delegate]);
    await give(userUrl(delegate), `/userGroupPermissions/${group}`, "READ", "UPDATE");
    expect((await call(token, "GET", `${groupUrl(group)}/memberUsers`)).body).toEqual([delegate]);
    expect((await patch(token, `${groupUrl(group)}/memberUsers`, ["remove", "/", colleague])).status).toBe(204);
    expect((await call(admin, "GET", `${groupUrl(group)}/memberUsers`)).body).toEqual([delegate, colleague]);
    await give(userUrl(delegate), `/userPermissions/${colleague}`, "READ");
    expect((await patch(token, `${groupUrl(group)}/memberUsers`, ["remove", "/", colleague])).status).toBe(403);
    await give(userUrl(delegate), `/userPermissions/${colleague}`, "UPDATE");
    expect((await patch(token, `${groupUrl(group)}/memberUsers`, ["remove", "/", colleague])).status).toBe(204);
    expect((await call(admin, "GET", `${groupUrl(group)}/memberUsers`)).body).toEqual([delegate]);
  });
});

describe("the last administrator", () => {
  const nobodyLeft = { status: 400, body: { type: "BAD_REQUEST", message: expect.stringMatching(/^Nobody could/) } };

  test("cannot be stripped, disabled or deleted, directly or through groups", async () => {
    expect(
      (await patch(admin, `${userUrl("admin")}/permissions`, ["remove", "/systemPermissions", "AUDIT"])).status,
    ).toBe(501);
    expect(await call(admin, "PUT", userUrl("admin"), { disabled: true })).toMatchObject(nobodyLeft);
    const [other, bosses, outer] = [await makeUser(), await makeGroup(), await makeGroup()];
    await give(groupUrl(outer), "/systemPermissions", "ADMINISTER");
    await patch(admin, `${groupUrl(outer)}/memberUserGroups`, ["add", "/", bosses]);
    await patch(admin, `${groupUrl(bosses)}/memberUsers`, ["add", "/", other]);
    const token = await gateway.signIn(other, "p");
    const strip = ["remove", "/systemPermissions", "ADMINISTER"] as const;
    expect((await patch(token, `${userUrl("admin")}/permissions`, strip)).status).toBe(204);

    // From here on "other" is the only one, through two groups.
    expect(await patch(token, `${groupUrl(outer)}/permissions`, strip)).toMatchObject(nobodyLeft);
    expect(await patch(token, `${groupUrl(bosses)}/memberUsers`, ["remove", "/", other])).toMatchObject(nobodyLeft);
    expect(await patch(token, `${groupUrl(bosses)}/userGroups`, ["remove", "/", outer])).toMatchObject(nobodyLeft);
    for (const group of [bosses, outer]) {
      expect(await call(token, "PUT", groupUrl(group), { disabled: true })).toMatchObject(nobodyLeft);
      expect(await call(token, "DELETE", groupUrl(group))).toMatchObject(nobodyLeft);
    }
    expect(await call(token, "PUT", userUrl(other), { attributes: { disabled: "true" } })).toMatchObject(nobodyLeft);
    expect((await call(token, "DELETE", userUrl(other))).status).toBe(501);
    const batch = [
      { op: "replace", path: `/${bosses}`, value: { disabled: true } },
      { op: "remove", path: `/${outer}` },
    ];
    expect((await call(token, "PATCH", `${DATA}/userGroups`, batch)).status).toBe(400);
    expect((await call(token, "GET", groupUrl(outer))).body.disabled).toBe(false);
    const back = ["add", "/systemPermissions", "ADMINISTER"] as const;
    expect((await patch(token, `${userUrl("admin")}/permissions`, back)).status).toBe(204);
    expect((await call(admin, "DELETE", groupUrl(outer))).status).toBe(204);
  });

  test("stays when two of them take each other's rights at the same time", async () => {
    const other = await makeUser();
    await give(userUrl(other), "/systemPermissions", "ADMINISTER");
    const token = await gateway.signIn(other, "p");
    const strip = ["remove", "/systemPermissions", "ADMINISTER"] as const;
    const answers = await Promise.all([
      patch(admin, `${userUrl(other)}/permissions`, strip),
      patch(token, `${userUrl("admin")}/permissions`, strip),
    ]);
    expect(answers.map(({ status }) => status).sort()).not.toEqual([204, 204]);
    const left = (await call(admin, "GET", `${DATA}/self/permissions`)).body.systemPermissions;
    const survivor = left.includes("ADMINISTER") ? admin : token;
    const back = ["add", "/systemPermissions", "ADMINISTER"] as const;
    expect((await patch(survivor, `${userUrl("admin")}/permissions`, back)).status).toBe(204);
  });
});
