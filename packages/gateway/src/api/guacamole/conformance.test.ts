import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OPEN_TIME } from "../../database/testing/test-databases.ts";
import { sharedSession } from "../../sharing/testing/shared-session.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

/** Every endpoint of Guacamole's API, by the shape of its answers and by what it does with what is bad. */
const DATA = "/api/session/data/postgresql";
const SESSION = "8063df49-c55f-347b-802d-0c1168c0c119";

let gateway: TestServer;
let admin: string;
let agent: string;
/** What stands for `{name}` in the tables: identifiers that are there. */
const there: Record<string, string> = { user: "agent", admin: "admin", session: SESSION };

beforeAll(async () => {
  gateway = await startTestServer();
  admin = await gateway.signIn("admin", "admin");
  const make = async (path: string, body: object) =>
    (await gateway.call(admin, "POST", `${DATA}/${path}`, body)).body.identifier;
  await make("users", { username: "agent", password: "agent" });
  agent = await gateway.signIn("agent", "agent");
  there.group = await make("userGroups", { identifier: "group" });
  there.folder = await make("connectionGroups", { name: "folder", type: "BALANCING" });
  const parameters = { hostname: "192.0.2.1", password: "secret" };
  there.connection = await make("connections", {
    name: "desktop",
    protocol: "rdp",
    parentIdentifier: there.folder,
    parameters,
  });
  there.profile = await make("sharingProfiles", {
    name: "profile",
    primaryConnectionIdentifier: there.connection,
    parameters: { "read-only": "true" },
  });
  const { queries } = gateway.database;
  const record = { user_id: null, username: "gone", start_date: new Date("2025-02-03T04:05:06Z"), remote_host: "h" };
  const { history_id } = await queries
    .insertInto("guacamole_connection_history")
    .values({ ...record, connection_id: null, connection_name: "deleted" })
    .returning("history_id")
    .executeTakeFirstOrThrow();
  there.record = String(history_id);
  const login = await queries
    .insertInto("guacamole_user_history")
    .values(record)
    .returning("history_id")
    .executeTakeFirstOrThrow();
  there.login = String(login.history_id);
  const owner = await queries
    .selectFrom("guacamole_user")
    .select("user_id")
    .orderBy("user_id")
    .executeTakeFirstOrThrow();
  gateway.sessions.shareable.set(SESSION, sharedSession(SESSION, { identifier: there.connection, name: "desktop" }));
  gateway.sessions.live.push({
    id: SESSION,
    historyId: history_id,
    connectionIdentifier: there.connection,
    connectionName: "desktop",
    groupIdentifier: there.folder,
    userId: owner.user_id,
    username: "admin",
    remoteHost: "192.0.2.9",
    startedAt: new Date(5),
    state: "active",
  });
}, OPEN_TIME);
afterAll(() => gateway.close());

function at(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => there[name]);
}
const call: TestServer["call"] = (token, method, url, payload) => gateway.call(token, method, at(url), payload);

const FORMS = expect.any(Array);
const PERMISSION_SET = {
  connectionPermissions: expect.any(Object),
  connectionGroupPermissions: expect.any(Object),
  sharingProfilePermissions: expect.any(Object),
  activeConnectionPermissions: {},
  userPermissions: expect.any(Object),
  userGroupPermissions: expect.any(Object),
  systemPermissions: expect.any(Array),
};
const USER = { username: "agent", disabled: false, attributes: expect.any(Object), lastActive: expect.any(Number) };
const GROUP = { identifier: "group", disabled: false, attributes: expect.any(Object) };
const CONNECTION = () => ({
  name: "desktop",
  identifier: there.connection,
  parentIdentifier: there.folder,
  protocol: "rdp",
  attributes: expect.any(Object),
  activeConnections: 1,
});
const FOLDER = () => ({
  name: "folder",
  identifier: there.folder,
  parentIdentifier: "ROOT",
  type: "BALANCING",
  activeConnections: 1,
  attributes: expect.any(Object),
});
const PROFILE = () => ({
  name: "profile",
  identifier: there.profile,
  primaryConnectionIdentifier: there.connection,
  attributes: {},
});
const CREDENTIALS = () => ({
  expected: [{ name: "key", type: "QUERY_PARAMETER" }],
  values: { key: expect.stringMatching(/^[\w-]{44}$/) },
});
const LIVE = () => ({
  identifier: SESSION,
  connectionIdentifier: there.connection,
  startDate: 5,
  remoteHost: "192.0.2.9",
  username: "admin",
  connectable: false,
});
const USER_RECORD = () => ({
  identifier: there.login,
  uuid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-3/),
  startDate: 1738555506000,
  endDate: null,
  remoteHost: "h",
  username: "gone",
  active: false,
  attributes: {},
  logs: {},
});
const CONNECTION_RECORD = () => ({
  ...USER_RECORD(),
  identifier: there.record,
  connectionIdentifier: null,
  connectionName: "deleted",
  sharingProfileIdentifier: null,
  sharingProfileName: null,
});

describe("answers", () => {
  test.each<[url: string, expected: () => unknown]>([
    [`${DATA}/users/{user}`, () => USER],
    [`${DATA}/users/{user}/permissions`, () => PERMISSION_SET],
    [`${DATA}/users/{user}/effectivePermissions`, () => PERMISSION_SET],
    [`${DATA}/users/{user}/userGroups`, () => []],
    [`${DATA}/users/{user}/history`, () => [{ ...USER_RECORD(), ...changing }]],
    [`${DATA}/userGroups`, () => ({ group: GROUP })],
    [`${DATA}/userGroups/{group}`, () => GROUP],
    [`${DATA}/userGroups/{group}/permissions`, () => PERMISSION_SET],
    [`${DATA}/userGroups/{group}/userGroups`, () => []],
    [`${DATA}/userGroups/{group}/memberUsers`, () => []],
    [`${DATA}/userGroups/{group}/memberUserGroups`, () => []],
    [`${DATA}/connections`, () => ({ [there.connection]: CONNECTION() })],
    [`${DATA}/connections/{connection}`, CONNECTION],
    [`${DATA}/connections/{connection}/parameters`, () => ({ hostname: "192.0.2.1", password: "secret" })],
    [`${DATA}/connections/{connection}/history`, () => []],
    [`${DATA}/connections/{connection}/sharingProfiles`, () => ({ [there.profile]: PROFILE() })],
    [`${DATA}/connectionGroups`, () => ({ [there.folder]: FOLDER() })],
    [`${DATA}/connectionGroups/{folder}`, FOLDER],
    [
      `${DATA}/connectionGroups/ROOT`,
      () => ({ name: "ROOT", identifier: "ROOT", type: "ORGANIZATIONAL", activeConnections: 0, attributes: {} }),
    ],
    [
      `${DATA}/connectionGroups/{folder}/tree`,
      () => ({ ...FOLDER(), childConnections: [{ ...CONNECTION(), sharingProfiles: [PROFILE()] }] }),
    ],
    // The trailing slash of the Ansible modules.
    [`${DATA}/connectionGroups/?permission=READ&permission=UPDATE`, () => ({ [there.folder]: FOLDER() })],
    [`${DATA}/sharingProfiles`, () => ({ [there.profile]: PROFILE() })],
    [`${DATA}/sharingProfiles/{profile}`, PROFILE],
    [`${DATA}/sharingProfiles/{profile}/parameters`, () => ({ "read-only": "true" })],
    [`${DATA}/activeConnections`, () => ({ [SESSION]: LIVE() })],
    [`${DATA}/activeConnections/{session}`, LIVE],
    [`${DATA}/activeConnections/{session}/connection`, CONNECTION],
    ["/api/session/tunnels", () => [SESSION]],
    [`${DATA}/activeConnections/{session}/sharingCredentials/{profile}`, CREDENTIALS],
    ["/api/session/tunnels/{session}/activeConnection/sharingCredentials/{profile}", CREDENTIALS],
    ["/api/session/tunnels/{session}/protocol", () => expect.objectContaining({ name: "rdp", connectionForms: FORMS })],
    ["/api/session/tunnels/{session}/activeConnection", LIVE],
    ["/api/session/tunnels/{session}/activeConnection/connection", CONNECTION],
    [`${DATA}/history/connections`, () => [CONNECTION_RECORD()]],
    [`${DATA}/history/connections/{record}`, CONNECTION_RECORD],
    [
      `${DATA}/history/connections?contains=gone&contains=delet&contains=2025-02&order=startDate`,
      () => [CONNECTION_RECORD()],
    ],
    [`${DATA}/history/connections?contains=2024`, () => []],
    [`${DATA}/history/users/{login}`, USER_RECORD],
    [`${DATA}/history/users?contains=gone&order=-startDate`, () => [USER_RECORD()]],
    [`${DATA}/history/users?contains=%27%3B%20drop%20table%20guacamole_user%3B--`, () => []],
    [`${DATA}/schema/userAttributes`, () => FORMS],
    [`${DATA}/schema/userPreferenceAttributes`, () => []],
    [`${DATA}/schema/userGroupAttributes`, () => FORMS],
    [`${DATA}/schema/connectionAttributes`, () => FORMS],
    [`${DATA}/schema/connectionGroupAttributes`, () => FORMS],
    [`${DATA}/schema/sharingProfileAttributes`, () => []],
    [`${DATA}/schema/protocols`, () => ({ rdp: expect.objectContaining({ name: "rdp" }) })],
    ["/api/patches", () => []],
    ["/guacamole/api/languages", () => ({ en: "English", fr: "Français" })],
  ])("GET %s", async (url, expected) => {
    const { status, body } = await call(admin, "GET", url);
    expect(status).toBe(200);
    expect(body).toEqual(expected());
    expect((await gateway.call(admin, "GET", `${at(url).replace("/?", "?")}`)).status).toBe(200);
  });

  /** What a record has of its own. */
  const changing = {
    identifier: expect.any(String),
    startDate: expect.any(Number),
    remoteHost: expect.any(String),
    username: "agent",
  };

  test("by token in the header, in the query, and with a slash at the end", async () => {
    for (const url of [`${DATA}/users/agent?token=${admin}`, `/guacamole${DATA}/users/agent/?token=${admin}`]) {
      expect((await call(undefined, "GET", url)).body).toEqual(USER);
    }
  });
});

describe("bad input", () => {
  type Endpoint = readonly [method: Parameters<TestServer["call"]>[1], url: string];
  const ENDPOINTS: readonly Endpoint[] = [
    ["GET", `${DATA}/self`],
    ["PUT", `${DATA}/self`],
    ["DELETE", `${DATA}/self`],
    ...["users", "userGroups", "connections", "connectionGroups", "sharingProfiles", "activeConnections"].flatMap(
      (path): Endpoint[] => [
        ["GET", `${DATA}/${path}`],
        ["POST", `${DATA}/${path}`],
        ["PATCH", `${DATA}/${path}`],
        ["GET", `${DATA}/${path}/1`],
        ["PUT", `${DATA}/${path}/1`],
        ["DELETE", `${DATA}/${path}/1`],
      ],
    ),
    ...["users", "userGroups"].flatMap((path): Endpoint[] => [
      ["GET", `${DATA}/${path}/1/permissions`],
      ["PATCH", `${DATA}/${path}/1/permissions`],
      ["GET", `${DATA}/${path}/1/userGroups`],
      ["PATCH", `${DATA}/${path}/1/userGroups`],
    ]),
    ["PUT", `${DATA}/users/1/password`],
    ["GET", `${DATA}/users/1/effectivePermissions`],
    ["GET", `${DATA}/users/1/history`],
    ["PATCH", `${DATA}/userGroups/1/memberUsers`],
    ["PATCH", `${DATA}/userGroups/1/memberUserGroups`],
    ["GET", `${DATA}/connections/1/parameters`],
    ["GET", `${DATA}/sharingProfiles/1/parameters`],
    ["GET", `${DATA}/connectionGroups/1/tree`],
    ["GET", `${DATA}/history/connections`],
    ["GET", `${DATA}/history/users`],
    ["GET", `${DATA}/schema/protocols`],
    ["GET", "/api/session/tunnels"],
  ];

  test.each(ENDPOINTS)("%s %s needs a token that is good", async (method, url) => {
    for (const token of [undefined, "0".repeat(64), "' or 1=1 --", "x".repeat(10_000)]) {
      expect(await gateway.call(token, method, url)).toMatchObject({
        status: 403,
        body: { type: "PERMISSION_DENIED", message: "Permission Denied.", statusCode: null, expected: null },
      });
    }
  });

  const BODIES = ENDPOINTS.filter(([method]) => !["GET", "DELETE"].includes(method));

  test.each(BODIES)("%s %s refuses what is no JSON, another type, and too much", async (method, url) => {
    const send = (type: string, payload: string) =>
      gateway.server.inject({
        method: method as "POST",
        url,
        headers: { "content-type": type, "guacamole-token": admin },
        payload,
      });
    for (const [type, payload, status] of [
      ["application/json", "{", 400],
      ["application/json", '{"__proto__": {"username": "x"}}', 400],
      ["application/json", "", 400],
      ["text/xml", "<a/>", 415],
      ["application/json", `"${"x".repeat(2 * 1024 * 1024)}"`, 413],
    ] as const) {
      const response = await send(type, payload);
      expect([response.statusCode, response.json().type]).toEqual([status, "BAD_REQUEST"]);
    }
  });

  test.each(["users", "userGroups", "connections", "connectionGroups", "sharingProfiles"])(
    "POST and PUT %s refuse what is no object, and what they do not know is ignored",
    async (path) => {
      const names = { users: "{user}", userGroups: "{group}", connections: "{connection}" } as Record<string, string>;
      const identifier = names[path] ?? (path === "connectionGroups" ? "{folder}" : "{profile}");
      const before = (await call(admin, "GET", `${DATA}/${path}`)).body;
      for (const body of [[], [1], { attributes: [] }, { attributes: 5 }, { attributes: { a: {} } }]) {
        expect((await call(admin, "POST", `${DATA}/${path}`, body)).status).toBe(400);
        expect((await call(admin, "PUT", `${DATA}/${path}/${identifier}`, body)).status).toBe(400);
      }
      expect((await call(admin, "POST", `${DATA}/${path}`, {})).status).toBe(400);
      const unknown = { nonsense: { deep: [1] }, lastActive: "x", identifier: "ignored", attributes: { unknown: "x" } };
      expect((await call(admin, "PUT", `${DATA}/${path}/${identifier}`, unknown)).status).toBe(204);
      expect((await call(admin, "GET", `${DATA}/${path}`)).body).toEqual(before);
    },
  );

  test.each([
    ["connections", "0"],
    ["connections", "-1"],
    ["connections", "1e3"],
    ["connections", "99999999999999999999"],
    ["connections", "1 or 1=1"],
    ["connections", "1/../2"],
    ["connectionGroups", "NULL"],
    ["connectionGroups", "root"],
    ["sharingProfiles", "' union select 1 --"],
    ["users", "../../../etc/passwd"],
    ["users", "Admin"],
    ["users", "x".repeat(1000)],
    ["userGroups", "admin"],
    ["activeConnections", "1"],
    ["activeConnections", "8063df49-c55f-347b-802d-0c1168c0c118"],
  ])("%s know nothing of %j", async (path, identifier) => {
    const url = `${DATA}/${path}/${encodeURIComponent(identifier)}`;
    const methods = path === "activeConnections" ? (["GET", "DELETE"] as const) : (["GET", "PUT", "DELETE"] as const);
    for (const method of methods) {
      const answer = await gateway.call(admin, method, url, method === "PUT" ? { attributes: {} } : undefined);
      expect(answer).toMatchObject({ status: 404, body: { type: "NOT_FOUND", message: `Not found: "${identifier}"` } });
    }
  });

  test.each([
    [`${DATA}/connections?permission=EVERYTHING`, 400],
    [`${DATA}/history/connections?order=username`, 400],
    [`${DATA}/history/users?order=`, 400],
    [`${DATA}/history/connections?contains=${"x".repeat(257)}`, 400],
    [`${DATA}/history/connections/0`, 404],
    [`${DATA}/history/users/x`, 404],
    [`${DATA}/history/connections/{record}/logs/x`, 404],
    [`${DATA}/schema/nothing`, 404],
    [`${DATA}/users/%00`, 400],
    [`${DATA}/users/%E0%A4%A`, 400],
    [`${DATA}/activeConnections/{session}/sharingCredentials/999`, 404],
    ["/api/session/tunnels/x/activeConnection/sharingCredentials/1", 404],
    ["/api/session/tunnels/x/protocol", 404],
    ["/api/session/data/quickconnect/users", 404],
  ])("GET %s is answered with %i", async (url, status) => {
    const answer = await call(admin, "GET", url);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ message: expect.any(String), statusCode: null, patches: null });
  });

  test("what may not be READ is not there, and what may be is not changed without the right", async () => {
    const urls = ["users/{admin}", "userGroups/{group}", "connections/{connection}", "sharingProfiles/{profile}"];
    for (const url of [...urls, "connectionGroups/{folder}", "activeConnections/{session}"]) {
      expect((await call(agent, "GET", `${DATA}/${url}`)).status).toBe(404);
      expect((await call(agent, "DELETE", `${DATA}/${url}`)).status).toBe(404);
    }
    for (const path of ["users", "userGroups", "connections", "connectionGroups", "sharingProfiles"]) {
      const body = { name: "x", username: "x", identifier: "x", protocol: "rdp", type: "ORGANIZATIONAL" };
      expect((await call(agent, "POST", `${DATA}/${path}`, body)).status).toBe(403);
    }
    expect((await call(agent, "GET", `${DATA}/history/users`)).body).toHaveLength(1);
    expect((await call(agent, "GET", `${DATA}/history/connections`)).body).toEqual([]);
    expect((await call(agent, "GET", "/api/session/tunnels")).body).toEqual([]);
    expect((await call(agent, "GET", "/api/session/tunnels/{session}/activeConnection")).status).toBe(404);
  });

  test("live sessions are neither made nor replaced", async () => {
    expect((await call(admin, "POST", `${DATA}/activeConnections`, {})).status).toBe(501);
    expect((await call(admin, "PUT", `${DATA}/activeConnections/{session}`, {})).status).toBe(501);
  });
});
