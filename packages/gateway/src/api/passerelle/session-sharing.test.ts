import { afterAll, beforeAll, expect, test } from "vitest";
import { OPEN_TIME } from "../../database/testing/test-databases.ts";
import { sharedSession } from "../../sharing/testing/shared-session.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const SESSION = "8063df49-c55f-347b-802d-0c1168c0c119";
const SHARING = `/api/passerelle/sessions/${SESSION}/sharing`;

let gateway: TestServer;
let admin: string;
let profile: string;
let other: string;
let shared: ReturnType<typeof sharedSession>;

beforeAll(async () => {
  gateway = await startTestServer();
  admin = await gateway.signIn("admin", "admin");
  const make = async (path: string, body: object) =>
    (await gateway.call(admin, "POST", `/api/session/data/postgresql/${path}`, body)).body.identifier;
  const connection = (name: string) =>
    make("connections", { name, protocol: "rdp", parentIdentifier: "ROOT", parameters: { hostname: "192.0.2.1" } });
  const identifier = await connection("desktop");
  profile = await make("sharingProfiles", {
    ...{ name: "look", primaryConnectionIdentifier: identifier },
    parameters: { "disable-copy": "true" },
  });
  const primaryConnectionIdentifier = await connection("another");
  other = await make("sharingProfiles", { name: "not this one", primaryConnectionIdentifier, parameters: {} });
  shared = sharedSession(SESSION, { identifier, name: "desktop" }, { "disable-paste": "true" });
  gateway.sessions.shareable.set(SESSION, shared);
}, OPEN_TIME);
afterAll(() => gateway.close());

const audited = async () =>
  (await gateway.database.queries.selectFrom("passerelle_audit").select(["action", "details"]).execute()).filter(
    ({ action }) => action.startsWith("session."),
  );

test("a session is shared by a link, whose guests are seen and sent away, until it is revoked", async () => {
  const made = await gateway.call(admin, "POST", `${SHARING}/links`, { profile, minutes: 5 });
  expect(made).toMatchObject({ status: 201, body: { path: `/#/share/${made.body.key}` } });
  const { id, key, expiresAt } = made.body;
  expect(expiresAt - Date.now()).toBeGreaterThan(4 * 60_000);
  const policy = { readOnly: false, copy: false, paste: false };
  const guest = { id: "guest", link: id, username: undefined, remoteHost: "192.0.2.9", since: new Date(5) };
  shared.guests.push({ ...guest, policy, decodes: { avc: "none" } });
  const { body } = await gateway.call(admin, "GET", SHARING);
  expect(body).toEqual({
    profiles: [{ identifier: profile, name: "look", ...policy }],
    links: [
      { id, profile: { identifier: profile, name: "look" }, createdAt: expect.any(Number), expiresAt, guests: 1 },
    ],
    guests: [{ id: "guest", link: id, username: null, remoteHost: "192.0.2.9", since: 5 }],
  });
  expect(JSON.stringify(body)).not.toContain(key);
  expect((await gateway.call(admin, "DELETE", `${SHARING}/guests/guest`)).status).toBe(204);
  expect((await gateway.call(admin, "DELETE", `${SHARING}/guests/guest`)).status).toBe(404);
  expect((await gateway.call(admin, "DELETE", `${SHARING}/links/${id}`)).status).toBe(204);
  expect((await gateway.call(admin, "DELETE", `${SHARING}/links/${id}`)).status).toBe(404);
  expect((await gateway.call(admin, "GET", SHARING)).body).toMatchObject({ links: [], guests: [] });
  const log = await audited();
  expect(log.map(({ action }) => action)).toEqual(["session.share", "session.unshare"]);
  expect(log[0]?.details).toMatchObject({ link: id, profile: "look", minutes: 5 });
  expect(JSON.stringify(log)).not.toContain(key);
});

test("not by what is no profile of its connection, nor for any time", async () => {
  const status = async (body: object) => (await gateway.call(admin, "POST", `${SHARING}/links`, body)).status;
  expect(await status({ profile: other })).toBe(404);
  expect(await status({ profile: "x" })).toBe(404);
  expect(await status({ profile, minutes: 1441 })).toBe(400);
  expect(await status({ profile, minutes: 0 })).toBe(400);
  for (let links = 0; links < 20; links++) expect(await status({ profile })).toBe(201);
  expect(await status({ profile })).toBe(409);
});

test("only by those who have opened it", async () => {
  gateway.sessions.shareable.delete(SESSION);
  expect((await gateway.call(admin, "GET", SHARING)).status).toBe(404);
});
