import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { OPEN_TIME } from "../../database/testing/test-databases.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const DATA = "/api/session/data/postgresql";

let gateway: TestServer;
let admin: string;
let agent: string;

beforeAll(async () => {
  gateway = await startTestServer();
  admin = await gateway.signIn("admin", "admin");
  await gateway.call(admin, "POST", `${DATA}/users`, { username: "agent", password: "agent" });
  agent = await gateway.signIn("agent", "agent");
}, OPEN_TIME);
afterAll(() => gateway.close());

const patch = (path: string, body: object, token = admin) => gateway.call(token, "PATCH", `${DATA}/${path}`, body);
const list = async (path: string) => (await gateway.call(admin, "GET", `${DATA}/${path}`)).body;
const desktop = (name: string, more: object = {}) => ({
  name,
  parentIdentifier: "ROOT",
  protocol: "rdp",
  parameters: { hostname: "192.0.2.1", port: 3389, password: "p" },
  attributes: {},
  ...more,
});
const add = (value: object) => ({ op: "add", path: "/", value });

test("a batch makes, replaces and deletes, and says what it did", async () => {
  const made = await patch("connections", [add(desktop("one")), add(desktop("two")), add(desktop("three"))]);
  expect(made.status).toBe(200);
  const [one, two, three] = made.body.patches.map((outcome: { identifier: string }) => outcome.identifier);
  expect(made.body.patches[0]).toEqual({ op: "add", identifier: one, path: "/" });
  const changed = await patch("connections", [
    { op: "replace", path: `/${one}`, value: { name: "renamed", attributes: { weight: 2 } } },
    { op: "remove", path: `/${two}` },
  ]);
  expect(changed.body.patches).toEqual([
    { op: "replace", identifier: one, path: `/${one}` },
    { op: "remove", identifier: two, path: `/${two}` },
  ]);
  const all = await list("connections");
  expect(all[one]).toMatchObject({ name: "renamed", attributes: { weight: "2" } });
  expect(all[two]).toBeUndefined();
  const parameters = await gateway.call(admin, "GET", `${DATA}/connections/${three}/parameters`);
  expect(parameters.body).toEqual({ hostname: "192.0.2.1", port: "3389", password: "p" });
});

test("users, groups, connection groups and sharing profiles have batches, too", async () => {
  const [first] = Object.keys(await list("connections"));
  const bodies = {
    users: [
      { username: "batch/1 é", password: "p" },
      { username: "batch 2", disabled: true },
    ],
    userGroups: [{ identifier: "batch 1" }, { identifier: "batch 2", disabled: true }],
    connectionGroups: [
      { name: "batch 1", type: "BALANCING" },
      { name: "batch 2", type: "ORGANIZATIONAL" },
    ],
    sharingProfiles: [
      { name: "batch 1", primaryConnectionIdentifier: first, parameters: { "read-only": true } },
      { name: "batch 2", primaryConnectionIdentifier: first },
    ],
  };
  for (const [path, values] of Object.entries(bodies)) {
    const made = await patch(path, values.map(add));
    expect(made.status, path).toBe(200);
    const identifiers: string[] = made.body.patches.map((outcome: { identifier: string }) => outcome.identifier);
    expect(Object.keys(await list(path))).toEqual(expect.arrayContaining(identifiers));
    const removed = await patch(
      path,
      identifiers.map((identifier) => ({ op: "remove", path: `/${identifier}` })),
    );
    expect(removed.status, path).toBe(200);
  }
  expect(Object.keys(await list("users")).sort()).toEqual(["admin", "agent"]);
});

test("when one patch is refused nothing is done, and each says what was wrong with it", async () => {
  const before = await list("connections");
  const [known] = Object.keys(before);
  const patches = [
    add(desktop("new")),
    add(desktop("new")),
    { op: "replace", path: `/${known}`, value: { name: "lost" } },
    { op: "remove", path: "/999999" },
    add(desktop(" ")),
    add({ name: { a: 1 } }),
    { op: "add", path: "/7", value: desktop("other") },
    { op: "add", path: "/" },
    { op: "remove", path: "/" },
    add(desktop("other", { parameters: { port: "none" } })),
  ];
  const { status, body } = await patch("connections", patches);
  expect({ status, type: body.type }).toEqual({ status: 400, type: "BAD_REQUEST" });
  expect(body.patches.map((outcome: { error?: object }) => outcome.error !== undefined)).toEqual([
    ...[false, true, false, true, true],
    ...[true, true, true, true, true],
  ]);
  expect(body.patches[0]).toEqual({ op: "add", identifier: null, path: "/" });
  expect(body.patches[1].error).toEqual({
    key: "APP.TEXT_UNTRANSLATED",
    variables: { MESSAGE: 'The connection "new" already exists.' },
  });
  expect(body.patches[3].error.variables.MESSAGE).toBe('Not found: "999999"');
  expect(await list("connections")).toEqual(before);
});

test("rights hold in a batch as elsewhere", async () => {
  const [known] = Object.keys(await list("connections"));
  for (const patches of [[add(desktop("mine"))], [{ op: "remove", path: `/${known}` }]]) {
    const { status, body } = await patch("connections", patches, agent);
    expect(status).toBe(400);
    expect(body.patches[0].error).toBeDefined();
  }
  expect((await patch("users", [{ op: "remove", path: "/admin" }])).status).toBe(400);
  expect((await patch("users", [{ op: "replace", path: "/agent", value: { disabled: true } }], agent)).status).toBe(
    400,
  );
  expect(Object.keys(await list("connections"))).toContain(known);
});

test.each([
  [[{ op: "test", path: "/1", value: {} }], 501],
  [[{ op: "copy", path: "/1" }], 501],
  [[{ op: "move", path: "/1" }], 501],
  [[{ op: "destroy", path: "/1" }], 400],
  [[{ path: "/1" }], 400],
  [[{ op: "remove" }], 400],
  [[null], 400],
  [["remove"], 400],
  [{ op: "remove", path: "/1" }, 400],
] as const)("%j is refused with %i", async (patches, status) => {
  const answer = await patch("connections", patches);
  expect(answer).toMatchObject({ status, body: { message: expect.any(String), patches: null } });
});

test("live sessions are ended in batches, all or none", async () => {
  const session = {
    id: "8063df49-c55f-347b-802d-0c1168c0c119",
    historyId: 1,
    connectionIdentifier: Object.keys(await list("connections"))[0],
    connectionName: "one",
    groupIdentifier: null,
    userId: null,
    username: "somebody",
    remoteHost: null,
    startedAt: new Date(5),
    state: "active",
  } as const;
  gateway.sessions.live.push(session);
  const remove = { op: "remove", path: `/${session.id}` };
  expect((await patch("activeConnections", [remove], agent)).status).toBe(404);
  expect((await patch("activeConnections", [remove, { op: "remove", path: "/unknown" }])).status).toBe(404);
  expect((await patch("activeConnections", [add({})])).status).toBe(501);
  expect(gateway.sessions.ended).toEqual([]);
  const looks = vi.spyOn(gateway.sessions, "list");
  const many = Array.from({ length: 100 }, () => remove);
  expect((await patch("activeConnections", [...many, { op: "remove", path: "/unknown" }])).status).toBe(404);
  expect(looks).toHaveBeenCalledTimes(1);
  const { status, body } = await patch("activeConnections", [remove]);
  expect({ status, body }).toEqual({ status: 200, body: { patches: [{ ...remove, identifier: session.id }] } });
  expect(gateway.sessions.ended).toEqual([session.id]);
  gateway.sessions.live.length = 0;
});
