import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordAudit } from "../../database/audit.ts";
import { grantConnection, OPEN_TIME } from "../../database/testing/test-databases.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const OWN = "/api/passerelle";

let gateway: TestServer;
let admin: string;
let mia: string;
let auditor: string;
let desk: string;

const read = async (token: string, url: string) => gateway.call(token, "GET", `${OWN}/${url}`);

async function download(token: string, url: string) {
  const reply = await gateway.server.inject({ url: `${OWN}/${url}`, headers: { "guacamole-token": token } });
  return { status: reply.statusCode, type: reply.headers["content-type"], lines: reply.body.split("\r\n") };
}

async function use(user: [number, string], connection: string | null, name: string, start: string, end: string | null) {
  const { history_id } = await gateway.database.queries
    .insertInto("guacamole_connection_history")
    .values({
      ...{ user_id: user[0], username: user[1], remote_host: "192.0.2.7", start_date: new Date(start) },
      ...{ connection_id: connection === null ? null : Number(connection), connection_name: name },
      end_date: end === null ? null : new Date(end),
    })
    .returning("history_id")
    .executeTakeFirstOrThrow();
  return history_id;
}

beforeAll(async () => {
  gateway = await startTestServer();
  const { database } = gateway;
  const { queries } = database;
  admin = await gateway.signIn("admin", "admin");
  const miaId = await gateway.addUser("mia");
  const noaId = await gateway.addUser("noa");
  const auditorId = await gateway.addUser("auditor");
  await sql`insert into guacamole_system_permission select entity_id, 'AUDIT' from guacamole_user
    where user_id = ${auditorId}`.execute(queries);
  await sql`insert into guacamole_user_permission select entity_id, user_id, 'READ' from guacamole_user
    where user_id = ${miaId}`.execute(queries);
  const url = "/api/session/data/postgresql/connections";
  const body = { name: "=desk; 1", protocol: "rdp", attributes: {}, parameters: {} };
  desk = (await gateway.call(admin, "POST", url, body)).body.identifier;
  await grantConnection(database, miaId, Number(desk), "READ");

  await use([miaId, "mia"], desk, "=desk; 1", "2026-03-01T08:00:00Z", "2026-03-01T09:30:05Z");
  await use([noaId, "noa"], desk, "=desk; 1", "2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z");
  await use([miaId, "mia"], null, "gone", "2026-03-03T08:00:00Z", null);
  const live = await use([miaId, "mia"], desk, "=desk; 1", "2026-03-04T08:00:00Z", null);
  await sql`insert into passerelle_session (history_id, heartbeat) values (${live}, now())`.execute(queries);
  await sql`insert into guacamole_user_history (user_id, username, start_date, end_date) values
    (${miaId}, 'mia', '2025-12-31T23:30:00Z', '2026-01-01T00:00:00Z'), (${miaId}, 'mia', '2025-12-01Z', null)`.execute(
    queries,
  );
  mia = await gateway.signIn("mia", "mia");
  auditor = await gateway.signIn("auditor", "auditor");
}, OPEN_TIME);
afterAll(() => gateway.close());

async function found(token: string, query: string): Promise<string[]> {
  const { body } = await read(token, `history/connections?${query}`);
  return body.items.map(
    (item: { username: string; startDate: number }) => `${item.username} ${new Date(item.startDate).getUTCDate()}`,
  );
}

describe("uses of connections", () => {
  test("say how long they were, whether they are live, and what nobody knows", async () => {
    const { body } = await read(admin, "history/connections");
    expect(body.total).toBe(4);
    expect(body.items).toMatchObject([
      { username: "mia", active: true, doubtful: false, endDate: null, duration: null },
      { connectionIdentifier: null, connectionName: "gone", active: false, doubtful: true },
      { username: "noa", duration: 7_200_000, connectionIdentifier: desk, sharingProfileName: null },
      { username: "mia", duration: 5_405_000, startDate: Date.UTC(2026, 2, 1, 8), remoteHost: "192.0.2.7" },
    ]);
    expect(body.items[0].uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-3/);
  });

  test.each([
    ["username=noa", ["noa 2"]],
    ["search=MIA%20desk", ["mia 4", "mia 1"]],
    [`from=${Date.UTC(2026, 2, 2)}&to=${Date.UTC(2026, 2, 3, 8)}`, ["noa 2"]],
    ["sort=duration&offset=2", ["mia 1", "noa 2"]],
    ["sort=startDate&limit=1", ["mia 1"]],
    ["connection=none", []],
    ["username=MIA", []],
  ])("are chosen by %s", async (query, expected) => {
    expect(await found(admin, query)).toEqual(expected);
  });

  test("are shown to auditors all, to others with what they may read", async () => {
    expect(await found(auditor, "")).toHaveLength(4);
    expect(await found(mia, "")).toEqual(["mia 4", "mia 1"]);
    expect(await found(admin, `connection=${desk}&sort=-username`)).toEqual(["noa 2", "mia 4", "mia 1"]);
  });

  test("are written as CSV in French, in a person's time zone, without formulas", async () => {
    const { type, lines } = await download(admin, "history/connections.csv?language=fr&timeZone=Indian/Antananarivo");
    expect(type).toBe("text/csv; charset=utf-8");
    expect(lines).toEqual([
      "\uFEFFUtilisateur;Adresse;Connexion;Partagée par;Début;Fin;Durée;Heures",
      `mia;192.0.2.7;"'=desk; 1";;04/03/2026 11:00:00;;;`,
      "mia;192.0.2.7;gone;;03/03/2026 11:00:00;;;",
      `noa;192.0.2.7;"'=desk; 1";;02/03/2026 11:00:00;02/03/2026 13:00:00;2:00:00;2,00`,
      `mia;192.0.2.7;"'=desk; 1";;01/03/2026 11:00:00;01/03/2026 12:30:05;1:30:05;1,50`,
      "",
    ]);
  });

  test("are written as CSV in English and chosen like the list", async () => {
    const { lines } = await download(mia, "history/connections.csv?username=mia&to=1772400000000&offset=7");
    expect(lines.slice(1)).toEqual([
      "mia,192.0.2.7,'=desk; 1,,2026-03-01 08:00:00,2026-03-01 09:30:05,1:30:05,1.50",
      "",
    ]);
  });

  test("are all written, however many they are", async () => {
    await sql`insert into guacamole_connection_history (username, connection_name, start_date, end_date)
      select 'many', 'n' || n, '2020-01-01Z', '2020-01-02Z' from generate_series(1, 2500) as n`.execute(
      gateway.database.queries,
    );
    const { lines } = await download(admin, "history/connections.csv?username=many");
    expect(lines).toHaveLength(2502);
    expect(new Set(lines).size).toBe(2502);
    expect((await read(admin, "history/connections?username=many")).body.total).toBe(2500);
  });
});

describe("logins", () => {
  test("are listed and written", async () => {
    const { body } = await read(mia, "history/logins?sort=startDate");
    expect(body).toMatchObject({
      total: 3,
      items: [{ doubtful: true }, { duration: 1_800_000, doubtful: false }, { active: true, doubtful: false }],
    });
    const { lines } = await download(mia, "history/logins.csv?language=fr&timeZone=Europe/Paris&to=1767225600000");
    expect(lines[2]).toBe("mia;;01/01/2026 00:30:00;01/01/2026 01:00:00;0:30:00;0,50");
  });
});

describe("the audit log", () => {
  test("is read, searched and written by administrators and auditors only", async () => {
    const actor = { username: "admin", remoteHost: "192.0.2.1" };
    const object = { kind: "user", identifier: "zoé", name: "zoé" } as const;
    await recordAudit(gateway.database.queries, { actor, action: "user.create", object, details: { disabled: true } });
    const { body } = await read(auditor, "audit?search=ZOE");
    expect(body).toEqual({
      total: 1,
      items: [
        {
          ...{ identifier: expect.any(String), date: expect.any(Number), actor: "admin", remoteHost: "192.0.2.1" },
          ...{ action: "user.create", objectKind: "user", objectIdentifier: "zoé", objectName: "zoé" },
          details: { disabled: true },
        },
      ],
    });
    const query = `actor=admin&objectKind=user&objectIdentifier=zo%C3%A9&action=user.&from=${Date.now() - 60_000}`;
    expect((await read(admin, `audit?${query}`)).body.total).toBe(1);
    expect((await read(admin, "audit?to=1&actor=admin")).body).toEqual({ total: 0, items: [] });
    expect((await download(auditor, `audit.csv?${query}`)).lines[1]).toMatch(
      /,admin,192\.0\.2\.1,user\.create,user,zoé,zoé,"\{""disabled"":true\}"$/,
    );
    expect((await read(mia, "audit")).status).toBe(403);
    expect((await download(mia, "audit.csv")).status).toBe(403);
  });
});

test.each([
  "history/connections?sort=uuid",
  "history/connections?from=yesterday",
  "history/connections?from=-1",
  "history/logins?sort=connectionName",
  "history/connections.csv?language=de",
  "history/connections.csv?timeZone=Mars/Olympus",
  `history/logins?search=${"x".repeat(300)}`,
  "audit?sort=details",
  "audit.csv?timeZone=%27",
])("%s is refused", async (url) => {
  expect(await read(admin, url)).toMatchObject({ status: 400, body: { type: "BAD_REQUEST" } });
});
